// Wires what a function tells of itself: its log, and metrics that also count what the log says.
// DEPOSITS_METRIC_NAMESPACE: where CloudWatch puts the metrics; without it none are written.

import { coldStartFrom, withMetrics, type ColdStart } from '../metrics/metrics-from-log.ts';
import { createMetrics, type Metrics } from '../metrics/metrics.ts';
import { systemClock } from '../platform/clock.ts';
import { createLog, type Log } from '../platform/log.ts';
import { lineWriter } from '../platform/write-line.ts';

export type LogRuntime = { readonly log: Log; readonly metrics: Metrics; readonly coldStart: ColdStart };

export const wireLog = (): LogRuntime => {
  const write = lineWriter(process.env);
  const metrics = createMetrics({
    clock: systemClock,
    write,
    namespace: process.env['DEPOSITS_METRIC_NAMESPACE'],
  });
  const coldStart = coldStartFrom(process.env['AWS_LAMBDA_INITIALIZATION_TYPE']);
  return { log: withMetrics(createLog(systemClock, write), metrics, coldStart), metrics, coldStart };
};
