// Alarms and dashboard: only metrics that the functions write or AWS has, and a page of instructions behind every alarm.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { awsMetrics, metricGroups } from '#shared/metrics/metric-catalogue';
import { ofType, type Template } from '#test/support/packaged-project';
import {
  apiKeys,
  functionKeys,
  publicKeys,
  variantNames,
  type Templates,
  type VariantName,
} from './variants.ts';

type Used = { readonly namespace: string; readonly name: string; readonly dimensions: readonly string[] };

const namespace = 'direct-deposits-prod';

/** Of ours: name and dimension, as they are written. Of AWS's: namespace and name. */
const known = new Set([
  ...Object.values(metricGroups).flatMap((group) => {
    const names = Object.keys(group.metrics);
    const dimension = 'dimension' in group ? group.dimension.name : undefined;
    return names.flatMap((name) => [
      `${namespace} ${name}`,
      ...(dimension === undefined ? [] : [`${namespace} ${name} ${dimension}`]),
    ]);
  }),
  ...Object.entries(awsMetrics).flatMap(([space, names]) => names.map((name) => `${space} ${name}`)),
]);

const isKnown = ({ namespace: space, name, dimensions }: Used): boolean =>
  known.has(space.startsWith('AWS/') ? `${space} ${name}` : [space, name, ...dimensions].join(' '));

const alarmsOf = (template: Template) => ofType(template, 'AWS::CloudWatch::Alarm');

const usedByAlarms = (template: Template): Used[] =>
  alarmsOf(template).map(({ Properties }) => ({
    namespace: String(Properties['Namespace']),
    name: String(Properties['MetricName']),
    dimensions: (Properties['Dimensions'] as { Name: string }[]).map(({ Name }) => Name),
  }));

type Widget = {
  readonly properties: {
    readonly title: string;
    readonly period: number;
    readonly metrics: readonly unknown[][];
  };
};

const widgetsOf = (template: Template): readonly Widget[] => {
  const [page] = ofType(template, 'AWS::CloudWatch::Dashboard');
  const [, parts] = page!.Properties['DashboardBody']['Fn::Join'] as [string, unknown[]];
  const text = parts.map((part) => (typeof part === 'string' ? part : 'filled-in')).join('');
  return (JSON.parse(text) as { widgets: Widget[] }).widgets;
};

/** An expression stands alone in its row. */
const isExpression = (row: readonly unknown[]): boolean => row.length === 1;

const usedByDashboard = (template: Template): Used[] => {
  return widgetsOf(template).flatMap(({ properties }) =>
    properties.metrics
      .filter((row) => !isExpression(row))
      .map(([space, name, ...rest]) => ({
        namespace: String(space),
        name: String(name),
        dimensions: rest
          .slice(0, -1)
          .filter((_part, index) => index % 2 === 0)
          .map(String),
      })),
  );
};

const runbookOf = (description: string): string | undefined =>
  / Runbook: (?:https:\/\/wiki\.example\.com\/)?(\S+\.md)$/.exec(description)?.[1];

