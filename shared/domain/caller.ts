// Who asks, as the token says, and what they may reach. An unknown role counts for nothing.

import type { EmployeeId } from './employee-id.ts';
import type { TenantId } from './tenant-id.ts';

/** `payroll-run` is no person: the payroll itself, which reads where pay goes and nothing else. */
export const roles = ['employee', 'payroll-admin', 'viewer', 'payroll-run'] as const;
export type Role = (typeof roles)[number];

export type Caller = {
  readonly tenantId: TenantId;
  /** Absent for people who are not employees themselves. */
  readonly employeeId: EmployeeId | undefined;
  readonly roles: readonly Role[];
  readonly subject: string;
  /** When the person last proved who they are (`auth_time`), seconds since 1970; absent where the token does not say. */
  readonly authenticatedAtSeconds?: number | undefined;
  /** When the person's password or second factor was last reset (`credentials_reset_at`); absent where the token does not say. */
  readonly credentialsResetAtSeconds?: number | undefined;
};

/** `hidden` looks like an employee who does not exist; `forbidden` says so. */
export type Access = 'allowed' | 'forbidden' | 'hidden';

/** What a request wants with an employee's direct deposits. */
export type Wish = 'read' | 'write' | 'reveal' | 'release';

export const isRole = (value: string): value is Role => roles.some((role) => role === value);

/** Only payroll lets go of what is held; all else an employee may do with their own. */
const wishesOfOwn: readonly Wish[] = ['read', 'write', 'reveal'];

export const accessTo = (caller: Caller, employeeId: string, wants: Wish): Access => {
  if (caller.roles.includes('payroll-admin')) return 'allowed';
  const isOwn = caller.roles.includes('employee') && caller.employeeId === employeeId;
  if (isOwn && wishesOfOwn.includes(wants)) return 'allowed';
  if (caller.roles.includes('viewer') && wants === 'read') return 'allowed';
  return isOwn || caller.roles.includes('viewer') ? 'forbidden' : 'hidden';
};

export const mayRunPayroll = ({ roles: held }: Pick<Caller, 'roles'>): boolean =>
  held.includes('payroll-run');

/** Of all employees of the tenant, not of one. */
export const mayReadTenant = ({ roles: held }: Pick<Caller, 'roles'>): boolean =>
  held.includes('payroll-admin') || held.includes('viewer');

export const mayHandleBankAnswers = ({ roles: held }: Pick<Caller, 'roles'>): boolean =>
  held.includes('payroll-admin');

/** For a form: what the caller may do, with their own direct deposits and with all of the tenant's. */
export const permissionsOf = ({ roles: held }: Caller): Readonly<Record<Wish, 'all' | 'own' | 'none'>> => {
  const isAdmin = held.includes('payroll-admin');
  const ofOwn = held.includes('employee') ? 'own' : 'none';
  return {
    read: isAdmin || held.includes('viewer') ? 'all' : ofOwn,
    write: isAdmin ? 'all' : ofOwn,
    reveal: isAdmin ? 'all' : ofOwn,
    release: isAdmin ? 'all' : 'none',
  };
};
