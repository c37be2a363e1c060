// One change of an employee's direct deposits as every writing route makes it: dry or for good, at most once for each
// idempotency key, with its audit row, its receipt and the payroll that it reaches. The routes only decide.

import { randomUUID } from 'node:crypto';
import { isEqualInConstantTime } from '../crypto/account-number-seal.ts';
import type { DecidedBody, DecidedDryBody, EffectiveAnswer } from '../api-contract/direct-deposit-answer.ts';
import type { AuditAction } from '../domain/audit-action.ts';
import type { Caller } from '../domain/caller.ts';
import type { DirectDepositId } from '../domain/direct-deposit-id.ts';
import type { Effective } from '../domain/effective-date.ts';
import type { Problem } from '../http/problem.ts';
import { readQuerySwitch } from '../http/query-parameters.ts';
import { jsonAnswer, jsonTextAnswer, type ApiAnswer } from '../http/responses.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import { noReceipt, receiptAfter, toStoredRequestId } from './audit.ts';
import { refuseUnreadable, requireEmployee, type AccountScope } from './direct-deposit-change.ts';
import type { DirectDepositRequest } from './direct-deposit-route.ts';
import type {
  DirectDepositStore,
  Gathered,
  RowChange,
  StoreFailure,
  Write,
  Written,
} from './direct-deposit-store.ts';
import {
  digestKey,
  digestRequest,
  readIdempotencyKey,
  type IdempotencyRecord,
  type KeyScope,
} from './idempotency.ts';
import { listTag, tagHeader } from './present-direct-deposit.ts';

/** What is written and why, before anybody knows whether for good. */
export type AuditedChange = {
  readonly changes: readonly RowChange[];
  readonly action: AuditAction;
  readonly directDepositId: DirectDepositId | null;
  /** Masked state; null where there is none. */
  readonly before: object | null;
  readonly after: object | null;
};

/** What the entity tag of the answer stands for. */
type Tagged =
  | { readonly of: 'nothing' }
  | { readonly of: 'item'; readonly id: DirectDepositId }
  | {
      readonly of: 'set';
      readonly ids: readonly string[];
      /** Of the rows that stay as they are. */
      readonly keptVersions: readonly string[];
    };

export type Decision = AuditedChange & {
  readonly effective: Effective;
  readonly answer: {
    readonly statusCode: 200 | 201;
    readonly body: DecidedBody;
    /** The body of a dry run, where it differs: what has no id yet shows none. */
    readonly dryBody?: DecidedDryBody;
    readonly location?: string;
    readonly tagged: Tagged;
  };
};

export type ChangeRequest = {
  readonly request: DirectDepositRequest;
  readonly store: DirectDepositStore;
  readonly account: AccountScope;
  readonly route: string;
  /** The request's body in one canonical text, empty where it has none. */
  readonly canonicalBody: string;
  /** Digests (hex) of the account numbers in the request. */
  readonly accountFingerprints: readonly string[];
};

type Answered = Result<ApiAnswer, Problem | StoreFailure>;

/** The store's write of a change: its audit row, and the receipt that follows the last one. */
export const toWrite = (
  { request, account }: Pick<ChangeRequest, 'request' | 'account'>,
  { now, lastReceipt = noReceipt }: Gathered,
  { changes, action, directDepositId, before, after }: AuditedChange,
): Write => {
  const audit = {
    writeId: randomUUID(),
    action,
    directDepositId,
    subject: request.caller.subject,
    requestId: toStoredRequestId(request.requestId),
    before: before && JSON.stringify(before),
    after: after && JSON.stringify(after),
  };
  const { tenantId, employeeId, keyset } = account;
  const receipt = receiptAfter(keyset, lastReceipt, { tenantId, employeeId, occurredAt: now, audit });
  return { now, changes, audit, receipt, answer: undefined };
};

type Keyed = { readonly keyDigest: Buffer; readonly requestDigest: Buffer };

const readKey = (change: ChangeRequest): Result<Keyed | undefined, Problem> => {
  const { request, account, route, canonicalBody } = change;
  const header = request.headers['idempotency-key'];
  if (header === undefined) return succeed(undefined);
  const key = readIdempotencyKey(header);
  if (!key.ok) return fail({ code: 'IDEMPOTENCY_KEY_MALFORMED' });
  const scope: KeyScope = {
    caller: request.caller,
    route,
    path: [request.employeeId, request.directDepositId],
  };
  return succeed({
    keyDigest: digestKey(account.keyset, scope, key.value),
    requestDigest: digestRequest(account.keyset, scope, canonicalBody),
  });
};

const idIn = (item: unknown): string =>
  typeof item === 'object' && item !== null ? String(Reflect.get(item, 'id')) : '';

/** A list has the tag of its items' order, an empty one, too; anything else that of its row, where one is left. */
const recordedTag = (body: string, version: string | undefined): string | undefined => {
  const answer: unknown = JSON.parse(body);
  const items: unknown =
    typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'items') : undefined;
  return Array.isArray(items) ? listTag({ ids: items.map(idIn), newestVersion: version }) : version;
};

