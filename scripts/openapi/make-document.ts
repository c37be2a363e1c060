// The document (OpenAPI 3.1), whole: from the table of routes and from the schemas that validate at run time. Nothing in it
// is of the day or the machine that made it.

import { finding } from '#shared/domain/rule';
import { bodyFinding } from '#shared/http/body-finding';
import { problemBody, problems, type Problem, type ProblemCode } from '#shared/http/problem';
import { describeAnswers } from './describe-answers.ts';
import { requestExamples } from './examples.ts';
import { operations, type Operation } from './operations.ts';
import { parameters } from './parameters.ts';
import { schemaRef, toJsonSchemas, type SchemaObject } from './to-json-schemas.ts';

const requestId = 'f3b1c9a0-5d2e-4a6b-8c7d-9e0f1a2b3c4d';

const shownErrors: Readonly<Partial<Record<ProblemCode, Problem['errors']>>> = {
  BODY_MALFORMED: [bodyFinding('body.missing', '/routingNumber')],
  RULE_BROKEN: [finding('routing.checksum', '/routingNumber'), finding('account.chars', '/accountNumber')],
  RULE_CONFLICT: [finding('splits.duplicate', '/accountNumber')],
};

const problemExample = (code: ProblemCode) => {
  const errors = shownErrors[code];
  const problem: Problem = errors === undefined ? { code } : { code, errors };
  return { summary: problems[code].title, value: problemBody(problem, requestId) };
};

const problemExamples = () => {
  const codes = [...new Set(operations.flatMap((operation) => operation.problems))].toSorted();
  return Object.fromEntries(codes.map((code) => [code, problemExample(code)]));
};

const describeRequest = (name: NonNullable<Operation['request']>) => ({
  required: true,
  description: 'At most 65,536 bytes of UTF-8.',
  content: { 'application/json': { schema: schemaRef(name), example: requestExamples[name] } },
});

const describeOperation = (operation: Operation) => ({
  operationId: operation.operationId,
  tags: [operation.tag],
  summary: operation.summary,
  ...(operation.description === undefined ? {} : { description: operation.description }),
  ...(operation.isPublic === true ? { security: [] } : {}),
  parameters: operation.parameters.map((name) => ({ $ref: `#/components/parameters/${name}` })),
  ...(operation.request === undefined ? {} : { requestBody: describeRequest(operation.request) }),
  responses: describeAnswers(operation),
});

const describePaths = () => {
  const paths = [...new Set(operations.map(({ path }) => path))];
  return Object.fromEntries(
    paths.map((path) => [
      path,
      Object.fromEntries(
        operations
          .filter((operation) => operation.path === path)
          .map((operation) => [operation.method.toLowerCase(), describeOperation(operation)]),
      ),
    ]),
  );
};

const openApiSchema: SchemaObject = {
  description: 'An OpenAPI document.',
  type: 'object',
  properties: { openapi: { type: 'string' }, info: { type: 'object' }, paths: { type: 'object' } },
  required: ['openapi', 'info', 'paths'],
};

const description = `Where an employee’s net pay goes.

Every change is made whole or not at all, and answers from which payroll on it counts and a receipt. Refusals are problems (RFC 9457) with all broken rules at once; they are judged in the order 401, 403 or 404 (employee), 415, 413, 400, 404 (id), 428, 412, 422, 409. An employee whom the caller may not know of is 404, like one who does not exist.

A path of the API takes the methods that are described, and HEAD where it takes GET; another one is 405 with Allow. What is not among the paths is answered by the gateway: 404 \`{ "message": "Not Found" }\`. Every answer carries the header X-Request-Id; a \`traceparent\` (W3C Trace Context) is taken into the logs. The schemas are exact for what is answered now; answers may gain members, so a client lets those pass that it does not know.`;

const schemas = (): Readonly<Record<string, SchemaObject>> => ({
  ...toJsonSchemas(),
  OpenApi: openApiSchema,
});

export const makeDocument = () => ({
  openapi: '3.1.1',
  info: { title: 'Direct deposits', version: '1.0.0', description },
  servers: [{ url: '/', description: 'Where this document came from' }],
  security: [{ token: [] }],
  tags: [
    {
      name: 'Direct deposits',
      description: 'An employee’s accounts and how the net pay is divided among them.',
    },
    {
      name: 'Around them',
      description: 'What they mean for a net pay, what happened to them, what a form needs.',
    },
  ],
  paths: describePaths(),
  components: {
    schemas: schemas(),
    parameters,
    examples: problemExamples(),
    securitySchemes: {
      token: {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'JWT',
        description:
          'RS256, with the claims `tenant_id`, `roles` (employee, payroll-admin, viewer), `sub` and, for employees, `employee_id`.',
      },
    },
  },
});

/** As it is written, byte for byte. */
export const documentText = (): string => `${JSON.stringify(makeDocument(), null, 2)}\n`;
