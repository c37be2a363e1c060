// Writes metrics as lines in CloudWatch's embedded metric format, on the same stream as the log: no call, no waiting. Names
// and dimension values come from the catalogue and from nowhere else.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html

import type { Clock } from '../platform/clock.ts';
import { metricGroups, type MetricGroup, type MetricName } from './metric-catalogue.ts';

export type MetricValues<G extends MetricGroup> = { readonly [K in MetricName<G>]?: number };

export type Metrics = <G extends MetricGroup>(
  group: G,
  values: MetricValues<G>,
  dimensionValue?: string,
) => void;

export const noMetrics: Metrics = () => undefined;

export type MetricsSettings = {
  readonly clock: Clock;
  readonly write: (line: string) => void;
  /** CloudWatch's namespace; without one no line is written. */
  readonly namespace: string | undefined;
};

const dimensionOf = (group: MetricGroup): { name: string; values: readonly string[] } | undefined => {
  const row = metricGroups[group];
  return 'dimension' in row ? row.dimension : undefined;
};

export const createMetrics = ({ clock, write, namespace }: MetricsSettings): Metrics => {
  if (namespace === undefined || namespace === '') return noMetrics;
  return (group, values, dimensionValue) => {
    const kept = Object.entries(metricGroups[group].metrics).flatMap(([name, unit]) => {
      const value: unknown = Reflect.get(values, name);
      return typeof value === 'number' && Number.isFinite(value) ? [{ name, unit, value }] : [];
    });
    if (kept.length === 0) return;
    const dimension = dimensionOf(group);
    // A value that is not listed may be an id.
    const listed = dimension?.values.find((value) => value === dimensionValue) ?? 'other';
    const line = {
      _aws: {
        Timestamp: clock.nowMs(),
        CloudWatchMetrics: [
          {
            Namespace: namespace,
            Dimensions: dimension === undefined ? [[]] : [[], [dimension.name]],
            Metrics: kept.map(({ name, unit }) => ({ Name: name, Unit: unit })),
          },
        ],
      },
      ...(dimension === undefined ? {} : { [dimension.name]: listed }),
      ...Object.fromEntries(kept.map(({ name, value }) => [name, value])),
    };
    write(`${JSON.stringify(line)}\n`);
  };
};
