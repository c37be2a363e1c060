// Changes the emulator's events of an HTTP API where they differ from API Gateway's: with a request id for each event and without the
// header that carries the claims.

import { randomUUID } from 'node:crypto';
import type { EventClass, HttpApiEvent } from './emulator-class.ts';

export const overrideHeader = 'sls-offline-authorizer-override';

export const putRight = <E extends HttpApiEvent>(event: E): E => {
  event.requestContext.requestId = randomUUID();
  delete event.headers[overrideHeader];
  return event;
};

export const putEventsRight = ({ prototype }: EventClass): void => {
  const { create } = prototype;
  prototype.create = function createEvent(this: object) {
    return putRight(create.call(this));
  };
};
