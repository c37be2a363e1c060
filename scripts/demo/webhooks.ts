// The demo's last part: the payroll suite posts signed webhooks, one of them twice, and each becomes one event on the bus.

import { readFileSync } from 'node:fs';
import type { Stack } from '../../local/start-stack.ts';
import { signAndPost } from '../../operators/webhook/sign-and-post.ts';
import { standardWebhooks } from '../../shared/webhook/standard-webhooks.ts';

export type WebhookStep = {
  readonly status: number;
  readonly ms: number;
  readonly shows: string;
  readonly complaint: string | undefined;
};

const source = 'payroll-suite';
/** One that nothing but the queue of all events takes. */
export const postedType = 'payroll.calculated';
const payload = { type: postedType, data: { tenantId: 'acme', payDate: '2026-12-04' } };

type Post = {
  readonly shows: string;
  readonly id: string;
  readonly expected: readonly [status: number, answer: string];
  readonly secret?: string;
  readonly ageMs?: number;
};

const posts: readonly Post[] = [
  { shows: 'a signed event is published', id: 'payroll-1', expected: [200, 'published'] },
  { shows: 'the same event again is not', id: 'payroll-1', expected: [200, 'repeated'] },
  {
    shows: 'one that somebody else signed is refused',
    id: 'payroll-2',
    expected: [401, 'SIGNATURE_REFUSED'],
    secret: `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
  },
  {
    shows: 'one that was recorded and is played back is refused',
    id: 'payroll-3',
    expected: [400, 'EVENT_STALE'],
    ageMs: 120_000,
  },
];

export const playWebhooks = async (
  { urls, webhookSecretFiles }: Stack,
  onStep: (step: WebhookStep) => void,
): Promise<void> => {
  const own = readFileSync(webhookSecretFiles[source] ?? '', 'utf8').trim();
  for (const { shows, id, expected, secret = own, ageMs = 0 } of posts) {
    const event = { id, sentAt: new Date(Date.now() - ageMs), payload };
    const posted = await signAndPost(new URL(`${urls.webhook}/${source}`), standardWebhooks, secret, event);
    if (!posted.ok) throw new Error(`The webhook cannot be reached: ${posted.failure}`);
    const { status, durationMs: ms, answer } = posted.value;
    const isExpected = status === expected[0] && answer.includes(`"${expected[1]}"`);
    const complaint = isExpected ? undefined : `expected ${expected.join(' ')}, got ${answer}`;
    onStep({ status, ms, shows, complaint });
  }
};
