// What is read of a tenant's employees together: by id, behind the last one of the page before.

import * as v from 'valibot';
import { isEmployeeId, type EmployeeId } from '../../domain/employee-id.ts';
import { namedPart, plainPart, type Part } from '../../sql/composed-request.ts';
import { int, nVarChar, varChar } from '../../sql/statement.ts';
import type {
  EmployeePage,
  FoundEmployee,
  StatusPage,
  TenantDirectDeposit,
} from '../direct-deposit-store.ts';
import { toDirectDeposit } from './direct-deposit-row.ts';
import { itemColumns, upcomingColumns } from './gather-parts.ts';
import type { Rows } from './stored-rows.ts';
import { toUpcoming } from './upcoming-row.ts';

const employeeRow = v.object({
  employeeId: v.custom<EmployeeId>(isEmployeeId),
  name: v.string(),
  payGroup: v.string(),
});

export const toFoundEmployee = (row: unknown): FoundEmployee => v.parse(employeeRow, row);

/** A search has no character that means something in a pattern but this one. */
const escaped = (search: string): string => search.replaceAll('_', '!_');

export const listEmployeesPart = ({
  search,
  after,
  limit,
}: EmployeePage & { search: string | undefined }): Part =>
  namedPart(
    {
      limit: [int, limit],
      after: [varChar(64), after],
      ...(search === undefined
        ? {}
        : {
            contains: [nVarChar(140), `%${escaped(search)}%`] as const,
            begins: [varChar(140), `${escaped(search)}%`] as const,
          }),
    },
    (
      at,
    ) => `SELECT TOP (${at('limit')}) [EmployeeId] AS [employeeId], [Name] AS [name], [PayGroup] AS [payGroup]
FROM [dbo].[Employee]
WHERE [EmployeeId] > ${at('after')}${
      search === undefined
        ? ''
        : ` AND ([Name] LIKE ${at('contains')} ESCAPE '!' OR [EmployeeId] LIKE ${at('begins')} ESCAPE '!')`
    }
ORDER BY [EmployeeId];`,
    'found',
  );

const hasStatus = (table: string): string =>
  `EXISTS (SELECT 1 FROM [dbo].[${table}] WHERE [${table}].[EmployeeId] = [Employee].[EmployeeId] AND [${table}].[Status] = @status)`;

/** One employee more than is shown tells whether there is a next page. */
export const affectedPart = ({ status, after, limit }: StatusPage): Part =>
  namedPart(
    { status: [varChar(16), status], after: [varChar(64), after], most: [int, limit + 1] },
    (at) => `SELECT TOP (${at('most')}) [Employee].[EmployeeId] AS [employeeId], [Employee].[Name] AS [name],
  [Employee].[PayGroup] AS [payGroup]
FROM [dbo].[Employee]
WHERE [Employee].[EmployeeId] > ${at('after')} AND (${hasStatus('DirectDeposit')} OR ${hasStatus('UpcomingDirectDeposit')})
ORDER BY [Employee].[EmployeeId];`,
    'found',
  );

const rowsOfStatus = (table: string, columns: string, rows: string): Part =>
  plainPart(
    `SELECT ${columns}
FROM [dbo].[${table}]
WHERE [EmployeeId] >= @first AND [EmployeeId] <= @last AND [Status] = @status
ORDER BY [EmployeeId], [Priority];`,
    rows,
  );

/** Those employees are known by then. */
export const statusRowsParts = (
  status: StatusPage['status'],
  first: string,
  last: string,
): readonly Part[] => [
  namedPart(
    { status: [varChar(16), status], first: [varChar(64), first], last: [varChar(64), last] },
    () => '',
  ),
  rowsOfStatus('DirectDeposit', itemColumns, 'inForce'),
  rowsOfStatus('UpcomingDirectDeposit', upcomingColumns, 'coming'),
];

export const toTenantDirectDeposits = (
  rows: Rows,
  employees: readonly FoundEmployee[],
): readonly TenantDirectDeposit[] => {
  const inForce = rows('inForce').map(toDirectDeposit);
  const coming = rows('coming')
    .map(toUpcoming)
    .flatMap((change) => (change.kind === 'remove' ? [] : [change.row]));
  return employees.flatMap(({ employeeId, name: employeeName }) => [
    ...inForce
      .filter((row) => row.employeeId === employeeId)
      .map((row) => ({ row, employeeName, isInForce: true })),
    ...coming
      .filter((row) => row.employeeId === employeeId)
      .map((row) => ({ row, employeeName, isInForce: false })),
  ]);
};
