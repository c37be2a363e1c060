// The store port over SQL Server: a read is one round trip; a write is four (begin, gather under the employee's lock,
// act, commit).

import * as v from 'valibot';
import type {
  DirectDepositChange,
  DirectDepositStore,
  SealedAccount,
  Stamp,
  StoreFailure,
  UnstampedDirectDeposit,
} from '../direct-deposits/direct-deposit-store.ts';
import { defaultMaxDirectDeposits, type NetPaySplit } from '../domain/direct-deposit.ts';
import type { DirectDepositId } from '../domain/direct-deposit-id.ts';
import type { EmployeeId } from '../domain/employee-id.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import { allocationColumns, toDirectDeposit, toStamp } from './direct-deposit-row.ts';
import {
  deleteDirectDeposit,
  insertDirectDeposit,
  lockAndReadSplit,
  readSplit,
  updateDirectDeposit,
} from './direct-deposit-statements.ts';
import type { SqlFailure } from './sql-failure.ts';
import type { SqlDatabase, SqlSession } from './sql-session.ts';

const lockTimeoutMs = 5_000;

const lockRow = v.object({ lockResult: v.number() });
const employeeRow = v.object({ employeeId: v.string() });
const settingRow = v.object({ maxDirectDeposits: v.nullable(v.number()) });

const storeFailure = (code: StoreFailure['code']): StoreFailure => ({ kind: 'store-failure', code });

const codeFor = (failure: SqlFailure): StoreFailure['code'] => {
  switch (failure.kind) {
    case 'not-ready':
      return 'DATABASE_NOT_READY';
    case 'login-refused':
      return 'DATABASE_LOGIN_REFUSED';
    case 'unavailable':
      return 'DATABASE_UNAVAILABLE';
    case 'busy':
      return 'DATABASE_BUSY';
    case 'duplicate':
      return failure.constraint === 'ux_directdeposit_account' ? 'ACCOUNT_DUPLICATE' : 'UNEXPECTED';
    case 'reference':
    case 'check':
    case 'denied':
    case 'unexpected':
      return 'UNEXPECTED';
  }
};

const toStoreFailure = (failure: SqlFailure): StoreFailure => storeFailure(codeFor(failure));

type RowSets = readonly (readonly unknown[])[];

/** SQL Server ignores blanks at the end when it compares; an id is the same only when it is the same here. */
const toSplit = (employeeId: EmployeeId, [employees, settings, items]: RowSets): NetPaySplit | undefined => {
  const [employee] = employees ?? [];
  if (employee === undefined || v.parse(employeeRow, employee).employeeId !== employeeId) return undefined;
  const [setting] = settings ?? [];
  const maxItems = setting === undefined ? null : v.parse(settingRow, setting).maxDirectDeposits;
  return { items: (items ?? []).map(toDirectDeposit), maxItems: maxItems ?? defaultMaxDirectDeposits };
};

const commonValues = (
  employeeId: EmployeeId,
  id: DirectDepositId,
  { shift, audit }: DirectDepositChange,
) => ({
  employeeId,
  id,
  shiftFrom: shift.from,
  shiftTo: shift.to,
  shiftBy: shift.by,
  writeId: audit.writeId,
  subject: audit.subject,
  requestId: audit.requestId,
  before: audit.before === null ? null : JSON.stringify(audit.before),
  after: audit.after === null ? null : JSON.stringify(audit.after),
});

const rowValues = (row: UnstampedDirectDeposit, account: SealedAccount | undefined) => ({
  priority: row.priority,
  nickname: row.nickname,
  accountType: row.accountType,
  routingNumber: row.routingNumber,
  sealedAccountNumber: account?.sealed ?? null,
  keyVersion: account?.keyVersion ?? null,
  accountNumberMask: row.accountNumberMask,
  accountFingerprint: Buffer.from(row.accountFingerprint, 'hex'),
  ...allocationColumns(row.allocation),
});

const act = (session: SqlSession, employeeId: EmployeeId, change: DirectDepositChange) => {
  switch (change.kind) {
    case 'create':
      return session.run(insertDirectDeposit, {
        ...commonValues(employeeId, change.row.id, change),
        ...rowValues(change.row, change.account),
      });
    case 'update':
      return session.run(updateDirectDeposit, {
        ...commonValues(employeeId, change.row.id, change),
        ...rowValues(change.row, change.account),
        rowVersion: Buffer.from(change.version, 'hex'),
      });
    case 'remove':
      return session.run(deleteDirectDeposit, {
        ...commonValues(employeeId, change.id, change),
        rowVersion: Buffer.from(change.version, 'hex'),
      });
  }
};

export const createSqlDirectDepositStore = (database: SqlDatabase): DirectDepositStore => ({
  read: async (employeeId) => {
    const answer = await database.run(readSplit, { employeeId });
    return answer.ok
      ? succeed(toSplit(employeeId, answer.value.rowSets))
      : fail(toStoreFailure(answer.failure));
  },

  change: async <C extends DirectDepositChange, F>(
    employeeId: EmployeeId,
    decide: (stored: NetPaySplit | undefined) => Result<C, F>,
  ) => {
    type Refusal = { readonly kind: 'refused'; readonly reason: F | StoreFailure };
    type Written = { readonly change: C; readonly stamp: Stamp };
    const refuse = (reason: F | StoreFailure): Result<never, Refusal> => ({
      ok: false,
      failure: { kind: 'refused', reason },
    });

    const result = await database.transaction<Written, Refusal | SqlFailure>(async (session) => {
      const lockResource = `deposits:employee:${employeeId}`;
      const gathered = await session.run(lockAndReadSplit, { employeeId, lockResource, lockTimeoutMs });
      if (!gathered.ok) return gathered;
      const [locks, ...rowSets] = gathered.value.rowSets;
      if (v.parse(lockRow, locks?.[0]).lockResult < 0) return refuse(storeFailure('DATABASE_BUSY'));

      const decided = decide(toSplit(employeeId, rowSets));
      if (!decided.ok) return refuse(decided.failure);

      const acted = await act(session, employeeId, decided.value);
      if (!acted.ok) return acted;
      const [row] = acted.value.rowSets[0] ?? [];
      // Someone who does not take the lock changed the row between gathering and acting.
      if (row === undefined) return refuse(storeFailure('DATABASE_BUSY'));
      return succeed({ change: decided.value, stamp: toStamp(row) });
    });

    if (result.ok) return result;
    return fail(result.failure.kind === 'refused' ? result.failure.reason : toStoreFailure(result.failure));
  },
});
