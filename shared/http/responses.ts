// Answers in API Gateway's payload format 2.0. Bank data is never to be stored on the way: every answer says so.

import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { problemBody, problems, retryAfterSeconds, type Problem } from './problem.ts';

export type ApiAnswer = APIGatewayProxyStructuredResultV2 & { readonly statusCode: number };

const commonHeaders = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const;

/** @param body JSON */
export const jsonTextAnswer = (
  statusCode: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): ApiAnswer => ({
  statusCode,
  headers: { ...commonHeaders, 'content-type': 'application/json', ...headers },
  body,
});

export const jsonAnswer = (
  statusCode: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): ApiAnswer => jsonTextAnswer(statusCode, JSON.stringify(body), headers);

export const emptyAnswer = (statusCode: 304, headers: Readonly<Record<string, string>> = {}): ApiAnswer => ({
  statusCode,
  headers: { ...commonHeaders, ...headers },
});

export const problemAnswer = (problem: Problem, requestId: string): ApiAnswer => {
  const { status } = problems[problem.code];
  return {
    statusCode: status,
    headers: {
      ...commonHeaders,
      'content-type': 'application/problem+json',
      ...(status === 503 ? { 'retry-after': String(retryAfterSeconds) } : {}),
      ...problem.headers,
    },
    body: JSON.stringify(problemBody(problem, requestId)),
  };
};
