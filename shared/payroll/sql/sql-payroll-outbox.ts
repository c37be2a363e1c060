// The outbox port over SQL Server. A lease and its reads are one transaction, so is a settlement; a row that does not fit its own
// table's promises throws.

import * as v from 'valibot';
import { accountTypes } from '../../domain/direct-deposit.ts';
import { isEmployeeId, type EmployeeId } from '../../domain/employee-id.ts';
import { outboxWays } from '../../domain/payroll/payment-way.ts';
import { isRoutingNumber, type RoutingNumber } from '../../domain/routing-number.ts';
import type { TenantId } from '../../domain/tenant-id.ts';
import { fail, succeed, type Result } from '../../platform/result.ts';
import { allocationMembers, toAllocation } from '../../direct-deposits/sql/allocation-columns.ts';
import { idColumn } from '../../direct-deposits/sql/direct-deposit-row.ts';
import type { ComposedRequest } from '../../sql/composed-request.ts';
import type { SqlFailure } from '../../sql/sql-failure.ts';
import type { SqlAnswer, SqlDatabase } from '../../sql/sql-session.ts';
import type {
  LeasedEmployee,
  OutboxEvent,
  OutboxFailure,
  OutboxItem,
  PayrollOutbox,
} from '../payroll-outbox.ts';
import { backlogRequest, candidatesRequest, leaseRequest, settleRequest } from './outbox-statements.ts';

const uuid = v.pipe(v.string(), v.toLowerCase());

const eventRow = v.object({
  employeeId: v.custom<EmployeeId>(isEmployeeId),
  sequence: v.number(),
  eventId: uuid,
  action: v.string(),
  employeeName: v.string(),
  payGroup: v.string(),
  occurredAt: v.date(),
  attempts: v.number(),
});

const itemRow = v.object({
  eventId: uuid,
  part: v.picklist(['pay', 'prenote']),
  priority: v.number(),
  directDepositId: idColumn,
  prenoteId: v.nullable(uuid),
  accountType: v.picklist(accountTypes),
  routingNumber: v.custom<RoutingNumber>(isRoutingNumber),
  sealed: v.instance(Uint8Array),
  keyVersion: v.number(),
  ...allocationMembers,
  pay: v.picklist(outboxWays),
});

const candidateRow = v.object({ employeeId: v.string() });
const markerRow = v.object({ tenantId: v.string() });
const openRow = v.object({ openEvents: v.number(), oldestOpenAt: v.nullable(v.date()) });
const stoppedRow = v.object({ stoppedEmployees: v.number() });

type Rows = (name: string) => readonly unknown[];

const outboxFailure = (code: string): OutboxFailure => ({ kind: 'outbox-failure', code });

const toOutboxFailure = (failure: SqlFailure | OutboxFailure): OutboxFailure =>
  failure.kind === 'outbox-failure' ? failure : outboxFailure(failure.kind);

const toItem = (row: v.InferOutput<typeof itemRow>): OutboxItem => ({
  part: row.part,
  priority: row.priority,
  directDepositId: row.directDepositId,
  prenoteId: row.prenoteId ?? undefined,
  accountType: row.accountType,
  routingNumber: row.routingNumber,
  account: { sealed: row.sealed, keyVersion: row.keyVersion },
  allocation: toAllocation(row),
  pay: row.pay,
});

const toLeased = (rows: Rows): readonly LeasedEmployee[] => {
  const itemsOf = Map.groupBy(
    rows('items').map((row) => v.parse(itemRow, row)),
    ({ eventId }) => eventId,
  );
  const events = rows('events').map((row) => v.parse(eventRow, row));
  const employees = Map.groupBy(events, ({ employeeId }) => employeeId);
  return [...employees].map(([employeeId, own]) => ({
    employeeId,
    attempts: own[0]?.attempts ?? 0,
    events: own.map(({ employeeId: _employee, attempts: _attempts, ...event }): OutboxEvent => ({
      ...event,
      items: (itemsOf.get(event.eventId) ?? []).map(toItem),
    })),
  }));
};

export type SqlPayrollOutboxSettings = {
  readonly database: SqlDatabase;
  /** Whose rows these are, compared with the database's own marker. */
  readonly tenantId: TenantId;
};

export const createSqlPayrollOutbox = ({ database, tenantId }: SqlPayrollOutboxSettings): PayrollOutbox => {
  const rowsOf = (request: ComposedRequest, answer: SqlAnswer): Result<Rows, OutboxFailure> => {
    const rows: Rows = (name) => request.rowsOf(answer, name);
    const [marker] = rows('markers');
    if (marker === undefined) return fail(outboxFailure('not-ready'));
    return v.parse(markerRow, marker).tenantId === tenantId
      ? succeed(rows)
      : fail(outboxFailure('tenant-mismatch'));
  };

  return {
    lease: async (lease, { employees, eventsEach }) => {
      const looking = candidatesRequest(lease.now, employees);
      const looked = await database.run(looking.statement, looking.values);
      if (!looked.ok) return fail(toOutboxFailure(looked.failure));
      const seen = rowsOf(looking, looked.value);
      if (!seen.ok) return seen;
      const candidates = seen.value('candidates').map((row) => v.parse(candidateRow, row).employeeId);
      if (candidates.length === 0) return succeed([]);

      const request = leaseRequest(lease, candidates, eventsEach);
      const leased = await database.transaction<readonly LeasedEmployee[], OutboxFailure | SqlFailure>(
        async (session) => {
          const answer = await session.run(request.statement, request.values);
          if (!answer.ok) return answer;
          const rows = rowsOf(request, answer.value);
          return rows.ok ? succeed(toLeased(rows.value)) : rows;
        },
      );
      return leased.ok ? leased : fail(toOutboxFailure(leased.failure));
    },

    settle: async (token, now, settlements) => {
      const request = settleRequest(token, now, settlements);
      const settled = await database.transaction<void, SqlFailure>(async (session) => {
        const answer = await session.run(request.statement, request.values);
        return answer.ok ? succeed(undefined) : answer;
      });
      return settled.ok ? settled : fail(toOutboxFailure(settled.failure));
    },

    readBacklog: async () => {
      const request = backlogRequest();
      const answer = await database.run(request.statement, request.values);
      if (!answer.ok) return fail(toOutboxFailure(answer.failure));
      const rows = rowsOf(request, answer.value);
      if (!rows.ok) return rows;
      const { openEvents, oldestOpenAt } = v.parse(openRow, rows.value('open')[0]);
      const { stoppedEmployees } = v.parse(stoppedRow, rows.value('stopped')[0]);
      return succeed({ openEvents, stoppedEmployees, oldestOpenAt: oldestOpenAt ?? undefined });
    },
  };
};
