// T38 Whose connection it is: database, login and marker all have to be the tenant's.

import type { TenantId } from '#shared/domain/tenant-id';
import { isExpectedTenant, type Identity } from '#shared/sql/tenant-handshake';

const expected = {
  tenantId: 'acme' as TenantId,
  login: { server: 'sql.example.test', port: 1433, database: 'AcmeDb', user: 'acme-app', password: 'x' },
};
const right: Identity = {
  database: 'acmedb',
  login: 'ACME-APP',
  originalLogin: 'acme-app',
  hasSnapshots: true,
};

describe('T38 a new connection', () => {
  test.each<[string, Partial<Identity>, string | undefined]>([
    ['in any case', {}, 'acme'],
    ['before the marker is there', {}, undefined],
  ])('is the tenant’s %s', (_, changes, marker) => {
    expect(isExpectedTenant(expected, { ...right, ...changes }, marker)).toBe(true);
  });

  test('is the tenant’s where Azure SQL takes the server’s name with the user', () => {
    const login = { ...expected.login, user: 'acme-app@server' };
    expect(isExpectedTenant({ ...expected, login }, right, 'acme')).toBe(true);
  });

  test.each<[string, Partial<Identity>, string | undefined]>([
    ['another database', { database: 'GlobexDb' }, 'acme'],
    ['another login', { login: 'globex-app', originalLogin: 'globex-app' }, 'acme'],
    ['a login that only begins alike', { login: 'acme', originalLogin: 'acme' }, 'acme'],
    ['an impersonated login', { originalLogin: 'sa' }, 'acme'],
    ['another tenant’s marker', {}, 'globex'],
    ['a marker in another case', {}, 'ACME'],
    ['an empty marker', {}, ''],
  ])('is not with %s', (_, changes, marker) => {
    expect(isExpectedTenant(expected, { ...right, ...changes }, marker)).toBe(false);
  });
});
