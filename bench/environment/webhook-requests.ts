// Signed requests as the URL hands them to a receiver, and the names that receivers are told apart by.

import { randomUUID } from 'node:crypto';
import { standardWebhooks } from '../../shared/webhook/standard-webhooks.ts';

export const receivers = ['ours', 'rust'] as const;
export type Receiver = (typeof receivers)[number];

export const stackOf = (receiver: string): string => `bench-${receiver}`;

export const benchSecret = 'whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=';

/** Of the size of a return: a few hundred bytes. */
export const benchPayload = {
  type: 'entry.returned',
  data: {
    trace: '091000010000001',
    code: 'R03',
    reason: 'No account or unable to locate account',
    amountCents: 125_000,
  },
};

export const urlEvent = (): object => {
  const { headers, body } = standardWebhooks.sign(
    { id: `evt-${randomUUID()}`, sentAt: new Date(), payload: benchPayload },
    benchSecret,
  );
  return {
    version: '2.0',
    rawPath: '/bench',
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(body).toString('utf8'),
    isBase64Encoded: false,
    requestContext: { requestId: randomUUID(), http: { method: 'POST', path: '/bench' } },
  };
};
