import { accessTo, type Caller, type Role } from '#shared/domain/caller';
import type { EmployeeId } from '#shared/domain/employee-id';
import type { TenantId } from '#shared/domain/tenant-id';

const callerWith = (roles: readonly Role[], employeeId: string | undefined = 'e-1001'): Caller => ({
  tenantId: 'acme' as TenantId,
  employeeId: employeeId as EmployeeId | undefined,
  roles,
  subject: 'someone',
});

describe('what a caller may reach', () => {
  test.each([
    [['employee'], 'e-1001', 'read', 'allowed'],
    [['employee'], 'e-1001', 'write', 'allowed'],
    [['employee'], 'e-1002', 'read', 'hidden'],
    [['employee'], 'e-1002', 'write', 'hidden'],
    [['employee'], 'E-1001', 'read', 'hidden'],
    [['payroll-admin'], 'e-1002', 'read', 'allowed'],
    [['payroll-admin'], 'e-1002', 'write', 'allowed'],
    [['viewer'], 'e-1002', 'read', 'allowed'],
    [['viewer'], 'e-1002', 'write', 'forbidden'],
    [['viewer'], 'e-1001', 'write', 'forbidden'],
    [['viewer', 'employee'], 'e-1001', 'write', 'allowed'],
    [['viewer', 'employee'], 'e-1002', 'write', 'forbidden'],
    [['employee'], 'e-1001', 'reveal', 'allowed'],
    [['employee'], 'e-1002', 'reveal', 'hidden'],
    [['viewer'], 'e-1001', 'reveal', 'forbidden'],
    [['payroll-admin'], 'e-1002', 'reveal', 'allowed'],
    [['employee'], 'e-1001', 'release', 'forbidden'],
    [['employee'], 'e-1002', 'release', 'hidden'],
    [['viewer'], 'e-1002', 'release', 'forbidden'],
    [['payroll-admin', 'employee'], 'e-1001', 'release', 'allowed'],
  ] as const)('%j: employee %s, %s → %s', (roles, employeeId, wants, access) => {
    expect(accessTo(callerWith(roles), employeeId, wants)).toBe(access);
  });

  test('an employee role without an employee id reaches no one', () => {
    expect(accessTo({ ...callerWith(['employee']), employeeId: undefined }, '', 'read')).toBe('hidden');
  });
});
