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
import type { TenantId } from '../domain/tenant-id.ts';
import type { Log } from '../platform/log.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import { allocationColumns, toDirectDeposit, toStamp } from './direct-deposit-row.ts';
import {
  deleteDirectDeposit,
  insertDirectDeposit,
  findWrite,
  lockAndReadSplit,
  readSplit,
  updateDirectDeposit,
} from './direct-deposit-statements.ts';
import type { SqlFailure } from './sql-failure.ts';
import type { SqlDatabase, SqlSession } from './sql-session.ts';

const lockTimeoutMs = 5_000;

const lockRow = v.object({ lockResult: v.number() });
const employeeRow = v.object({ employeeId: v.string() });
const markerRow = v.object({ tenantId: v.string() });
const settingRow = v.object({ maxDirectDeposits: v.nullable(v.number()) });

const lockNotGranted: SqlFailure = {
  kind: 'busy',
  number: undefined,
  class: undefined,
  state: undefined,
  constraint: undefined,
};

const storeFailure = (code: StoreFailure['code']): StoreFailure => ({ kind: 'store-failure', code });

const codeFor = (failure: SqlFailure): StoreFailure['code'] => {
  switch (failure.kind) {
    case 'not-ready':
      return 'DATABASE_NOT_READY';
    case 'login-refused':
      return 'DATABASE_LOGIN_REFUSED';
    case 'unavailable':
    case 'commit-unknown':
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

const toStoreFailure = (failure: SqlFailure): StoreFailure => ({
  ...storeFailure(codeFor(failure)),
  ...(failure.isRecalled ? { isRecalled: true } : {}),
});

type RowSets = readonly (readonly unknown[])[];

/** A database without a marker has not been set up to its end; one with another's is not to be read. */
const checkTenant = (
  tenantId: TenantId,
  markers: readonly unknown[] | undefined,
): Result<void, StoreFailure> => {
  const [marker] = markers ?? [];
  if (marker === undefined) return fail(storeFailure('DATABASE_NOT_READY'));
  return v.parse(markerRow, marker).tenantId === tenantId
    ? succeed(undefined)
    : fail(storeFailure('TENANT_MISMATCH'));
};

/** SQL Server ignores blanks at the end when it compares; an id is the same only when it is the same here. */
const toSplit = (
  tenantId: TenantId,
  employeeId: EmployeeId,
  [markers, employees, settings, items]: RowSets,
): Result<NetPaySplit | undefined, StoreFailure> => {
  const tenant = checkTenant(tenantId, markers);
  if (!tenant.ok) return tenant;
  const [employee] = employees ?? [];
  if (employee === undefined || v.parse(employeeRow, employee).employeeId !== employeeId)
    return succeed(undefined);
  const [setting] = settings ?? [];
  const maxItems = setting === undefined ? null : v.parse(settingRow, setting).maxDirectDeposits;
  return succeed({
    items: (items ?? []).map(toDirectDeposit),
    maxItems: maxItems ?? defaultMaxDirectDeposits,
  });
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

export type SqlDirectDepositStoreSettings = {
  readonly database: SqlDatabase;
  /** Whose rows may be read and written: the caller's tenant, compared with the database's own marker. */
  readonly tenantId: TenantId;
  readonly log: Log;
  /** The login led into another tenant's database: its pools have to go. */
  readonly onMismatch: () => void;
};

const lockResourceOf = (employeeId: EmployeeId): string => `deposits:employee:${employeeId}`;

type Refusal<F> = { readonly kind: 'refused'; readonly reason: F | StoreFailure };

const refuse = <F>(reason: F | StoreFailure): Result<never, Refusal<F>> => ({
  ok: false,
  failure: { kind: 'refused', reason },
});

export const createSqlDirectDepositStore = (settings: SqlDirectDepositStoreSettings): DirectDepositStore => {
  const { database, tenantId, log, onMismatch } = settings;

  const openSplit = (
    employeeId: EmployeeId,
    rowSets: RowSets,
  ): Result<NetPaySplit | undefined, StoreFailure> => {
    const split = toSplit(tenantId, employeeId, rowSets);
    if (!split.ok && split.failure.code === 'TENANT_MISMATCH') {
      log('sql.tenant.mismatch', { tenantId });
      onMismatch();
    }
    return split;
  };

  /** Looks a write up whose COMMIT was not answered. Undefined: that could not be found out either. */
  const wasMade = async (employeeId: EmployeeId, writeId: string): Promise<boolean | undefined> => {
    const found = await database.transaction(async (session): Promise<Result<boolean, SqlFailure>> => {
      const lockResource = lockResourceOf(employeeId);
      const answer = await session.run(findWrite, { writeId, lockResource, lockTimeoutMs });
      if (!answer.ok) return answer;
      const [locks, writes] = answer.value.rowSets;
      if (v.parse(lockRow, locks?.[0]).lockResult < 0) return fail(lockNotGranted);
      return succeed((writes ?? []).length > 0);
    });
    log('sql.write.recovered', { tenantId, wasMade: found.ok ? found.value : null });
    return found.ok ? found.value : undefined;
  };

  return {
    read: async (employeeId) => {
      const answer = await database.run(readSplit, { employeeId });
      return answer.ok ? openSplit(employeeId, answer.value.rowSets) : fail(toStoreFailure(answer.failure));
    },

    change: async <C extends DirectDepositChange, F>(
      employeeId: EmployeeId,
      decide: (stored: NetPaySplit | undefined) => Result<C, F>,
    ) => {
      type Written = { readonly change: C; readonly stamp: Stamp };
      let sent: Written | undefined;

      const result = await database.transaction<Written, Refusal<F> | SqlFailure>(async (session) => {
        const lockResource = lockResourceOf(employeeId);
        const gathered = await session.run(lockAndReadSplit, { employeeId, lockResource, lockTimeoutMs });
        if (!gathered.ok) return gathered;
        const [locks, ...rowSets] = gathered.value.rowSets;
        if (v.parse(lockRow, locks?.[0]).lockResult < 0) return refuse(storeFailure('DATABASE_BUSY'));
        const split = openSplit(employeeId, rowSets);
        if (!split.ok) return refuse(split.failure);

        const decided = decide(split.value);
        if (!decided.ok) return refuse(decided.failure);

        const acted = await act(session, employeeId, decided.value);
        if (!acted.ok) return acted;
        const [row] = acted.value.rowSets[0] ?? [];
        // Someone who does not take the lock changed the row between gathering and acting.
        if (row === undefined) return refuse(storeFailure('DATABASE_BUSY'));
        sent = { change: decided.value, stamp: toStamp(row) };
        return succeed(sent);
      });

      if (result.ok) return result;
      const { failure } = result;
      if (failure.kind === 'refused') return fail(failure.reason);
      const isMade =
        failure.kind === 'commit-unknown' && sent !== undefined
          ? await wasMade(employeeId, sent.change.audit.writeId)
          : false;
      return isMade === true && sent !== undefined ? succeed(sent) : fail(toStoreFailure(failure));
    },
  };
};
