// GET /api/payrolls/{payDate}/destinations: where the pay of everybody goes who is paid on that day, account numbers and all, a page at a time.
// For the payroll run alone; each employee's numbers that are opened leave an audit row before they are answered.

import type { PayrollDestinationsAnswer } from '#shared/api-contract/other-answers';
import { openAccountNumber } from '#shared/crypto/account-number-seal';
import type { AccountNumberKeyset } from '#shared/crypto/account-number-keyset';
import { toWrite } from '#shared/direct-deposits/audited-write';
import type { TenantRoute } from '#shared/direct-deposits/direct-deposit-route';
import type {
  PaidEmployee,
  PayrollGathered,
  PayrollPage,
  Write,
} from '#shared/direct-deposits/direct-deposit-store';
import { auditedState } from '#shared/direct-deposits/present-direct-deposit';
import { timingOf, viewOn, type SplitView } from '#shared/direct-deposits/split-view';
import { mayRunPayroll } from '#shared/domain/caller';
import { isEmployeeId, type EmployeeId } from '#shared/domain/employee-id';
import { isIsoDate } from '#shared/domain/iso-date';
import { isPaidByCheck } from '#shared/domain/payroll/prenote';
import { toReceiverName } from '#shared/domain/payroll/receiver-name';
import type { TenantId } from '#shared/domain/tenant-id';
import type { Problem } from '#shared/http/problem';
import { readQueryNumber } from '#shared/http/query-parameters';
import { jsonAnswer } from '#shared/http/responses';
import { fail, succeed, type Result } from '#shared/platform/result';

const limits = { default: 50, max: 100 } as const;

type Employee = PayrollDestinationsAnswer['employees'][number];
type Destination = Employee['destinations'][number];

/** Undefined where a number does not open. */
const toDestinations = (
  tenantId: TenantId,
  keyset: AccountNumberKeyset,
  { employeeId, sealedOf }: PaidEmployee,
  { day, items }: SplitView,
): readonly Destination[] | undefined => {
  const destinations: Destination[] = [];
  for (const { row } of items) {
    const sealed = sealedOf(row);
    const binding = { tenantId, employeeId, directDepositId: row.id };
    const opened = sealed && openAccountNumber(keyset, binding, sealed.keyVersion, sealed.sealed);
    if (opened?.ok !== true) return undefined;
    const paid = isPaidByCheck(row, day) ? 'check' : 'account';
    destinations.push({
      directDepositId: row.id,
      priority: row.priority,
      accountType: row.accountType,
      routingNumber: row.routingNumber,
      accountNumber: opened.value.expose(),
      allocation: row.allocation,
      pay: row.status === 'active' ? paid : 'hold',
    });
  }
  return destinations;
};

type Read = {
  readonly shown: { readonly employees: readonly Employee[]; readonly hasMore: boolean };
  readonly writes: readonly { readonly employeeId: EmployeeId; readonly write: Write }[];
};

export const readPayrollDestinations: TenantRoute<'account-number-key'> = {
  name: 'read-payroll-destinations',
  purposes: ['account-number-key'],
  query: ['limit', 'after', 'payGroup'],
  may: mayRunPayroll,
  answer: async (request, store, credentials) => {
    const { caller, requestId, query, pathParameters } = request;
    const { payDate = '' } = pathParameters;
    if (!isIsoDate(payDate)) return fail({ code: 'PAYROLL_NOT_FOUND' });
    const limit = readQueryNumber(request, 'limit', limits);
    if (!limit.ok) return limit;
    const { after: cursor, payGroup } = query;
    if (cursor !== undefined && !isEmployeeId(cursor))
      return fail({ code: 'QUERY_MALFORMED', detail: 'after is the id of an employee.' });
    const { tenantId } = caller;
    const keyset = credentials['account-number-key'].value.expose();
    const author = { subject: caller.subject, requestId };

    // One more than is shown tells whether there is a next page.
    const page: PayrollPage = { payDate, payGroup, after: cursor, limit: limit.value + 1 };
    const read = await store.auditPayroll(page, (gathered: PayrollGathered): Result<Read, Problem> => {
      if (!gathered.isKnown) return fail({ code: 'PAYROLL_NOT_FOUND' });
      const writes: { readonly employeeId: EmployeeId; readonly write: Write }[] = [];
      const employees: Employee[] = [];
      for (const employee of gathered.employees.slice(0, limit.value)) {
        const view = viewOn(employee, timingOf(employee), payDate);
        const destinations = toDestinations(tenantId, keyset, employee, view);
        if (destinations === undefined) return fail({ code: 'ACCOUNT_NUMBER_UNREADABLE' });
        const { employeeId, name } = employee;
        employees.push({
          employeeId,
          receiverName: toReceiverName(name),
          payGroup: employee.payGroup,
          destinations,
        });
        if (destinations.length === 0) continue;
        const after = view.items.map(({ row }) => auditedState(row));
        const write = toWrite(author, { tenantId, employeeId, keyset }, employee, {
          changes: [],
          action: 'payroll-read',
          directDepositId: null,
          before: null,
          after,
        });
        writes.push({ employeeId, write });
      }
      const shown = { employees, hasMore: gathered.employees.length > limit.value };
      return succeed({ shown, writes });
    });
    if (!read.ok) return read;
    const { employees, hasMore } = read.value;
    const last = employees.at(-1);
    const shown: PayrollDestinationsAnswer = {
      payDate,
      employees,
      nextAfter: hasMore && last !== undefined ? last.employeeId : null,
    };
    return succeed(jsonAnswer(200, shown));
  },
};
