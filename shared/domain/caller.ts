// Who asks, as the token says, and what they may reach. An unknown role counts for nothing.

import type { EmployeeId } from './employee-id.ts';
import type { TenantId } from './tenant-id.ts';

export const roles = ['employee', 'payroll-admin', 'viewer'] as const;
export type Role = (typeof roles)[number];

export type Caller = {
  readonly tenantId: TenantId;
  /** Absent for people who are not employees themselves. */
  readonly employeeId: EmployeeId | undefined;
  readonly roles: readonly Role[];
  readonly subject: string;
};

/** `hidden` looks like an employee who does not exist; `forbidden` says so. */
export type Access = 'allowed' | 'forbidden' | 'hidden';

export const isRole = (value: string): value is Role => roles.some((role) => role === value);

export const accessTo = (caller: Caller, employeeId: string, wants: 'read' | 'write'): Access => {
  const isOwn = caller.roles.includes('employee') && caller.employeeId === employeeId;
  if (isOwn || caller.roles.includes('payroll-admin')) return 'allowed';
  if (caller.roles.includes('viewer')) return wants === 'read' ? 'allowed' : 'forbidden';
  return 'hidden';
};