export const describeAlarms = (templateOf: Templates): void => {
  describe('alarms and dashboard', () => {
    it('are as many as the page about costs says', () => {
      const page = readFileSync(join(process.cwd(), 'docs/deploying.md'), 'utf8');
      const count = (name: VariantName) => alarmsOf(templateOf(name)).length;

      expect(page).toContain(`| ${count('defaults')} alarms, one dashboard |`);
      expect(page.replaceAll('\n', ' ')).toContain(
        `${count('defaults')}, one more for each function with ready containers (${count('ready containers')} with`,
      );
      expect(page).toContain(`(${count('canary')} with \`canary\`)`);
    });

    it.each(variantNames)('of %s use only metrics that are written', (name) => {
      const used = [...usedByAlarms(templateOf(name)), ...usedByDashboard(templateOf(name))];

      expect(used.length).toBeGreaterThan(30);
      expect(used.filter((it) => !isKnown(it))).toEqual([]);
    });

    it('are checked: a metric that no function writes is found out', () => {
      expect(isKnown({ namespace, name: 'Reqests', dimensions: [] })).toBe(false);
      expect(isKnown({ namespace, name: 'Requests', dimensions: ['Tenant'] })).toBe(false);
    });

    it.each(variantNames)('of %s lead to a page that says what to do', (name) => {
      for (const { Properties } of alarmsOf(templateOf(name))) {
        const runbook = runbookOf(String(Properties['AlarmDescription']));
        expect([
          Properties['AlarmName'],
          runbook !== undefined && existsSync(join(process.cwd(), runbook)),
        ]).toEqual([Properties['AlarmName'], true]);
        const page = readFileSync(join(process.cwd(), runbook!), 'utf8');
        for (const part of ['## What it means', '## Look', '## Do']) expect(page).toContain(part);
      }
    });

    it('draw the forecast of each hour beside what came, as far as CloudWatch reads an expression', () => {
      const { requestsByUtcHour } = JSON.parse(readFileSync('test/infra/templates/advice.json', 'utf8')) as {
        requestsByUtcHour: number[];
      };
      const titled = (name: VariantName) =>
        widgetsOf(templateOf(name)).find(({ properties }) => properties.title.includes('forecast'));
      const widget = titled('a forecast on the dashboard');
      const rows = widget!.properties.metrics
        .filter(isExpression)
        .map(([row]) => row as { id: string; expression: string; visible: boolean });
      const days = rows.filter(({ visible }) => !visible);
      const valueAt = (day: number, hour: number): number =>
        days
          .map(({ expression }) => {
            // (DAY(fact)==1)*((HOUR(fact)==0)*2+…): a day's factor times a sum of hours' terms.
            const [, ofDay = '', terms = ''] = /^\(DAY\(fact\)==(\d)\)\*\((.*)\)$/.exec(expression) ?? [];
            const found = new RegExp(`\\(HOUR\\(fact\\)==${hour}\\)\\*([\\d.]+)`).exec(terms)?.[1];
            return Number(ofDay) === day ? Number(found) : 0;
          })
          .reduce((sum, value) => sum + value, 0);

      expect(titled('defaults')).toBeUndefined();
      expect(widget!.properties.period).toBe(3_600);
      expect(days).toHaveLength(7);
      expect(rows.filter(({ visible }) => visible).map(({ expression }) => expression)).toEqual([
        'forecast1+forecast2+forecast3+forecast4+forecast5+forecast6+forecast7',
      ]);
      for (const { expression } of rows) expect(expression.length).toBeLessThanOrEqual(2_048);
      requestsByUtcHour.forEach((requests, hour) => {
        expect(Math.abs(valueAt(Math.floor(hour / 24) + 1, hour % 24) - requests)).toBeLessThanOrEqual(0.5);
      });
    });

    it('show every metric of ours on the dashboard', () => {
      const shown = new Set(usedByDashboard(templateOf('defaults')).map(({ name }) => name));
      const written = Object.values(metricGroups).flatMap(({ metrics }) => Object.keys(metrics));

      expect(written.filter((metric) => !shown.has(metric))).toEqual([]);
    });

    it('have a name for each route', () => {
      expect([...metricGroups['api-request'].dimension.values].sort()).toEqual(
        [...apiKeys, ...publicKeys].sort(),
      );
    });

    it('see each function that does not run, and a gateway that answers 5xx', () => {
      const seen = alarmsOf(templateOf('defaults')).map(
        ({ Properties }) =>
          `${Properties['Namespace']} ${Properties['MetricName']} ${JSON.stringify(Properties['Dimensions'])}`,
      );

      for (const key of functionKeys) {
        const dimensions = [{ Name: 'FunctionName', Value: `${namespace}-${key}` }];
        expect(seen).toContain(`AWS/Lambda Errors ${JSON.stringify(dimensions)}`);
      }
      expect(seen).toContain(
        `AWS/ApiGateway 5xx ${JSON.stringify([{ Name: 'ApiId', Value: { Ref: 'HttpApi' } }])}`,
      );
    });

    it('tell the named topic', () => {
      for (const { Properties } of alarmsOf(templateOf('a network with a NAT, under its own name'))) {
        expect(Properties['AlarmActions']).toEqual(['arn:aws:sns:us-east-1:123456789012:on-call']);
      }
    });
  });
};
