// Metrics of a deployed stack, as CloudWatch keeps them. Nothing is written.

import {
  type CloudWatchClient,
  GetMetricDataCommand,
  ListMetricsCommand,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';

export type MetricPoint = { readonly atMs: number; readonly value: number };

export type WantedMetric = {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** `Sum`, `Maximum`, `p99`, … */
  readonly statistic: string;
  readonly periodS: number;
};

export type Period = { readonly fromMs: number; readonly toMs: number };

export type MetricReader = {
  /** For each wanted metric its points, the oldest first. */
  readonly read: (
    wanted: readonly WantedMetric[],
    period: Period,
  ) => Promise<readonly (readonly MetricPoint[])[]>;
  /** Names of the functions that were invoked lately and begin so. */
  readonly functionNames: (start: string) => Promise<readonly string[]>;
};

/** GetMetricData takes no more in one request. */
const maxQueries = 500;

const toQuery = (
  { namespace, name, dimensions, statistic, periodS }: WantedMetric,
  index: number,
): MetricDataQuery => ({
  Id: `m${index}`,
  MetricStat: {
    Metric: {
      Namespace: namespace,
      MetricName: name,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    },
    Stat: statistic,
    Period: periodS,
  },
});

export const createMetricReader = (client: CloudWatchClient): MetricReader => {
  const readSome = async (queries: readonly MetricDataQuery[], { fromMs, toMs }: Period) => {
    const points = new Map<string, MetricPoint[]>();
    let token: string | undefined;
    do {
      const page = await client.send(
        new GetMetricDataCommand({
          MetricDataQueries: [...queries],
          StartTime: new Date(fromMs),
          EndTime: new Date(toMs),
          ScanBy: 'TimestampAscending',
          NextToken: token,
        }),
      );
      for (const { Id = '', Timestamps = [], Values = [] } of page.MetricDataResults ?? []) {
        const known = points.get(Id) ?? [];
        Timestamps.forEach((at, index) => known.push({ atMs: at.getTime(), value: Values[index] ?? 0 }));
        points.set(Id, known);
      }
      token = page.NextToken;
    } while (token !== undefined);
    return points;
  };

  return {
    read: async (wanted, period) => {
      const queries = wanted.map(toQuery);
      const found = new Map<string, MetricPoint[]>();
      for (let at = 0; at < queries.length; at += maxQueries) {
        const some = await readSome(queries.slice(at, at + maxQueries), period);
        for (const [id, points] of some) found.set(id, points);
      }
      return queries.map(({ Id = '' }) => (found.get(Id) ?? []).sort((a, b) => a.atMs - b.atMs));
    },
    functionNames: async (start) => {
      const names = new Set<string>();
      let token: string | undefined;
      do {
        const page = await client.send(
          new ListMetricsCommand({ Namespace: 'AWS/Lambda', MetricName: 'Invocations', NextToken: token }),
        );
        for (const { Dimensions = [] } of page.Metrics ?? []) {
          const [only] = Dimensions;
          if (
            Dimensions.length === 1 &&
            only?.Name === 'FunctionName' &&
            only.Value?.startsWith(start) === true
          ) {
            names.add(only.Value);
          }
        }
        token = page.NextToken;
      } while (token !== undefined);
      return [...names].sort();
    },
  };
};
