// An error of a signed request: a name (AWS's own, or ours for what happened on the way), the HTTP status, and nothing of what
// was sent or answered. Its shape is the SDK's, so that callers need not know which transport threw.

import { parseJson } from '../../platform/parse-json.ts';

/** `TimeoutError`, a Node code such as `ECONNRESET`, `AnswerMalformed`, `AnswerTooLarge`, `CredentialsMissing`; else AWS's. */
export class AwsRequestError extends Error {
  override readonly name: string;
  readonly $metadata: { readonly httpStatusCode: number | undefined };

  constructor(name: string, status?: number) {
    super('The request to AWS failed');
    this.name = name;
    this.$metadata = { httpStatusCode: status };
  }
}

/** `com.amazonaws.dynamodb.v20120810#ThrottlingException:http://…` is `ThrottlingException`. */
const bareName = (text: unknown): string | undefined => {
  if (typeof text !== 'string') return undefined;
  const name = text.split(',')[0]?.split(':')[0]?.split('#').at(-1)?.trim();
  return name !== undefined && /^[A-Za-z][A-Za-z0-9_.]{0,79}$/.test(name) ? name : undefined;
};

const parseObject = (body: Buffer): object | undefined => {
  const parsed = parseJson(body.toString('utf8'));
  return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
};

/** The header says it first, then the body's `__type` or `code`; a load balancer's page says nothing. */
export const toAwsRequestError = (status: number, headerName: unknown, body: Buffer): AwsRequestError => {
  const parsed = parseObject(body) ?? {};
  const name =
    bareName(headerName) ?? bareName(Reflect.get(parsed, '__type')) ?? bareName(Reflect.get(parsed, 'code'));
  return new AwsRequestError(name ?? 'UnknownError', status);
};

/** An answer's members, or the error that it has none. */
export const parseAnswer = (body: Buffer): object => {
  const parsed = parseObject(body);
  if (parsed === undefined || Array.isArray(parsed)) throw new AwsRequestError('AnswerMalformed', 200);
  return parsed;
};
