// Wires the edge of a function of the API, log and metrics, and with it alone a function that needs nothing else.

import { systemClock } from '../platform/clock.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { AuthorizedEvent } from '../http/api-request.ts';
import { handlePublicRequest, type ApiEdge, type PublicRoute } from '../http/handle-api-request.ts';
import type { ApiAnswer } from '../http/responses.ts';
import { wireLog } from './log-runtime.ts';

export const wireApiEdge = (): { readonly edge: ApiEdge; readonly metrics: Metrics } => {
  const { log, metrics } = wireLog();
  return { edge: { clock: systemClock, log }, metrics };
};

/** For a route that asks for no token. */
export const createPublicHandler = (route: PublicRoute): ((event: AuthorizedEvent) => Promise<ApiAnswer>) => {
  let edge: ApiEdge | undefined;
  return (event) => {
    edge ??= wireApiEdge().edge;
    return handlePublicRequest(route, edge, event);
  };
};
