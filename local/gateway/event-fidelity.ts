// The one file that leans on the inside of serverless-offline (pinned in package.json): changes its class of HTTP API events where it
// differs from API Gateway, with a request id for each event and without the header that carries the claims.

import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';

type HttpApiEvent = {
  readonly headers: Record<string, string>;
  readonly requestContext: { requestId: string };
};

export const overrideHeader = 'sls-offline-authorizer-override';

export const putRight = <E extends HttpApiEvent>(event: E): E => {
  event.requestContext.requestId = randomUUID();
  delete event.headers[overrideHeader];
  return event;
};

/** As the emulator's class of version 2.0 events looks from outside. */
export type EventClass = { readonly prototype: { create: () => HttpApiEvent } };

export const putEventsRight = ({ prototype }: EventClass): void => {
  const { create } = prototype;
  prototype.create = function createEvent(this: object) {
    return putRight(create.call(this));
  };
};

/** By its place, since the emulator's package does not export it. */
const eventModule =
  'node_modules/serverless-offline/src/events/http/lambda-events/LambdaProxyIntegrationEventV2.js';

const isEventClass = (value: unknown): value is EventClass =>
  typeof value === 'function' && 'create' in Object(value.prototype);

export const loadEventClass = (): EventClass => {
  const loaded: unknown = createRequire(join(process.cwd(), 'package.json'))(
    join(process.cwd(), eventModule),
  );
  const found: unknown =
    typeof loaded === 'object' && loaded !== null && 'default' in loaded ? loaded.default : loaded;
  if (!isEventClass(found)) throw new Error(`${eventModule} is not what it was`);
  return found;
};
