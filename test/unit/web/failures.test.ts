// After which failures a request may have been done, so that a repetition has to carry the same key; and how long is waited, in words.

import { ApiError, mayHaveBeenDone, type ApiFailure } from '../../../web/src/api/client.ts';
import type { Problem } from '../../../web/src/api/schema.d.ts';
import { spanOf } from '../../../web/src/shown/span.ts';

const problem = (status: number, code: Problem['code']): ApiFailure => ({
  kind: 'problem',
  status,
  problem: { type: 't', title: 't', status, code, detail: 'd', instance: 'i', errors: [] },
  retryAfterSeconds: undefined,
});

it.each([
  ['no answer', { kind: 'offline' }, true],
  ['a gateway’s time-out', { kind: 'gateway', status: 504, retryAfterSeconds: undefined }, true],
  ['a gateway’s refusal', { kind: 'gateway', status: 401, retryAfterSeconds: undefined }, false],
  ['an error of the API', problem(500, 'INTERNAL'), true],
  ['a busy database', problem(503, 'DATABASE_BUSY'), true],
  ['the same request, still running', problem(409, 'IDEMPOTENCY_KEY_IN_USE'), true],
  ['a rule', problem(409, 'RULE_CONFLICT'), false],
  ['a broken rule', problem(422, 'RULE_BROKEN'), false],
  ['a changed set', problem(412, 'PRECONDITION_FAILED'), false],
  ['a spent budget', problem(429, 'ACCOUNT_BUDGET_SPENT'), false],
] as const)('%s', (_, failure, expected) => {
  expect(mayHaveBeenDone(new ApiError(failure))).toBe(expected);
});

it.each([
  [1, '1 s'],
  [119, '119 s'],
  [121, '3 min'],
  [7_199, '120 min'],
  [7_201, '3 h'],
  [80_000, '23 h'],
])('%d seconds are %s', (seconds, span) => {
  expect(spanOf(seconds)).toBe(span);
});
