// Wires the edge of a function of the API, log and metrics, and with it alone a function that needs nothing else.
// DEPOSITS_METRIC_NAMESPACE: where CloudWatch puts the metrics; without it none are written.

import { systemClock } from '../platform/clock.ts';
import { createLog } from '../platform/log.ts';
import { coldStartFrom, withMetrics } from '../metrics/metrics-from-log.ts';
import { createMetrics, type Metrics } from '../metrics/metrics.ts';
import { lineWriter } from '../platform/write-line.ts';
import type { AuthorizedEvent } from '../http/api-request.ts';
import { handlePublicRequest, type ApiEdge, type PublicRoute } from '../http/handle-api-request.ts';
import type { ApiAnswer } from '../http/responses.ts';

export const wireApiEdge = (): { readonly edge: ApiEdge; readonly metrics: Metrics } => {
  const write = lineWriter(process.env);
  const metrics = createMetrics({
    clock: systemClock,
    write,
    namespace: process.env['DEPOSITS_METRIC_NAMESPACE'],
  });
  const coldStart = coldStartFrom(process.env['AWS_LAMBDA_INITIALIZATION_TYPE']);
  return {
    edge: { clock: systemClock, log: withMetrics(createLog(systemClock, write), metrics, coldStart) },
    metrics,
  };
};

/** For a route that asks for no token. */
export const createPublicHandler = (route: PublicRoute): ((event: AuthorizedEvent) => Promise<ApiAnswer>) => {
  let edge: ApiEdge | undefined;
  return (event) => {
    edge ??= wireApiEdge().edge;
    return handlePublicRequest(route, edge, event);
  };
};