/** The same person may come with fewer roles than the first time: who else is paid to an account is payroll's alone. */
const bodyFor = ({ roles }: Caller, body: string): string =>
  roles.includes('payroll-admin')
    ? body
    : JSON.stringify(JSON.parse(body, (name, value: unknown) => (name === 'sharedWith' ? undefined : value)));

const replay = (
  { caller }: DirectDepositRequest,
  { statusCode, body, location, version }: IdempotencyRecord,
): ApiAnswer => {
  const tag = recordedTag(body, version);
  return jsonTextAnswer(statusCode, bodyFor(caller, body), {
    'idempotency-replayed': 'true',
    ...(location === undefined ? {} : { location }),
    ...(tag === undefined ? {} : tagHeader(tag)),
  });
};

const tagOf = (tagged: Tagged, { versions }: Written<Write>): Readonly<Record<string, string>> => {
  switch (tagged.of) {
    case 'nothing':
      return {};
    case 'item':
      return tagHeader(versions.get(tagged.id) ?? '');
    case 'set': {
      const newestVersion = [...versions.values(), ...tagged.keptVersions].sort().at(-1);
      return tagHeader(listTag({ ids: tagged.ids, newestVersion }));
    }
  }
};

const versionOf = (tagged: Tagged): DirectDepositId | 'set' | undefined => {
  if (tagged.of === 'item') return tagged.id;
  return tagged.of === 'set' ? 'set' : undefined;
};

const shownEffective = ({ firstPayrollAffected, payDate }: Effective): EffectiveAnswer => ({
  firstPayrollAffected,
  payDate,
});

const considerOnly = async (
  { request, store, accountFingerprints }: ChangeRequest,
  decide: (gathered: Gathered) => Result<Decision, Problem>,
): Promise<Answered> => {
  const gathered = await store.gather(request.employeeId, { accountFingerprints });
  if (!gathered.ok) return gathered;
  const employee = requireEmployee(gathered.value);
  if (!employee.ok) return employee;
  const decided = decide(employee.value);
  if (!decided.ok) return decided;
  const { answer, effective } = decided.value;
  return succeed(
    jsonAnswer(200, { ...(answer.dryBody ?? answer.body), effective: shownEffective(effective) }),
  );
};

type Sent = Write & { readonly body: object; readonly decision: Decision };

const changeForGood = async (
  change: ChangeRequest,
  keyed: Keyed | undefined,
  decide: (gathered: Gathered) => Result<Decision, Problem>,
): Promise<Answered> => {
  const { request, store, accountFingerprints } = change;
  const scope = { accountFingerprints, keyDigest: keyed?.keyDigest };
  type Refused = Problem | { readonly replayed: IdempotencyRecord };

  const written = await store.change(request.employeeId, scope, (gathered): Result<Sent, Refused> => {
    const employee = requireEmployee(gathered);
    if (!employee.ok) return employee;
    const { recorded } = employee.value;
    if (recorded && keyed) {
      return isEqualInConstantTime(recorded.requestDigest, keyed.requestDigest)
        ? fail({ replayed: recorded })
        : fail({ code: 'IDEMPOTENCY_KEY_REUSED' });
    }
    const decided = decide(employee.value);
    if (!decided.ok) return decided;
    const { answer, effective } = decided.value;
    const write = toWrite(change, employee.value, decided.value);
    const body = { ...answer.body, effective: shownEffective(effective), receipt: write.receipt };
    const kept = keyed && {
      ...keyed,
      statusCode: answer.statusCode,
      location: answer.location,
      body: JSON.stringify(body),
      versionOf: versionOf(answer.tagged),
    };
    return succeed({ ...write, answer: kept, body, decision: decided.value });
  });
  if (!written.ok) {
    return 'replayed' in written.failure
      ? succeed(replay(request, written.failure.replayed))
      : fail(written.failure);
  }

  const { body, decision } = written.value.write;
  const { statusCode, location, tagged } = decision.answer;
  return succeed(
    jsonAnswer(statusCode, body, {
      ...tagOf(tagged, written.value),
      ...(location === undefined ? {} : { location }),
    }),
  );
};

/** @param decide pure; it may be asked again when the database wants the transaction anew */
export const performChange = async (
  change: ChangeRequest,
  decide: (gathered: Gathered) => Result<Decision, Problem>,
): Promise<Answered> => {
  const { request, store } = change;
  const isDry = readQuerySwitch(request, 'dryRun');
  if (!isDry.ok) return refuseUnreadable(store, request.employeeId, isDry.failure);
  if (isDry.value) return considerOnly(change, decide);
  const keyed = readKey(change);
  return keyed.ok
    ? changeForGood(change, keyed.value, decide)
    : refuseUnreadable(store, request.employeeId, keyed.failure);
};
