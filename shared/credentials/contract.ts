// The decryptor's contract, version 1: request and answer, read and written by this one file on both sides.
// Unknown members are refused everywhere; an answer has to fit the request that it answers.

import * as v from 'valibot';
import { isTenantId, type TenantId } from '../domain/tenant-id.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import { Secret } from '../platform/secret.ts';
import { isContractCode, type ContractCode } from './credential-failure.ts';
import { parseCredential } from './credential-shape.ts';
import type { CredentialCaller, OpenedCredential } from './credential-source.ts';
import { isPurpose, type Purpose } from './purpose.ts';

export const contractVersion = 1;
export const maxPurposes = 8;

export type CredentialRequest = {
  readonly tenantId: TenantId;
  readonly purposes: readonly Purpose[];
  readonly refresh: boolean;
  readonly previous: boolean;
  readonly caller: CredentialCaller;
};

export type OpenedByPurpose = { readonly [K in Purpose]?: OpenedCredential<K> };
export type CodeByPurpose = { readonly [K in Purpose]?: ContractCode };

/** The failure is the whole request's; failures of single purposes are inside the value. */
export type CredentialAnswer = Result<
  { readonly credentials: OpenedByPurpose; readonly failures: CodeByPurpose },
  ContractCode
>;

const callerText = v.pipe(v.string(), v.minLength(1), v.maxLength(256));
const purpose = v.custom<Purpose>(isPurpose);
const contractCode = v.custom<ContractCode>(isContractCode);

const requestSchema = v.strictObject({
  version: v.literal(contractVersion),
  tenantId: v.custom<TenantId>(isTenantId),
  purposes: v.pipe(
    v.array(purpose),
    v.minLength(1),
    v.maxLength(maxPurposes),
    v.check((purposes) => new Set(purposes).size === purposes.length),
  ),
  refresh: v.optional(v.boolean(), false),
  previous: v.optional(v.boolean(), false),
  caller: v.strictObject({ function: callerText, requestId: callerText, subject: callerText }),
});

export const parseRequest = (event: unknown): Result<CredentialRequest, 'REQUEST_INVALID'> => {
  const parsed = v.safeParse(requestSchema, event, { abortEarly: true });
  if (!parsed.success) return fail('REQUEST_INVALID');
  const { tenantId, purposes, refresh, previous, caller } = parsed.output;
  return succeed({ tenantId, purposes, refresh, previous, caller });
};

export const writeRequest = (request: CredentialRequest): string => {
  const { tenantId, purposes, refresh, previous, caller } = request;
  return JSON.stringify({ version: contractVersion, tenantId, purposes, refresh, previous, caller });
};

/** What goes over the wire. `value` is plaintext: this is the one place where it leaves its `Secret`. */
export type WireAnswer =
  | { readonly version: 1; readonly error: { readonly code: ContractCode } }
  | {
      readonly version: 1;
      readonly credentials: Readonly<Record<string, WireCredential>>;
      readonly failures: Readonly<Record<string, { readonly code: ContractCode }>>;
    };

type WireCredential = { readonly value: unknown; readonly version: number; readonly format: string };

export const presentAnswer = (answer: CredentialAnswer): WireAnswer => {
  if (!answer.ok) return { version: contractVersion, error: { code: answer.failure } };
  const { credentials, failures } = answer.value;
  return {
    version: contractVersion,
    credentials: Object.fromEntries(
      Object.entries(credentials).map(([name, { value, version, format }]) => [
        name,
        { value: value.expose(), version, format },
      ]),
    ),
    failures: Object.fromEntries(Object.entries(failures).map(([name, code]) => [name, { code }])),
  };
};

const refusalSchema = v.strictObject({
  version: v.literal(contractVersion),
  error: v.strictObject({ code: contractCode }),
});

const wireCredential = v.strictObject({
  value: v.unknown(),
  version: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  format: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,62}$/)),
});

const answerSchema = v.strictObject({
  version: v.literal(contractVersion),
  credentials: v.record(v.string(), wireCredential),
  failures: v.record(v.string(), v.strictObject({ code: contractCode })),
});

const parseJson = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
};

/** The decryptor's answer to a request for these purposes: each is either opened or failed, and no other is there. */
export const parseAnswer = (
  purposes: readonly Purpose[],
  json: string,
): Result<CredentialAnswer, 'answer-invalid'> => {
  const wire = parseJson(json);
  const refusal = v.safeParse(refusalSchema, wire, { abortEarly: true });
  if (refusal.success) return succeed(fail(refusal.output.error.code));
  const parsed = v.safeParse(answerSchema, wire, { abortEarly: true });
  if (!parsed.success) return fail('answer-invalid');

  const received = new Map(Object.entries(parsed.output.credentials));
  const refused = new Map(Object.entries(parsed.output.failures));
  const credentials: { -readonly [K in Purpose]?: OpenedCredential<K> } = {};
  const failures: { -readonly [K in Purpose]?: ContractCode } = {};

  const take = <K extends Purpose>(name: K): boolean => {
    const credential = received.get(name);
    const failure = refused.get(name);
    if (failure !== undefined) {
      failures[name] = failure.code;
      return credential === undefined;
    }
    if (credential === undefined) return false;
    const value = parseCredential(name, credential.value);
    if (!value.ok) return false;
    const opened: OpenedCredential<K> = {
      value: new Secret(value.value),
      version: credential.version,
      format: credential.format,
    };
    const target: { [P in K]?: OpenedCredential<P> } = credentials;
    target[name] = opened;
    return true;
  };

  const isWhole = purposes.every((name) => take(name)) && received.size + refused.size === purposes.length;
  return isWhole ? succeed(succeed({ credentials, failures })) : fail('answer-invalid');
};
