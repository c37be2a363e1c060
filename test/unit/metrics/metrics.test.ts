// Metrics as lines: the embedded metric format, names from the catalogue, and no id as a dimension, whatever is handed in.

import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { credentialFailureCodes, isContractCode } from '#shared/credentials/credential-failure';
import { createLog } from '#shared/platform/log';
import { metricGroups, type MetricGroup } from '#shared/metrics/metric-catalogue';
import { createMetrics } from '#shared/metrics/metrics';
import { coldStartFrom, withMetrics } from '#shared/metrics/metrics-from-log';

type Line = {
  readonly _aws: {
    readonly Timestamp: number;
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string; readonly Unit: string }[];
    }[];
  };
  readonly [member: string]: unknown;
};

const clock = { nowMs: () => 1_700_000_000_000, monotonicMs: () => 0 };

const collect = (namespace: string | undefined = 'deposits-test') => {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const metrics = createMetrics({ clock, write, namespace });
  const parsed = () => lines.map((line) => JSON.parse(line) as Line & Record<string, unknown>);
  return { lines, write, metrics, parsed };
};

describe('what a request waited for', () => {
  it('is a line of its own, with the layers that it met and no other', () => {
    const { parsed, metrics, write } = collect();
    const log = withMetrics(createLog(clock, write), metrics, coldStartFrom('on-demand'));

    log('http.request.answered', {
      route: 'get-direct-deposit',
      status: 200,
      durationMs: 30,
      credentialsMs: 8.5,
      readMs: 12,
    });
    log('http.request.answered', { route: 'get-openapi', status: 200, durationMs: 1 });

    const layers = parsed().filter((line) => JSON.stringify(line).includes('Time'));
    expect(layers.filter((line) => '_aws' in line && 'ReadTime' in line)).toEqual([
      expect.objectContaining({ CredentialsTime: 8.5, ReadTime: 12 }),
    ]);
    expect(layers.filter((line) => 'CommitTime' in line || 'LoginTime' in line)).toEqual([]);
  });
});

describe('a metric line', () => {
  it('is the embedded metric format on one line', () => {
    const { lines, metrics, parsed } = collect();

    metrics('api-request', { Requests: 1, Latency: 12.5 }, 'get-direct-deposit');

    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^[^\n]*\n$/);
    expect(parsed()).toEqual([
      {
        _aws: {
          Timestamp: 1_700_000_000_000,
          CloudWatchMetrics: [
            {
              Namespace: 'deposits-test',
              Dimensions: [[], ['Route']],
              Metrics: [
                { Name: 'Requests', Unit: 'Count' },
                { Name: 'Latency', Unit: 'Milliseconds' },
              ],
            },
          ],
        },
        Route: 'get-direct-deposit',
        Requests: 1,
        Latency: 12.5,
      },
    ]);
  });

  it.each(Object.keys(metricGroups) as MetricGroup[])('of %s has a member for all that it names', (group) => {
    const { metrics, parsed } = collect();
    const values = Object.fromEntries(Object.keys(metricGroups[group].metrics).map((name) => [name, 1]));

    metrics(group, values, 'anything');

    const [line] = parsed();
    const [directive] = line!._aws.CloudWatchMetrics;
    for (const { Name } of directive!.Metrics) expect(line).toHaveProperty(Name, 1);
    for (const name of directive!.Dimensions.flat()) expect(typeof line![name]).toBe('string');
  });

  it.each(['acme', 'e-1001', 'auth0|someone', '', undefined])(
    'never has %j as a dimension: what is not listed is "other"',
    (value) => {
      const { metrics, parsed } = collect();

      metrics('credential-refusal', { CredentialRefusals: 1 }, value);

      expect(parsed()[0]).toHaveProperty('Code', 'other');
      if (value !== undefined && value !== '') expect(JSON.stringify(parsed())).not.toContain(value);
    },
  );

  it('is not written without a namespace or without a number', () => {
    const silent = collect('');
    silent.metrics('key-denial', { KeyDenials: 1 });
    const { lines, metrics } = collect();
    metrics('key-denial', { KeyDenials: Number.NaN });

    expect([...silent.lines, ...lines]).toEqual([]);
  });
});

