// CloudWatch on loopback, as far as operators' commands read it: what was put is counted by period and statistic, and handed out in
// pages.

import { startAwsJson, type AwsJsonEndpoint } from '#local/aws-json/start-aws-json';

export type CloudWatch = AwsJsonEndpoint & {
  readonly put: (series: Series, points: readonly Point[]) => void;
};

type Point = { readonly atMs: number; readonly value: number };
type Series = {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions?: Readonly<Record<string, string>>;
};

type Dimension = { readonly Name: string; readonly Value: string };
type Query = {
  readonly Id: string;
  readonly MetricStat: {
    readonly Metric: { Namespace: string; MetricName: string; Dimensions?: readonly Dimension[] };
    readonly Stat: string;
    readonly Period: number;
  };
};

const keyOf = (namespace: string, name: string, dimensions: readonly Dimension[]): string =>
  [namespace, name, ...dimensions.map(({ Name, Value }) => `${Name}=${Value}`).sort()].join(' ');

const statistic = (name: string, values: readonly number[]): number => {
  if (name === 'Sum') return values.reduce((sum, value) => sum + value, 0);
  if (name === 'Maximum') return Math.max(...values);
  const percentile = Number(/^p(\d+)$/.exec(name)?.[1]);
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((percentile / 100) * sorted.length))] ?? NaN;
};

export const startCloudWatch = async (pointsOfPage = 1_000): Promise<CloudWatch> => {
  const stored = new Map<string, Point[]>();
  const listed = new Map<
    string,
    { Namespace: string; MetricName: string; Dimensions: readonly Dimension[] }
  >();

  const answerOf = ({ Id, MetricStat }: Query, fromMs: number, toMs: number) => {
    const { Metric, Stat, Period } = MetricStat;
    const periods = new Map<number, number[]>();
    for (const { atMs, value } of stored.get(
      keyOf(Metric.Namespace, Metric.MetricName, Metric.Dimensions ?? []),
    ) ?? []) {
      if (atMs < fromMs || atMs >= toMs) continue;
      const start = Math.floor(atMs / (Period * 1_000)) * Period;
      periods.set(start, [...(periods.get(start) ?? []), value]);
    }
    return [...periods]
      .sort(([a], [b]) => a - b)
      .map(([Timestamp, values]) => ({ Id, Timestamp, Value: statistic(Stat, values) }));
  };

  const endpoint = await startAwsJson({
    port: 0,
    service: 'CloudWatch',
    target: 'GraniteServiceVersion20100801.',
    maxBodyBytes: 1024 * 1024,
    internalError: 'InternalServiceFault',
    operations: {
      ListMetrics: (fields) => ({
        Metrics: [...listed.values()].filter(
          ({ Namespace, MetricName }) =>
            Namespace === fields.get('Namespace') && MetricName === fields.get('MetricName'),
        ),
      }),
      GetMetricData: (fields) => {
        const [fromMs, toMs] = [
          Number(fields.get('StartTime')) * 1_000,
          Number(fields.get('EndTime')) * 1_000,
        ];
        const queries = fields.get('MetricDataQueries') as readonly Query[];
        const all = queries.flatMap((query) => answerOf(query, fromMs, toMs));
        const at = Number(fields.get('NextToken') ?? 0);
        const page = all.slice(at, at + pointsOfPage);
        return {
          MetricDataResults: [...new Set(page.map(({ Id }) => Id))].map((Id) => ({
            Id,
            Timestamps: page.filter((it) => it.Id === Id).map(({ Timestamp }) => Timestamp),
            Values: page.filter((it) => it.Id === Id).map(({ Value }) => Value),
            StatusCode: 'Complete',
          })),
          ...(at + pointsOfPage < all.length ? { NextToken: String(at + pointsOfPage) } : {}),
        };
      },
    },
  });
  return {
    ...endpoint,
    put: ({ namespace, name, dimensions = {} }, points) => {
      const listedAs = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
      const key = keyOf(namespace, name, listedAs);
      listed.set(key, { Namespace: namespace, MetricName: name, Dimensions: listedAs });
      stored.set(key, [...(stored.get(key) ?? []), ...points]);
    },
  };
};
