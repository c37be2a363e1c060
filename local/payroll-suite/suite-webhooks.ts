// The payroll suite's webhooks: signed, posted until they are taken, in no promised order.

import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { SuiteEventType } from '#shared/payroll/suite-event-types';
import { standardWebhooks } from '#shared/webhook/standard-webhooks';

export type WebhookTarget = {
  readonly url: string;
  /** Read anew for each post: it may have been rotated. */
  readonly secret: () => string;
};

export type SuiteEvent = {
  readonly type: SuiteEventType;
  readonly data: Readonly<Record<string, string>>;
};

export type SuiteWebhooks = {
  /** Resolves when the event was taken, or given up when the suite stops. */
  readonly post: (event: SuiteEvent) => Promise<void>;
  /** While they are held nothing more is posted, and nothing again; what waits goes when they are not. */
  readonly setHeld: (isHeld: boolean) => void;
  readonly stop: () => Promise<void>;
};

const pausesMs = [100, 500, 2_000, 5_000];
const patienceMs = 10_000;

export const createSuiteWebhooks = (
  target: WebhookTarget,
  onPosted: (event: SuiteEvent) => void,
): SuiteWebhooks => {
  const ended = new AbortController();
  const underWay = new Set<Promise<void>>();
  let gate: PromiseWithResolvers<void> | undefined;

  const attempt = async (id: string, event: SuiteEvent): Promise<boolean> => {
    const { headers, body } = standardWebhooks.sign(
      { id, sentAt: new Date(), payload: event },
      target.secret(),
    );
    try {
      const response = await fetch(target.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: Buffer.from(body),
        signal: AbortSignal.any([ended.signal, AbortSignal.timeout(patienceMs)]),
      });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      return false;
    }
  };

  const deliver = async (event: SuiteEvent): Promise<void> => {
    const id = `msg_${randomUUID()}`;
    for (let tries = 0; !ended.signal.aborted; tries += 1) {
      await gate?.promise;
      if (await attempt(id, event)) {
        onPosted(event);
        return;
      }
      const longestMs = pausesMs[tries] ?? pausesMs.at(-1);
      await pause(longestMs, undefined, { signal: ended.signal }).catch(() => undefined);
    }
  };

  const release = (): void => {
    gate?.resolve();
    gate = undefined;
  };

  return {
    post: (event) => {
      const delivery = deliver(event);
      underWay.add(delivery);
      return delivery.finally(() => underWay.delete(delivery));
    },
    setHeld: (isHeld) => {
      if (isHeld) gate ??= Promise.withResolvers();
      else release();
    },
    stop: async () => {
      ended.abort();
      release();
      await Promise.allSettled(underWay);
    },
  };
};