describe('the catalogue', () => {
  it('knows every code that the decryptor answers', () => {
    expect([...metricGroups['credential-refusal'].dimension.values].sort()).toEqual(
      Object.keys(credentialFailureCodes).filter(isContractCode).sort(),
    );
  });

  it('names no metric twice', () => {
    const names = Object.values(metricGroups).flatMap(({ metrics }) => Object.keys(metrics));

    expect(new Set(names).size).toBe(names.length);
  });
});

describe('a log event', () => {
  const open = (initializationType?: string) => {
    const { lines, write, metrics, parsed } = collect();
    const log = withMetrics(createLog(clock, write), metrics, coldStartFrom(initializationType));
    return { lines, log, written: () => parsed().filter((line) => '_aws' in line) };
  };

  it('is written once as a line of the log and once as numbers', () => {
    const { lines, log, written } = open();

    log('http.request.answered', {
      route: 'list-direct-deposits',
      status: 503,
      durationMs: 7,
      tenantId: 'acme',
      subject: 'someone',
    });

    expect(lines).toHaveLength(2);
    expect(written()).toMatchObject([
      {
        Route: 'list-direct-deposits',
        Requests: 1,
        ServerErrors: 1,
        ClientErrors: 0,
        Latency: 7,
        ColdStarts: 1,
      },
    ]);
    expect(JSON.stringify(written())).not.toMatch(/acme|someone/);
  });

  it('counts the first request of a container as a cold start, and no later one', () => {
    const { log, written } = open();
    for (const status of [200, 200]) log('http.request.answered', { status });

    expect(written().map(({ ColdStarts }) => ColdStarts)).toEqual([1, 0]);
  });

  it('counts none in a container that was made ready ahead', () => {
    const { log, written } = open('provisioned-concurrency');
    log('http.request.answered', { status: 200 });

    expect(written().map(({ ColdStarts }) => ColdStarts)).toEqual([0]);
  });

  it.each([
    [
      'decryptor.credential.refused',
      { code: 'DECRYPTION_FAILED' },
      { CredentialRefusals: 1, Code: 'DECRYPTION_FAILED' },
    ],
    [
      'decryptor.request.refused',
      { code: 'TENANT_NOT_FOUND' },
      { CredentialRefusals: 1, Code: 'TENANT_NOT_FOUND' },
    ],
    ['decryptor.key.denied', { tenantId: 'acme' }, { KeyDenials: 1 }],
    ['decryptor.store.failed', {}, { DependencyFailures: 1, Service: 'dynamodb' }],
    ['decryptor.kms.failed', {}, { DependencyFailures: 1, Service: 'kms' }],
    ['credentials.invoke.failed', { status: 429 }, { DecryptorCallFailures: 1, DecryptorCallThrottles: 1 }],
    ['credentials.invoke.failed', { status: 500 }, { DecryptorCallFailures: 1, DecryptorCallThrottles: 0 }],
    [
      'sql.request.failed',
      { code: 'login-refused', tenantId: 'acme' },
      { DatabaseFailures: 1, Kind: 'login-refused' },
    ],
  ] as const)('%s %j is %j', (event, fields, expected) => {
    const { log, written } = open();
    log(event, fields);

    expect(written()).toHaveLength(1);
    expect(written()[0]).toMatchObject(expected);
    expect(JSON.stringify(written())).not.toContain('acme');
  });
});

describe('the catalogue', () => {
  it('knows the routes that there are functions for', () => {
    const served = globSync('functions/*')
      .filter((folder) => readFileSync(join(folder, 'serverless.yml'), 'utf8').includes('httpApi'))
      .map((folder) => basename(folder));

    expect(served.length).toBeGreaterThan(0);
    expect([...metricGroups['api-request'].dimension.values].sort()).toEqual(served.sort());
  });
});
