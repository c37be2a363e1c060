// Holds an answer against the published contract (docs/openapi.json): is its status documented for this route, its media type,
// its headers, and does its body fit the schema? What the contract does not name is a fault, as is what it promises and is not
// there.

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import document from '../../docs/openapi.json' with { type: 'json' };

type HeaderObject = {
  readonly schema: { readonly pattern: string };
  readonly 'x-presence': 'always' | 'with-receipt' | 'with-problem' | 'sometimes';
};
type ResponseObject = {
  readonly headers?: Readonly<Record<string, HeaderObject>>;
  readonly content?: Readonly<Record<string, unknown>>;
};
type OperationObject = {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, ResponseObject>>;
};
type PathItems = Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
type Found = { readonly pointer: readonly string[]; readonly operation: OperationObject };

export type ReceivedAnswer = {
  /** Of the contract; or `method` and `path`, as they were sent. */
  readonly operationId?: string;
  readonly method?: string;
  /** With or without a query, not with an origin. */
  readonly path?: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The text as it came, or what was parsed from it; nothing or '' where there was none. */
  readonly body?: unknown;
};

export type ValidateAnswer = (answer: ReceivedAnswer) => string | undefined;

const problemType = 'application/problem+json';
/** Headers that no answer has by chance. */
const ownHeaders = [
  'etag',
  'location',
  'link',
  'retry-after',
  'ratelimit',
  'ratelimit-policy',
  'idempotency-replayed',
  'allow',
];

const lowerCaseNames = (headers: ReceivedAnswer['headers']): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

const parsed = (body: unknown): unknown => {
  if (typeof body !== 'string') return body;
  return body === '' ? undefined : JSON.parse(body);
};

const escaped = (name: string): string =>
  encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));

const matches = (template: string, path: string): boolean => {
  const parts = template.split('/');
  const sent = path.split('/');
  return (
    parts.length === sent.length &&
    parts.every((part, index) => (part.startsWith('{') ? sent[index] !== '' : part === sent[index]))
  );
};

const headerFaults = (
  { headers: documented = {} }: ResponseObject,
  headers: Readonly<Record<string, string | undefined>>,
  isProblem: boolean,
  body: unknown,
): string[] => {
  const names = new Set(Object.keys(documented).map((name) => name.toLowerCase()));
  const unknown = ownHeaders.filter((name) => headers[name] !== undefined && !names.has(name));
  const hasReceipt = typeof body === 'object' && body !== null && 'receipt' in body;
  const faults = Object.entries(documented).flatMap(([name, header]) => {
    const value = headers[name.toLowerCase()];
    const presence = header['x-presence'];
    const isPromised =
      presence === 'always' ||
      (presence === 'with-receipt' && hasReceipt) ||
      (presence === 'with-problem' && isProblem);
    if (value === undefined) return isPromised ? [`${name} is missing`] : [];
    const isJudged = isPromised || presence === 'sometimes';
    return isJudged && !new RegExp(header.schema.pattern).test(value) ? [`${name} is ${value}`] : [];
  });
  return [...unknown.map((name) => `${name} is not documented`), ...faults];
};

/** @param contract the published one, but for tests of this function itself */
export const createAnswerValidator = (contract: object = document): ValidateAnswer => {
  const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
  addFormats.default(ajv);
  // The document around the schemas means nothing to a validator of schemas.
  ajv.addVocabulary(Object.keys(contract));
  ajv.addSchema(contract, 'contract', false, false);
  const { paths } = contract as { readonly paths: PathItems };
  const compiled = new Map<string, ValidateFunction>();

  const operations: Found[] = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ pointer: ['paths', path, method], operation })),
  );

  const find = ({ operationId, method = '', path = '' }: ReceivedAnswer): Found | undefined => {
    if (operationId !== undefined) return operations.find((it) => it.operation.operationId === operationId);
    const [bare = ''] = path.split('?');
    const candidates = operations.filter(
      ({ pointer }) => pointer[2] === method.toLowerCase() && matches(pointer[1] ?? '', bare),
    );
    // A name in the path goes before a parameter.
    const places = ({ pointer }: Found): number => (pointer[1] ?? '').split('{').length;
    return candidates.toSorted((a, b) => places(a) - places(b))[0];
  };

  const schemaFaults = (pointer: readonly string[], body: unknown): string[] => {
    const ref = `contract#/${pointer.map(escaped).join('/')}`;
    const validate = compiled.get(ref) ?? ajv.compile({ $ref: ref });
    compiled.set(ref, validate);
    if (validate(body)) return [];
    return (validate.errors ?? []).map(({ instancePath, message, params }) => {
      const extra = 'additionalProperty' in params ? `: ${String(params['additionalProperty'])}` : '';
      return `${instancePath === '' ? 'the body' : instancePath} ${message}${extra}`;
    });
  };

  const faultsOf = (answer: ReceivedAnswer): string[] => {
    const { status } = answer;
    const headers = lowerCaseNames(answer.headers);
    const [mediaType = ''] = (headers['content-type'] ?? '').split(';');
    const body = parsed(answer.body);
    const found = find(answer);
    if (found === undefined) {
      if (answer.operationId !== undefined) return ['the contract has no such operation'];
      return status === 404
        ? schemaFaults(['components', 'schemas', 'GatewayMessage'], body)
        : [`a route that the contract does not have is answered ${status}`];
    }

    const response = found.operation.responses[String(status)];
    if (response === undefined) return [`status ${status} is not documented`];
    const faults = headerFaults(response, headers, mediaType === problemType, body);
    if (response.content === undefined) return body === undefined ? faults : [...faults, 'there is a body'];
    if (!(mediaType in response.content))
      return [...faults, `${mediaType || 'no media type'} is not documented`];
    const place = [...found.pointer, 'responses', String(status), 'content', mediaType, 'schema'];
    return [...faults, ...schemaFaults(place, body)];
  };

  return (answer) => {
    const faults = faultsOf(answer);
    const name = answer.operationId ?? `${answer.method} ${answer.path}`;
    return faults.length === 0 ? undefined : `${name} ${answer.status}: ${faults.join('; ')}`;
  };
};

let validator: ValidateAnswer | undefined;

/** What is wrong with the answer, or undefined. The values of its body are not repeated. */
export const validateAnswer: ValidateAnswer = (answer) => {
  validator ??= createAnswerValidator();
  return validator(answer);
};

/** @throws Error with what is wrong, for the places that every answer of a test passes through */
export const requireContract = (answer: ReceivedAnswer): void => {
  const fault = validateAnswer(answer);
  if (fault !== undefined) throw new Error(`The answer is not what the contract says. ${fault}`);
};
