// An employee's part of what was read: whose database it is, who the employee is, and what is stored of them.

import * as v from 'valibot';
import type { Stored, StoreFailure } from '../direct-deposit-store.ts';
import type { EmployeeId } from '../../domain/employee-id.ts';
import type { TenantId } from '../../domain/tenant-id.ts';
import { fail, succeed, type Result } from '../../platform/result.ts';
import { toDirectDeposit } from './direct-deposit-row.ts';
import { toCalendar, toLimits, toSharedUse } from './gathered-rows.ts';
import { storeFailure } from './store-failure.ts';
import { toUpcoming } from './upcoming-row.ts';

const employeeRow = v.object({ employeeId: v.string(), payGroup: v.string() });
const clockRow = v.object({ now: v.date() });
const markerRow = v.object({ tenantId: v.string() });

export type Rows = (name: string) => readonly unknown[];

/** A database without a marker has not been set up to its end; one with another's is not to be read. */
export const checkTenant = (tenantId: TenantId, markers: readonly unknown[]): Result<void, StoreFailure> => {
  const [marker] = markers;
  if (marker === undefined) return fail(storeFailure('DATABASE_NOT_READY'));
  return v.parse(markerRow, marker).tenantId === tenantId
    ? succeed(undefined)
    : fail(storeFailure('TENANT_MISMATCH'));
};

export type StoredEmployee = v.InferOutput<typeof employeeRow>;

/** SQL Server ignores blanks at the end when it compares; an id is the same only when it is the same here. */
export const findEmployee = (
  employeeId: EmployeeId,
  employees: readonly unknown[],
): StoredEmployee | undefined => {
  const [row] = employees;
  const employee = row === undefined ? undefined : v.parse(employeeRow, row);
  return employee?.employeeId === employeeId ? employee : undefined;
};

export const readClock = (rows: Rows): Date => v.parse(clockRow, rows('clock')[0]).now;

export const readStored = ({ payGroup }: StoredEmployee, rows: Rows): Stored => {
  const limits = toLimits(rows('settings')[0]);
  return {
    split: { items: rows('items').map(toDirectDeposit), maxItems: limits.maxItems },
    upcoming: rows('upcoming').map(toUpcoming),
    sharedUses: rows('sharedUses').map(toSharedUse),
    now: readClock(rows),
    calendar: toCalendar(payGroup, limits, rows('payrolls')),
    limits,
  };
};
