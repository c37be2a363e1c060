// Artillery's hooks: signs each request as the sender of a webhook does, at the moment it goes out, and writes down what came of it. Plain
// JavaScript, because Artillery loads it.

import { appendFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { standardWebhooks } from '../../shared/webhook/standard-webhooks.ts';
import { benchPayload, benchSecret } from './webhook-requests.ts';

const outcomes = process.env.BENCH_OUTCOMES;
const foreignSecret = 'whsec_Zm9yZ2VkIGZvcmdlZCBmb3JnZWQgZm9yZ2VkIGZvcmdlZCE=';

const begin = (kind) => async (context) => {
  context.vars.id = `evt-${randomUUID()}`;
  context.vars.kind = kind;
};

export const beginNew = begin('new');
export const beginRepeated = begin('repeated');
export const beginForged = begin('forged');

export const signRequest = async (request, context) => {
  const secret = context.vars.kind === 'forged' ? foreignSecret : benchSecret;
  const event = { id: context.vars.id, sentAt: new Date(), payload: benchPayload };
  const { headers, body } = standardWebhooks.sign(event, secret);
  request.headers = { ...request.headers, 'content-type': 'application/json', ...headers };
  request.body = body.toString('utf8');
  context.vars.sentMs = performance.now();
};

export const noteOutcome = async (request, response, context) => {
  const outcome = {
    receiver: new URL(request.url).port === process.env.BENCH_RUST_PORT ? 'rust' : 'ours',
    kind: context.vars.kind,
    id: context.vars.id,
    status: response.statusCode,
    atMs: Date.now(),
    tookMs: performance.now() - context.vars.sentMs,
  };
  appendFileSync(outcomes, `${JSON.stringify(outcome)}\n`);
};
