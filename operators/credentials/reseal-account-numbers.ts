// Seals a tenant's stored account numbers anew under the keyset's current key: one short transaction for each employee, under
// the lock that the application's writes take. What is done stays done, so an interrupted run is simply started again. A
// number that cannot be opened is reported by its row's id and left as it is.

import * as v from 'valibot';
import { openAccountNumber, sealAccountNumber } from '#shared/crypto/account-number-seal';
import type { AccountNumberKeyset } from '#shared/crypto/account-number-keyset';
import type { TenantId } from '#shared/domain/tenant-id';
import { fail, succeed, type Result } from '#shared/platform/result';
import {
  countByKeyVersion,
  lockAndReadSealed,
  readEmployeesToReseal,
  replaceSealed,
} from './reseal-statements.ts';
import type { SqlFailure } from '#shared/sql/sql-failure';
import type { SqlDatabase, SqlSession } from '#shared/sql/sql-session';

export type ResealTally = {
  readonly resealed: number;
  /** Employees whose rows were locked or changed in every pass; another run may get them. */
  readonly busy: number;
  /** Ids of rows whose number does not open. */
  readonly unreadable: readonly string[];
  readonly isInterrupted: boolean;
};

export type ResealOptions = {
  readonly tenantId: TenantId;
  readonly keyset: AccountNumberKeyset;
  readonly signal: AbortSignal;
  /** Employees in one look; each has its own transaction. */
  readonly batchSize?: number;
  readonly onResealed?: (rows: number) => void;
};

const lockTimeoutMs = 4_000;
const maxPasses = 5;

const countRow = v.object({ keyVersion: v.number(), rowCount: v.number() });
const employeeRow = v.object({ employeeId: v.string() });
const lockRow = v.object({ lockResult: v.number() });
const sealedRow = v.object({
  id: v.pipe(v.string(), v.toLowerCase()),
  sealed: v.instance(Uint8Array),
  keyVersion: v.number(),
  rowVersion: v.instance(Uint8Array),
});

/** Rows by the key version that sealed them. */
export const countSealed = async (
  database: SqlDatabase,
): Promise<Result<ReadonlyMap<number, number>, SqlFailure>> => {
  const answer = await database.run(countByKeyVersion, {});
  if (!answer.ok) return answer;
  const rows = (answer.value.rowSets[0] ?? []).map((row) => v.parse(countRow, row));
  return succeed(new Map(rows.map(({ keyVersion, rowCount }) => [keyVersion, rowCount])));
};

type Employee = { readonly resealed: number; readonly unreadable: readonly string[] };
type NotNow = { readonly kind: 'not-now' };
const notNow: NotNow = { kind: 'not-now' };

const resealRows = async (
  session: SqlSession,
  employeeId: string,
  { tenantId, keyset }: ResealOptions,
): Promise<Result<Employee, SqlFailure | NotNow>> => {
  // The application's writes lock the same name (sql-direct-deposit-store.ts).
  const lockResource = `deposits:employee:${employeeId}`;
  const lock = { employeeId, keyVersion: keyset.current, lockResource, lockTimeoutMs };
  const gathered = await session.run(lockAndReadSealed, lock);
  if (!gathered.ok) return gathered;
  const [locks, rows] = gathered.value.rowSets;
  if (v.parse(lockRow, locks?.[0]).lockResult < 0) return fail(notNow);

  let resealed = 0;
  const unreadable: string[] = [];
  for (const row of (rows ?? []).map((unknownRow) => v.parse(sealedRow, unknownRow))) {
    const binding = { tenantId, employeeId, directDepositId: row.id };
    const opened = openAccountNumber(keyset, binding, row.keyVersion, row.sealed);
    if (!opened.ok) {
      unreadable.push(row.id);
      continue;
    }
    const { sealed, keyVersion } = sealAccountNumber(keyset, binding, opened.value.expose());
    const { id, rowVersion } = row;
    const written = await session.run(replaceSealed, { id, employeeId, sealed, keyVersion, rowVersion });
    if (!written.ok) return written;
    // A writer without the lock changed the row after it was read.
    if (written.value.rowSets[0]?.length !== 1) return fail(notNow);
    resealed += 1;
  }
  return succeed({ resealed, unreadable });
};

type PassTally = Omit<ResealTally, 'isInterrupted'>;

const emptyPass: PassTally = { resealed: 0, busy: 0, unreadable: [] };

const resealPass = async (
  database: SqlDatabase,
  options: ResealOptions,
): Promise<Result<PassTally, SqlFailure>> => {
  const { keyset, signal, batchSize = 200, onResealed = () => undefined } = options;
  let tally = emptyPass;
  for (let after = ''; !signal.aborted;) {
    const listed = await database.run(readEmployeesToReseal, {
      batchSize,
      keyVersion: keyset.current,
      after,
    });
    if (!listed.ok) return listed;
    const employees = (listed.value.rowSets[0] ?? []).map((row) => v.parse(employeeRow, row).employeeId);
    for (const employeeId of employees) {
      if (signal.aborted) break;
      after = employeeId;
      const done = await database.transaction<Employee, SqlFailure | NotNow>((session) =>
        resealRows(session, employeeId, options),
      );
      if (done.ok) {
        const { resealed, unreadable } = done.value;
        tally = {
          ...tally,
          resealed: tally.resealed + resealed,
          unreadable: [...tally.unreadable, ...unreadable],
        };
        onResealed(resealed);
      } else if (done.failure.kind === 'not-now' || done.failure.kind === 'busy') {
        tally = { ...tally, busy: tally.busy + 1 };
      } else return fail(done.failure);
    }
    if (employees.length < batchSize) break;
  }
  return succeed(tally);
};

export const resealAccountNumbers = async (
  database: SqlDatabase,
  options: ResealOptions,
): Promise<Result<ResealTally, SqlFailure>> => {
  let resealed = 0;
  // A writer that still holds the older keyset may add rows under it meanwhile: look until a whole pass changes nothing.
  for (let passes = 1; ; passes += 1) {
    const pass = await resealPass(database, options);
    if (!pass.ok) return pass;
    resealed += pass.value.resealed;
    const isInterrupted = options.signal.aborted;
    const isSettled = pass.value.resealed === 0 && pass.value.busy === 0;
    if (isInterrupted || isSettled || passes === maxPasses) {
      return succeed({ ...pass.value, resealed, isInterrupted });
    }
  }
};
