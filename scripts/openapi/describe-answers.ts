// The answers of one route, by status: its own, its refusals, and what the gateway can say in its place.

import { problems, type ProblemCode } from '#shared/http/problem';
import { describeHeaders, type Headers } from './answer-headers.ts';
import { answerExamples } from './examples.ts';
import type { Operation } from './operations.ts';
import { schemaRef, type SchemaObject } from './to-json-schemas.ts';

/** What API Gateway answers by itself on every route of an HTTP API that it knows. */
export const gatewayMessages: Readonly<Record<string, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  413: 'Request Entity Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** Beside `Cache-Control` and `X-Request-Id`, which all of them have. */
const refusalHeaders: Readonly<Record<string, Headers>> = {
  401: { 'WWW-Authenticate': 'sometimes' },
  405: { Allow: 'always' },
  412: { ETag: 'always' },
  429: { 'Retry-After': 'with-problem', RateLimit: 'with-problem', 'RateLimit-Policy': 'with-problem' },
  503: { 'Retry-After': 'with-problem' },
};

const json = 'application/json';
const oneOf = (schemas: readonly SchemaObject[]): SchemaObject =>
  schemas.length === 1 ? { ...schemas[0] } : { anyOf: schemas };

const describeSuccess = ({ description, schemas, headers }: Operation['successes'][number]) => {
  const described = { description, headers: describeHeaders({ ...headers, 'X-Request-Id': 'always' }) };
  if (schemas.length === 0) return described;
  const examples = schemas.flatMap((name) =>
    name === 'OpenApi' ? [] : [[name, { value: answerExamples[name] }] as const],
  );
  const media = {
    schema: oneOf(schemas.map((name) => schemaRef(name))),
    ...(examples.length === 0 ? {} : { examples: Object.fromEntries(examples) }),
  };
  return { ...described, content: { [json]: media } };
};

const problemMedia = (status: number, codes: readonly ProblemCode[]) => ({
  schema: {
    allOf: [
      schemaRef('Problem'),
      { type: 'object', properties: { status: { const: status }, code: { enum: codes } } },
    ],
  },
  examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
});

const gatewayMedia = (message: string) => ({ schema: schemaRef('GatewayMessage'), example: { message } });

const describeRefusal = (status: number, codes: readonly ProblemCode[]) => {
  const message = gatewayMessages[status];
  const titles = codes.map((code) => problems[code].title);
  const byGateway =
    message === undefined ? [] : [`${titles.length > 0 ? 'Or, by' : 'By'} the gateway: ${message}`];
  const noStore = message === undefined ? 'always' : 'with-problem';
  const caching: Headers = codes.length === 0 ? {} : { 'Cache-Control': noStore, 'X-Request-Id': noStore };
  return {
    description: `${[...titles, ...byGateway].join('. ')}.`,
    headers: describeHeaders({ ...caching, ...refusalHeaders[status] }),
    content: {
      ...(codes.length === 0 ? {} : { 'application/problem+json': problemMedia(status, codes) }),
      ...(message === undefined ? {} : { [json]: gatewayMedia(message) }),
    },
  };
};

export const describeAnswers = ({ successes, problems: codes, isPublic }: Operation) => {
  const ofGateway = Object.keys(gatewayMessages)
    .map(Number)
    .filter((status) => isPublic !== true || status !== 401);
  const statuses = [...new Set([...codes.map((code) => problems[code].status), ...ofGateway])];
  const refusals = statuses
    .toSorted((a, b) => a - b)
    .map(
      (status) =>
        [
          status,
          describeRefusal(
            status,
            codes.filter((code) => problems[code].status === status),
          ),
        ] as const,
    );
  return Object.fromEntries([
    ...successes.map((success) => [success.status, describeSuccess(success)] as const),
    ...refusals,
  ]);
};
