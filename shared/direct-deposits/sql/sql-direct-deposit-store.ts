// The store port over SQL Server: a read is one round trip; a write is four (begin, gather under the locks, act, commit).

import * as v from 'valibot';
import type {
  DirectDepositStore,
  GatherScope,
  Gathered,
  PayrollGathered,
  PayrollPage,
  StoreFailure,
  Write,
  Written,
} from '../direct-deposit-store.ts';
import type { DirectDepositId } from '../../domain/direct-deposit-id.ts';
import { isEmployeeId, type EmployeeId } from '../../domain/employee-id.ts';
import type { TenantId } from '../../domain/tenant-id.ts';
import type { Log } from '../../platform/log.ts';
import { fail, succeed, type Result } from '../../platform/result.ts';
import type { ComposedRequest } from '../../sql/composed-request.ts';
import { toBankAnswer, toBankEntry, toCorrectedAccount } from './bank-parts.ts';
import { idColumn, rowVersion } from './direct-deposit-row.ts';
import {
  actRequest,
  awaitCorrectionRequest,
  dismissRequest,
  findEntryRequest,
  findWriteRequest,
  gatherRequest,
  listAnswersRequest,
  enterRequest,
  listAffectedRequest,
  listAwaitedRequest,
  listDueRequest,
  listEmployeesRequest,
  listOfStatusRequest,
  listUnpublishedRequest,
  lockAndGatherRequest,
  markPostedRequest,
  markPublishedRequest,
  readHistoryRequest,
  readLimitsRequest,
  readRequest,
  recordEntriesRequest,
  type Entered,
} from './direct-deposit-statements.ts';
import { newAccounts, takenAccounts } from '../new-accounts.ts';
import { toDestinationChange } from './guard-parts.ts';
import { toFoundEmployee, toTenantDirectDeposits } from './tenant-parts.ts';
import { toHistoryEntry, toLimits, toReceipt, toRecord, toSealedAccount } from './gathered-rows.ts';
import {
  auditPayrollRequest,
  findPaidRequest,
  payrollPageRequest,
  toPaidIds,
  toPayrollGathered,
} from './payroll-page.ts';
import {
  lastCheckpointRequest,
  grownChainsRequest,
  putCheckpointRequest,
  toGrownChains,
  toLastCheckpoint,
} from './checkpoint-parts.ts';
import { busy, storeFailure, toStoreFailure } from './store-failure.ts';
import { checkTenant, findEmployee, readStored, type Rows } from './stored-rows.ts';
import type { SqlFailure } from '../../sql/sql-failure.ts';
import type { SqlDatabase, SqlSession } from '../../sql/sql-session.ts';

const lockRow = v.object({ lockResult: v.number() });
const locksRow = v.object({ keyLock: v.number(), lockResult: v.number() });
const dueRow = v.object({ employeeId: v.custom<EmployeeId>(isEmployeeId) });
const countRow = v.object({ count: v.number() });
const writtenRow = v.object({ id: idColumn, rowVersion });

export type SqlDirectDepositStoreSettings = {
  readonly database: SqlDatabase;
  /** Whose rows may be read and written: the caller's tenant, compared with the database's own marker. */
  readonly tenantId: TenantId;
  readonly log: Log;
  /** The login led into another tenant's database: its pools have to go. */
  readonly onMismatch: () => void;
};

type Refusal<F> = { readonly kind: 'refused'; readonly reason: F | StoreFailure };

const refuse = <F>(reason: F | StoreFailure): Result<never, Refusal<F>> => ({
  ok: false,
  failure: { kind: 'refused', reason },
});

const firstOf = <T>(rows: readonly unknown[], read: (row: unknown) => T): T | undefined =>
  rows[0] === undefined ? undefined : read(rows[0]);

const toCount = (row: unknown): number => v.parse(countRow, row).count;

const checkLocks = (row: unknown): Result<void, StoreFailure> => {
  const { keyLock, lockResult } = v.parse(locksRow, row);
  if (keyLock < 0) return fail(storeFailure('KEY_IN_USE'));
  return lockResult < 0 ? fail(storeFailure('DATABASE_BUSY')) : succeed(undefined);
};

