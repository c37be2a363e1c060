// The emulator gives every event the same request id and shows functions the header by which it was handed the claims. API
// Gateway does neither, so the event is put right after the emulator has made it.

import { randomUUID } from 'node:crypto';

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
