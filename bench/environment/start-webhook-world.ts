// Secrets Manager, DynamoDB and EventBridge over TLS, with a place for each receiver (webhook-backends.ts).

import { forkBackends, isRecord, toTexts } from './fork-backends.ts';
import type { Receiver } from './webhook-requests.ts';

export type WebhookWorld = {
  readonly environmentOf: (receiver: Receiver) => Readonly<Record<string, string>>;
  /** The sender's ids of the events that the receiver's queue holds, as often as they are in it. */
  readonly deliveredTo: (receiver: Receiver) => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
};

const senderIdIn = (body: unknown): string => {
  const event: unknown = JSON.parse(String(body));
  const detail = isRecord(event) ? event['detail'] : undefined;
  return isRecord(detail) ? String(detail['senderId']) : '';
};

export const startWebhookWorld = async (): Promise<WebhookWorld> => {
  const { said, ask, stop } = await forkBackends('webhook-backends.ts');
  const environments = isRecord(said['environments']) ? said['environments'] : {};
  return {
    environmentOf: (receiver) => toTexts(environments[receiver]),
    deliveredTo: async (receiver) => {
      const { delivered } = await ask(receiver);
      return Array.isArray(delivered) ? delivered.map(senderIdIn) : [];
    },
    stop,
  };
};