const toGathered = (employeeId: EmployeeId, rows: Rows): Gathered | undefined => {
  const employee = findEmployee(employeeId, rows('employees'));
  if (employee === undefined) return undefined;
  return {
    ...readStored(employee, rows),
    lastReceipt: firstOf(rows('receipts'), toReceipt),
    recorded: firstOf(rows('recorded'), toRecord),
    sealedAccount: firstOf(rows('sealedAccounts'), toSealedAccount),
    correctedAccounts: rows('correctedAccounts').map(toCorrectedAccount),
    bankAnswers: rows('bankAnswers').map(toBankAnswer),
    recentChanges: firstOf(rows('recentChanges'), toCount) ?? 0,
    enteredToday: firstOf(rows('entered'), toCount) ?? 0,
  };
};

/** Account numbers that the employee does not have yet. */
const enteredBy = (scope: GatherScope, gathered: Gathered | undefined): Entered | undefined => {
  if (scope.entered === undefined || gathered === undefined || gathered.limits.guards.newAccountsPerDay === 0)
    return undefined;
  const count = newAccounts(scope.entered.fingerprints, gathered).length;
  return count === 0 ? undefined : { subject: scope.entered.subject, count };
};

/** Undefined where not every row was met: someone who does not take the lock changed one between gathering and acting. */
const toVersions = (
  { changes, upcoming }: Write,
  rows: Rows,
): ReadonlyMap<DirectDepositId, string> | undefined => {
  const written = rows('written').map((row) => v.parse(writtenRow, row));
  const put = rows('upcomingPut').map((row) => v.parse(writtenRow, row));
  const removals = changes.filter(({ kind }) => kind === 'remove').length;
  const isWhole = rows('removed').length === removals && written.length === changes.length - removals;
  // A change that waits was asked for last, whatever became of its row.
  return isWhole && put.length === upcoming.put.length
    ? new Map([...written, ...put].map(({ id, rowVersion: version }) => [id, version]))
    : undefined;
};

