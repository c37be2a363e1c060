// Metrics as CloudFormation names them: only those of the catalogue, so a name that the functions do not write cannot be typed.

import {
  type awsMetrics,
  metricGroups,
  type MetricGroup,
  type MetricName,
} from '../shared/metrics/metric-catalogue.ts';
import type { Json, Stack } from './template.ts';

type Dimension = { readonly Name: string; readonly Value: Json };

export type Metric = {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly Dimension[];
};

/** A metric of ours; with `value`, of that one value of its group's dimension. */
export const ownMetric = <G extends MetricGroup>(
  { metricNamespace }: Stack,
  group: G,
  name: MetricName<G> & string,
  value?: string,
): Metric => {
  const row = metricGroups[group];
  const dimension: { name: string; values: readonly string[] } | undefined =
    'dimension' in row ? row.dimension : undefined;
  if (value !== undefined && dimension?.values.includes(value) !== true) {
    throw new RangeError(`${group} has no dimension value ${value}`);
  }
  return {
    Namespace: metricNamespace,
    MetricName: name,
    Dimensions: value === undefined ? [] : [{ Name: dimension?.name ?? '', Value: value }],
  };
};

type AwsNamespace = keyof typeof awsMetrics;

export const awsMetric = <N extends AwsNamespace>(
  namespace: N,
  name: (typeof awsMetrics)[N][number],
  dimensions: Readonly<Record<string, Json>>,
): Metric => ({
  Namespace: namespace,
  MetricName: name,
  Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
});
