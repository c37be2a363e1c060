// What each call makes of what goes wrong: the facts of its error, and how often it tried.

import type { Plan } from '../../support/aws-recorder.ts';
import type { CallName } from './calls.ts';

const named = (name: string, status: number): Plan => ({
  status,
  body: JSON.stringify({ __type: `com.amazonaws.any#${name}`, message: 'canary-message' }),
});
const inHeader = (name: string, status: number): Plan => ({
  status,
  headers: { 'x-amzn-errortype': `${name}:http://internal.amazon.com/` },
  body: '{"Message":"canary-message"}',
});

type ErrorCase = readonly [string, CallName, Plan, { name?: string; status: number | undefined }, number];
export const errorCases: readonly ErrorCase[] = [
  [
    'KMS throttles',
    'decrypt',
    named('ThrottlingException', 400),
    { name: 'ThrottlingException', status: 400 },
    2,
  ],
  [
    'KMS denies',
    'decrypt',
    named('AccessDeniedException', 400),
    { name: 'AccessDeniedException', status: 400 },
    1,
  ],
  [
    'KMS fails',
    'decrypt',
    named('KMSInternalException', 500),
    { name: 'KMSInternalException', status: 500 },
    2,
  ],
  [
    'the table throttles',
    'query',
    named('ProvisionedThroughputExceededException', 400),
    { name: 'ProvisionedThroughputExceededException', status: 400 },
    2,
  ],
  [
    'the table denies',
    'query',
    named('AccessDeniedException', 400),
    { name: 'AccessDeniedException', status: 400 },
    1,
  ],
  [
    'the table is gone',
    'query',
    named('ResourceNotFoundException', 400),
    { name: 'ResourceNotFoundException', status: 400 },
    1,
  ],
  [
    'the table fails',
    'query',
    named('InternalServerError', 500),
    { name: 'InternalServerError', status: 500 },
    2,
  ],
  [
    'Lambda throttles',
    'invoke',
    inHeader('TooManyRequestsException', 429),
    { name: 'TooManyRequestsException', status: 429 },
    1,
  ],
  [
    'Lambda denies',
    'invoke',
    inHeader('AccessDeniedException', 403),
    { name: 'AccessDeniedException', status: 403 },
    1,
  ],
  ['Lambda fails', 'invoke', inHeader('ServiceException', 500), { name: 'ServiceException', status: 500 }, 1],
  ['a balancer answers a page', 'query', { status: 503, body: '<html>' }, { status: 503 }, 2],
  ['the connection is reset', 'decrypt', { instead: 'reset' }, { name: 'ECONNRESET', status: undefined }, 2],
  ['the connection is reset', 'query', { instead: 'reset' }, { name: 'ECONNRESET', status: undefined }, 2],
  ['the connection is reset', 'invoke', { instead: 'reset' }, { name: 'ECONNRESET', status: undefined }, 1],
  ['an answer is no JSON', 'decrypt', { body: 'canary' }, { status: 200 }, 1],
  ['an answer is no JSON', 'query', { body: 'canary' }, { status: 200 }, 1],
  ['an answer is no JSON', 'secretValue', { body: 'canary' }, { status: 200 }, 1],
  ['an answer has no secret', 'secretValue', { body: '{}' }, { name: 'AnswerMalformed', status: 200 }, 1],
  ['an answer has no entries', 'putEvents', { body: '{}' }, { name: 'AnswerMalformed', status: 200 }, 1],
  [
    'there is no such secret',
    'secretValue',
    named('ResourceNotFoundException', 400),
    { name: 'ResourceNotFoundException', status: 400 },
    1,
  ],
  [
    'the secret is denied',
    'secretValue',
    named('AccessDeniedException', 400),
    { name: 'AccessDeniedException', status: 400 },
    1,
  ],
  [
    'Secrets Manager fails',
    'secretValue',
    named('InternalServiceError', 500),
    { name: 'InternalServiceError', status: 500 },
    2,
  ],
  [
    'the bus fails',
    'putEvents',
    named('InternalException', 500),
    { name: 'InternalException', status: 500 },
    2,
  ],
  [
    'the bus throttles',
    'putEvents',
    named('ThrottlingException', 400),
    { name: 'ThrottlingException', status: 400 },
    2,
  ],
  [
    'the connection is reset',
    'putEvents',
    { instead: 'reset' },
    { name: 'ECONNRESET', status: undefined },
    2,
  ],
  [
    'the claim fails',
    'take',
    named('InternalServerError', 500),
    { name: 'InternalServerError', status: 500 },
    2,
  ],
];