export const createSqlDirectDepositStore = (settings: SqlDirectDepositStoreSettings): DirectDepositStore => {
  const { database, tenantId, log, onMismatch } = settings;

  const run = async (session: SqlSession, request: ComposedRequest): Promise<Result<Rows, SqlFailure>> => {
    const answer = await session.run(request.statement, request.values);
    return answer.ok ? succeed((name) => request.rowsOf(answer.value, name)) : answer;
  };

  /** Nothing is read out of a database that is not this tenant's. */
  const ofTenant = (rows: Rows): Result<Rows, StoreFailure> => {
    const tenant = checkTenant(tenantId, rows('markers'));
    if (tenant.ok) return succeed(rows);
    if (tenant.failure.code === 'TENANT_MISMATCH') {
      log('sql.tenant.mismatch', { tenantId });
      onMismatch();
    }
    return tenant;
  };

  const readOnce = async <T>(
    request: ComposedRequest,
    toAnswer: (rows: Rows) => T,
  ): Promise<Result<T, StoreFailure>> => {
    const answered = await run(database, request);
    if (!answered.ok) return fail(toStoreFailure(answered.failure));
    const rows = ofTenant(answered.value);
    return rows.ok ? succeed(toAnswer(rows.value)) : rows;
  };

  /** In a transaction: of another tenant's database nothing is changed. */
  const writeOnce = async <T>(
    request: ComposedRequest,
    toAnswer: (rows: Rows) => T,
  ): Promise<Result<T, StoreFailure>> => {
    const written = await database.transaction<T, StoreFailure | SqlFailure>(async (session) => {
      const answered = await run(session, request);
      if (!answered.ok) return answered;
      const rows = ofTenant(answered.value);
      return rows.ok ? succeed(toAnswer(rows.value)) : rows;
    });
    if (written.ok) return written;
    const { failure } = written;
    return fail(failure.kind === 'store-failure' ? failure : toStoreFailure(failure));
  };

  /** Looks a write up whose COMMIT was not answered. Undefined: that could not be found out either. */
  const wasMade = async (employeeId: EmployeeId, writeId: string): Promise<boolean | undefined> => {
    const found = await database.transaction(async (session): Promise<Result<boolean, SqlFailure>> => {
      const { statement, values } = findWriteRequest(employeeId, writeId);
      const answer = await session.run(statement, values);
      if (!answer.ok) return answer;
      const [locks, writes] = answer.value.rowSets;
      if (v.parse(lockRow, locks?.[0]).lockResult < 0) return fail(busy);
      return succeed((writes ?? []).length > 0);
    });
    log('sql.write.recovered', { tenantId, wasMade: found.ok ? found.value : null });
    return found.ok ? found.value : undefined;
  };

  const lockAndGather = async <F>(
    session: SqlSession,
    employeeId: EmployeeId,
    scope: GatherScope,
  ): Promise<Result<Gathered | undefined, Refusal<F> | SqlFailure>> => {
    const answered = await run(session, lockAndGatherRequest(employeeId, scope));
    if (!answered.ok) return answered;
    const locked = checkLocks(answered.value('locks')[0]);
    if (!locked.ok) return refuse(locked.failure);
    const rows = ofTenant(answered.value);
    if (!rows.ok) return refuse(rows.failure);
    return succeed(toGathered(employeeId, rows.value));
  };

  /** A second time where the decision is about an account that was not locked: others may be taking it at this moment. */
  const lockAndDecide = async <W extends Write, F>(
    session: SqlSession,
    employeeId: EmployeeId,
    scope: GatherScope,
    decide: (gathered: Gathered | undefined) => Result<W, F>,
  ): Promise<
    Result<
      { readonly gathered: Gathered | undefined; readonly decided: Result<W, F> },
      Refusal<F> | SqlFailure
    >
  > => {
    for (let { accountFingerprints } = scope; ;) {
      const found = await lockAndGather<F>(session, employeeId, { ...scope, accountFingerprints });
      if (!found.ok) return found;
      const gathered = found.value;
      const decided = decide(gathered);
      const locked = new Set(accountFingerprints);
      const others =
        decided.ok && gathered !== undefined
          ? takenAccounts(decided.value, gathered).filter((fingerprint) => !locked.has(fingerprint))
          : [];
      if (others.length === 0) return succeed({ gathered, decided });
      accountFingerprints = [...accountFingerprints, ...others];
    }
  };

  return {
    read: (employeeId) =>
      readOnce(readRequest(employeeId), (rows) => {
        const employee = findEmployee(employeeId, rows('employees'));
        return employee && readStored(employee, rows);
      }),

    readHistory: (employeeId, page) =>
      readOnce(readHistoryRequest(employeeId, page), (rows) =>
        findEmployee(employeeId, rows('employees')) === undefined
          ? undefined
          : rows('history').map(toHistoryEntry),
      ),

    readLimits: () => readOnce(readLimitsRequest(), (rows) => toLimits(rows('settings')[0])),

    gather: (employeeId, scope) =>
      readOnce(gatherRequest(employeeId, scope), (rows) => toGathered(employeeId, rows)),

    listDue: (most) =>
      readOnce(listDueRequest(most), (rows) => rows('due').map((row) => v.parse(dueRow, row).employeeId)),

    auditPayroll: async <T, F>(
      page: PayrollPage,
      decide: (
        gathered: PayrollGathered,
      ) => Result<{ shown: T; writes: readonly { employeeId: EmployeeId; write: Write }[] }, F>,
    ) => {
      const done = await database.transaction<T, Refusal<F> | SqlFailure>(async (session) => {
        const found = await run(session, findPaidRequest(page));
        if (!found.ok) return found;
        const paid = ofTenant(found.value);
        if (!paid.ok) return refuse<F>(paid.failure);
        const answered = await run(session, payrollPageRequest(page, toPaidIds(paid.value)));
        if (!answered.ok) return answered;
        if (v.parse(lockRow, answered.value('locks')[0]).lockResult < 0)
          return refuse<F>(storeFailure('DATABASE_BUSY'));
        const rows = ofTenant(answered.value);
        if (!rows.ok) return refuse<F>(rows.failure);
        const decided = decide(toPayrollGathered(rows.value));
        if (!decided.ok) return refuse<F>(decided.failure);
        const { shown, writes } = decided.value;
        if (writes.length === 0) return succeed(shown);
        const audited = await run(session, auditPayrollRequest(writes));
        return audited.ok ? succeed(shown) : audited;
      });
      if (done.ok) return done;
      return fail(done.failure.kind === 'refused' ? done.failure.reason : toStoreFailure(done.failure));
    },

    markPosted: ({ payGroup, payDate }) =>
      writeOnce(markPostedRequest(payGroup, payDate), (rows) => rows('posted').length > 0),

    recordEntries: async (entries) =>
      entries.length === 0 ? succeed(undefined) : writeOnce(recordEntriesRequest(entries), () => undefined),

    findEntry: (traceNumber) =>
      readOnce(findEntryRequest(traceNumber), (rows) => firstOf(rows('entries'), toBankEntry)),

    awaitCorrection: (answer, suiteAnswerId) =>
      writeOnce(awaitCorrectionRequest(answer, suiteAnswerId), (rows) => {
        if (findEmployee(answer.employeeId, rows('employees')) === undefined) return 'employee-unknown';
        return rows('awaited').length > 0 ? 'awaited' : 'known';
      }),

    listAwaited: (most) =>
      readOnce(listAwaitedRequest(most), (rows) => rows('bankAnswers').map(toBankAnswer)),

    listBankAnswers: (page) =>
      readOnce(listAnswersRequest(page), (rows) => rows('bankAnswers').map(toBankAnswer)),

    listEmployees: (page) =>
      readOnce(listEmployeesRequest(page), (rows) => rows('found').map(toFoundEmployee)),

    listOfStatus: async (page) => {
      const affected = await readOnce(listAffectedRequest(page), (rows) =>
        rows('found').map(toFoundEmployee),
      );
      if (!affected.ok) return affected;
      const employees = affected.value.slice(0, page.limit);
      const [first, last] = [employees[0], employees.at(-1)];
      if (first === undefined || last === undefined) return succeed({ items: [], nextAfter: null });
      const request = listOfStatusRequest(page.status, first.employeeId, last.employeeId);
      return readOnce(request, (rows) => ({
        items: toTenantDirectDeposits(rows, employees),
        nextAfter: affected.value.length > employees.length ? last.employeeId : null,
      }));
    },

    listUnpublished: (most) =>
      readOnce(listUnpublishedRequest(most), (rows) => rows('unpublished').map(toDestinationChange)),

    markPublished: (writeIds) => writeOnce(markPublishedRequest(writeIds), () => undefined),

    readLastCheckpoint: () => readOnce(lastCheckpointRequest(), toLastCheckpoint),

    readGrownChains: (after) => readOnce(grownChainsRequest(after), (rows) => toGrownChains(rows, after)),

    putCheckpoint: (checkpoint) => writeOnce(putCheckpointRequest(checkpoint), () => undefined),

    dismissBankAnswer: (id, subject) =>
      writeOnce(dismissRequest(id, subject), (rows) => firstOf(rows('bankAnswers'), toBankAnswer)),

    change: async <W extends Write, F extends object>(
      employeeId: EmployeeId,
      scope: GatherScope,
      decide: (gathered: Gathered | undefined) => Result<W, F>,
    ) => {
      let sent: Written<W> | undefined;

      type Counted = { readonly refused: F };
      const result = await database.transaction<Written<W> | Counted, Refusal<F> | SqlFailure>(
        async (session) => {
          sent = undefined;
          const considered = await lockAndDecide(session, employeeId, scope, decide);
          if (!considered.ok) return considered;
          const { gathered, decided } = considered.value;
          const entered = enteredBy(scope, gathered);
          if (!decided.ok) {
            if (entered === undefined || scope.entered?.isCounted(decided.failure) !== true)
              return refuse(decided.failure);
            // What was sent is counted, and nothing else is written.
            const counted = await run(session, enterRequest(entered));
            return counted.ok ? succeed({ refused: decided.failure }) : counted;
          }

          const acted = await run(session, actRequest(employeeId, decided.value, entered));
          if (!acted.ok) return acted;
          const versions = toVersions(decided.value, acted.value);
          if (versions === undefined) return refuse(storeFailure('DATABASE_BUSY'));
          sent = { write: decided.value, versions };
          return succeed(sent);
        },
      );

      if (result.ok) return 'refused' in result.value ? fail(result.value.refused) : succeed(result.value);
      const { failure } = result;
      if (failure.kind === 'refused') return fail(failure.reason);
      const isMade =
        failure.kind === 'commit-unknown' && sent !== undefined
          ? await wasMade(employeeId, sent.write.audit.writeId)
          : false;
      return isMade === true && sent !== undefined ? succeed(sent) : fail(toStoreFailure(failure));
    },
  };
};
