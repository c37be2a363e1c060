// A request's body, from bytes to a typed value, in the order that the API promises: 415, 413, 400.

import * as v from 'valibot';
import { fail, succeed, type Result } from '../platform/result.ts';
import { bodyFinding, pointerTo, syntaxFinding, toBodyFinding, type BodyFinding } from './body-finding.ts';
import { inspectJson } from './inspect-json.ts';
import type { Problem } from './problem.ts';

export const maxBodyBytes = 65_536;

export type RequestBody = {
  /** Header names in lower case, as API Gateway sends them. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body?: string | undefined;
  readonly isBase64Encoded: boolean;
};

const jsonInUtf8 = /^application\/json[ \t]*(?:;[ \t]*charset="?utf-8"?[ \t]*)?$/i;

const isSupported = ({ headers }: RequestBody): boolean =>
  headers['content-encoding'] === undefined && jsonInUtf8.test(headers['content-type'] ?? '');

const decode = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

const parse = (text: string): Result<unknown, BodyFinding> => {
  const fault = inspectJson(text);
  switch (fault?.kind) {
    case 'syntax':
      return fail(syntaxFinding(text, fault.offset));
    case 'duplicate':
      return fail(bodyFinding('body.duplicate', pointerTo(fault.path)));
    case undefined:
      return succeed(JSON.parse(text));
  }
};

/** Parses a request's body; the request is refused with the problem. */
export type BodyReader<B> = (request: RequestBody) => Result<B, Problem>;

const malformed = (...errors: NonNullable<Problem['errors']>): { ok: false; failure: Problem } =>
  fail({ code: 'BODY_MALFORMED', errors });

export const readJsonBody = <S extends v.GenericSchema>(
  request: RequestBody,
  schema: S,
): Result<v.InferOutput<S>, Problem> => {
  if (!isSupported(request)) return fail({ code: 'BODY_TYPE_UNSUPPORTED' });

  const bytes = Buffer.from(request.body ?? '', request.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.byteLength > maxBodyBytes) return fail({ code: 'BODY_TOO_LARGE' });

  const text = decode(bytes);
  if (text === undefined) return malformed(bodyFinding('body.encoding', ''));
  const json = parse(text);
  if (!json.ok) return malformed(json.failure);

  const parsed = v.safeParse(schema, json.value);
  return parsed.success ? succeed(parsed.output) : malformed(...parsed.issues.map(toBodyFinding));
};

export const jsonBody =
  <S extends v.GenericSchema>(schema: S): BodyReader<v.InferOutput<S>> =>
  (request) =>
    readJsonBody(request, schema);
