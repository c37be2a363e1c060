// Who may sign in to the local stack, as the claims of their tokens have them.

import type { Role } from '#shared/domain/caller';
import { demoTenants } from '../seed/demo-tenants.ts';

export type Person = {
  /** The token's subject. */
  readonly subject: string;
  readonly name: string;
  readonly tenantId: string;
  readonly employeeId: string | undefined;
  readonly roles: readonly Role[];
};

/** Each tenant's employees, two people of payroll (who releases is another one than who asked) and one who may only look. */
export const people: readonly Person[] = demoTenants.flatMap(({ id: tenantId, employees }) => [
  ...employees.map(({ id, name }): Person => ({
    subject: `${tenantId}-${id}`,
    name,
    tenantId,
    employeeId: id,
    roles: ['employee'],
  })),
  ...['Paula Payroll', 'Pete Payroll'].map((name, index): Person => ({
    subject: `${tenantId}-payroll-${index + 1}`,
    name,
    tenantId,
    employeeId: undefined,
    roles: ['payroll-admin'],
  })),
  { subject: `${tenantId}-viewer`, name: 'Vera Viewer', tenantId, employeeId: undefined, roles: ['viewer'] },
]);

export const findPerson = (subject: string): Person | undefined =>
  people.find((person) => person.subject === subject);
