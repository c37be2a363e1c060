// The decryptor's contract, version 1: request and answer, read and written by this one file on both sides.
// Unknown members are refused everywhere; an answer has to fit the request that it answers.

import { isTenantId, type TenantId } from '../domain/tenant-id.ts';
import { hasShape, isRecord, isSwitch, isText, isVersion, wrongMembers } from '../platform/exact-shape.ts';
import { parseJson } from '../platform/parse-json.ts';
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

const isContractVersion = (value: unknown): value is 1 => value === contractVersion;

const isCallerText = (value: unknown): value is string =>
  isText(value) && value.length >= 1 && value.length <= 256;

const callerShape = { function: isCallerText, requestId: isCallerText, subject: isCallerText };
const isCaller = (value: unknown): value is CredentialCaller => hasShape(callerShape, value);

const isPurposes = (value: unknown): value is readonly Purpose[] =>
  Array.isArray(value) &&
  value.length >= 1 &&
  value.length <= maxPurposes &&
  value.every(isPurpose) &&
  new Set(value).size === value.length;

const requestShape = {
  version: isContractVersion,
  tenantId: isTenantId,
  purposes: isPurposes,
  refresh: isSwitch,
  previous: isSwitch,
  caller: isCaller,
};

const defaults = { refresh: false, previous: false };

/** @param pointer to the member that is missing, unknown or of another kind (RFC 6901); empty for the request as a whole */
export type RequestRefusal = {
  readonly code: 'REQUEST_INVALID' | 'PURPOSE_NOT_GRANTED';
  readonly pointer: string;
};

/** A name that people give to members; anything else might be data in the wrong place and is not repeated. */
const pointerTo = (name: string): string => (/^[A-Za-z_]{1,40}$/.test(name) ? `/${name}` : '');

const wrongMember = (shape: object, value: Readonly<Record<string, unknown>>): string => {
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(shape, name));
  return pointerTo(unknown ?? wrongMembers(shape, value)[0] ?? '');
};

const wrongPurpose = (purposes: unknown): string => {
  if (!Array.isArray(purposes) || purposes.length > maxPurposes) return '';
  const index = purposes.findIndex((name, at) => !isPurpose(name) || purposes.indexOf(name) < at);
  return index < 0 ? '' : `/${index}`;
};

const refuseRequest = (request: Readonly<Record<string, unknown>>): RequestRefusal => {
  const { caller, purposes } = request;
  const member = wrongMember(requestShape, request);
  const inside = {
    '/caller': isRecord(caller) ? wrongMember(callerShape, caller) : '',
    '/purposes': wrongPurpose(purposes),
  };
  const place = member === '/caller' || member === '/purposes' ? inside[member] : '';
  return { code: 'REQUEST_INVALID', pointer: `${member}${place}` };
};

/** A request that opens nothing: with it a caller has a container of the decryptor started while it starts itself. */
export const wakeUpRequest = JSON.stringify({ version: contractVersion, wakeUp: true });

const wakeUpShape = { version: isContractVersion, wakeUp: (value: unknown): value is true => value === true };

export type AwakeAnswer = { readonly version: 1; readonly isAwake: true };

export const isWakeUp = (event: unknown): boolean => hasShape(wakeUpShape, event);

export const parseRequest = (event: unknown): Result<CredentialRequest, RequestRefusal> => {
  if (!isRecord(event)) return fail({ code: 'REQUEST_INVALID', pointer: '' });
  // A switch that is there without a value counts as left out.
  const given = Object.fromEntries(
    Object.entries(event).filter(([name, value]) => value !== undefined || !Object.hasOwn(defaults, name)),
  );
  const request = { ...defaults, ...given };
  if (!hasShape(requestShape, request)) return fail(refuseRequest(request));
  const { tenantId, purposes, refresh, previous, caller } = request;
  return succeed({ tenantId, purposes: [...purposes], refresh, previous, caller: { ...caller } });
};

/**
 * A container of one tenant opens no other one's credentials, whatever the request says.
 * @param tenantId of the container; undefined where containers serve all tenants
 */
export const requireTenant = (
  request: CredentialRequest,
  tenantId: string | undefined,
): Result<CredentialRequest, RequestRefusal> =>
  tenantId === undefined || tenantId === request.tenantId
    ? succeed(request)
    : fail({ code: 'REQUEST_INVALID', pointer: '/tenantId' });

/** Who asked for what, as far as a refused request says it in a form that may be logged. */
export const askerOf = (event: unknown) => {
  const { tenantId, caller } = isRecord(event) ? event : {};
  const { function: name, requestId, subject } = isRecord(caller) ? caller : {};
  return {
    tenantId: isTenantId(tenantId) ? tenantId : undefined,
    callerFunction: isCallerText(name) ? name : undefined,
    callerRequestId: isCallerText(requestId) ? requestId : undefined,
    callerSubject: isCallerText(subject) ? subject : undefined,
  };
};

export const writeRequest = (request: CredentialRequest): string => {
  const { tenantId, purposes, refresh, previous, caller } = request;
  return JSON.stringify({ version: contractVersion, tenantId, purposes, refresh, previous, caller });
};

/** What goes over the wire. `value` is plaintext: this is the one place where it leaves its `Secret`. */
export type WireAnswer =
  | { readonly version: 1; readonly error: { readonly code: ContractCode; readonly pointer?: string } }
  | {
      readonly version: 1;
      readonly credentials: Readonly<Record<string, WireCredential>>;
      readonly failures: Readonly<Record<string, { readonly code: ContractCode }>>;
    };

type WireCredential = { readonly value: unknown; readonly version: number; readonly format: string };

export const presentRefusal = ({ code, pointer }: RequestRefusal): WireAnswer => ({
  version: contractVersion,
  error: { code, pointer },
});

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

type WireRefusal = { readonly code: ContractCode };
const isRefusal = (value: unknown): value is WireRefusal => hasShape({ code: isContractCode }, value);
/** The pointer is for people: nothing is decided by it. */
const isRequestRefusal = (value: unknown): value is WireRefusal =>
  isRefusal(value) || hasShape({ code: isContractCode, pointer: isText }, value);

const isFormat = (value: unknown): value is string => isText(value) && /^[a-z][a-z0-9-]{0,62}$/.test(value);

const isAnything = (_value: unknown): _value is unknown => true;
const credentialShape = { value: isAnything, version: isVersion, format: isFormat };
const isWireCredential = (value: unknown): value is WireCredential => hasShape(credentialShape, value);

const isRecordOf =
  <T>(isRight: (value: unknown) => value is T) =>
  (value: unknown): value is Readonly<Record<string, T>> =>
    isRecord(value) && Object.values(value).every(isRight);

const refusalShape = { version: isContractVersion, error: isRequestRefusal };
const answerShape = {
  version: isContractVersion,
  credentials: isRecordOf(isWireCredential),
  failures: isRecordOf(isRefusal),
};

/** The decryptor's answer to a request for these purposes: each is either opened or failed, and no other is there. */
export const parseAnswer = (
  purposes: readonly Purpose[],
  json: string,
): Result<CredentialAnswer, 'answer-invalid'> => {
  const wire = parseJson(json);
  if (hasShape(refusalShape, wire)) return succeed(fail(wire.error.code));
  if (!hasShape(answerShape, wire)) return fail('answer-invalid');

  const received = new Map(Object.entries(wire.credentials));
  const refused = new Map(Object.entries(wire.failures));
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
