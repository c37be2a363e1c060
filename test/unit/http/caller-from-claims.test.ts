import { callerFromClaims } from '#shared/http/caller-from-claims';

const claims = { tenant_id: 'acme', employee_id: 'e-1001', roles: '[employee]', sub: 'user-1' };

const outcome = (change: Record<string, unknown>) => {
  const caller = callerFromClaims({ ...claims, ...change });
  return caller.ok ? caller.value : caller.failure.code;
};

describe('T17 the caller in a token’s claims', () => {
  test.each([
    ['as API Gateway writes a list', '[employee viewer]'],
    ['as text', 'employee,viewer'],
    ['as JSON', '["employee","viewer"]'],
    ['as a list', ['employee', 'viewer']],
    ['with an unknown role', '[root employee viewer]'],
    ['with a role twice', '[employee viewer employee]'],
    ['with commas in API Gateway’s brackets', '[employee, viewer]'],
    ['separated by commas and blanks', 'employee, viewer'],
    ['separated by blanks, as scopes are', 'employee viewer'],
    ['as JSON with blanks', '[ "employee", "viewer" ]'],
  ])('has its roles %s', (_, roles) => {
    expect(outcome({ roles })).toEqual({
      tenantId: 'acme',
      employeeId: 'e-1001',
      roles: ['employee', 'viewer'],
      subject: 'user-1',
    });
  });

  test.each([
    ['a long one', 'x'.repeat(300), 'x'.repeat(256)],
    ['one whose cut parts a pair', `${'x'.repeat(255)}\u{1f3e6}`, `${'x'.repeat(255)}\ufffd`],
    ['half a pair', 'a\udc00b', 'a\ufffdb'],
    ['U+0000', 'a\0b', 'a\ufffdb'],
    ['blanks at its end', 'a  ', 'a  '],
    ['none', undefined, 'unknown'],
  ])('is, with %s, the subject that a column gives back', (_, sub, subject) => {
    expect(outcome({ sub })).toMatchObject({ subject });
  });

  test.each([
    ['no tenant', undefined],
    ['an empty tenant', ''],
    ['two tenants', ['acme', 'globex']],
    ['two tenants as API Gateway writes a list', '[acme globex]'],
    ['a tenant in capitals', 'ACME'],
    ['a tenant with a blank', 'acme '],
    ['a tenant that is a path', '../acme'],
    ['a tenant of 65 characters', 'a'.repeat(65)],
    ['an object', { id: 'acme' }],
  ])('is refused with %s', (_, tenantId) => {
    expect(outcome({ tenant_id: tenantId })).toBe('TOKEN_WITHOUT_TENANT');
  });

  test.each([
    ['no roles', undefined],
    ['an empty list', '[]'],
    ['unknown roles only', '[root admin]'],
    ['a role in capitals', '[Employee]'],
    ['an object', { employee: true }],
    ['a list with a number in it', ['employee', 5]],
    ['JSON with a number in it', '["employee", 5]'],
    ['broken JSON', '["employee", "viewer]'],
    ['commas and blanks that do not say where a name ends', 'employee viewer, payroll-admin'],
    ['a number', 5],
    ['null', null],
  ])('is refused with %s', (_, roles) => {
    expect(outcome({ roles })).toBe('TOKEN_WITHOUT_ROLE');
  });

  test.each([[undefined], [''], ['e 1001'], [['e-1001']], ['é']])(
    'has no employee id from %j',
    (employeeId) => {
      expect(outcome({ employee_id: employeeId })).toMatchObject({ employeeId: undefined });
    },
  );
});

test.each<[unknown, number | undefined]>([
  [1_764_000_000, 1_764_000_000],
  ['1764000000', 1_764_000_000],
  ['1.764E9', 1_764_000_000],
  ['-1', undefined],
  ['soon', undefined],
  [['1764000000'], undefined],
  [undefined, undefined],
])('the time of a login is a NumericDate: %j is %p', (authTime, seconds) => {
  const at = { auth_time: authTime, credentials_reset_at: authTime };

  expect(outcome(at)).toMatchObject({ authenticatedAtSeconds: seconds, credentialsResetAtSeconds: seconds });
});
