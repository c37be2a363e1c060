import fc from 'fast-check';
import { parseRequest, type CredentialRequest } from '#shared/credentials/contract';
import { formatGrants, parseGrants, requireGrant } from '#shared/credentials/decryptor-grants';
import { isPurpose, type Purpose } from '#shared/credentials/purpose';
import type { TenantId } from '#shared/domain/tenant-id';
import { fail } from '#shared/platform/result';

const table =
  'deposits:sql-server+account-number-key,payroll:sql-server+payroll-api,reports:sql-server:acme+globex';
const grants = parseGrants(table);
const arnOf = (alias: string): string =>
  `arn:aws:lambda:us-east-1:123456789012:function:direct-deposits-prod-decryptor${alias === '' ? '' : `:${alias}`}`;
const asking = (purposes: readonly string[], tenantId = 'acme'): CredentialRequest => {
  const caller = { function: 'f', requestId: 'r', subject: 's' };
  const parsed = parseRequest({ version: 1, tenantId, purposes, caller });
  if (!parsed.ok) throw new Error('a request of the test is wrong');
  return parsed.value;
};
const refused = (pointer: string) => fail({ code: 'PURPOSE_NOT_GRANTED', pointer });

describe('T2 a request through an alias', () => {
  test.each<[string, readonly string[], string | undefined]>([
    ['deposits', ['sql-server', 'account-number-key'], undefined],
    ['deposits', ['sql-server', 'payroll-api'], '/purposes/1'],
    ['payroll', ['payroll-api'], undefined],
    ['payroll', ['account-number-key'], '/purposes/0'],
    ['reports', ['sql-server'], undefined],
    ['reports', ['account-number-key'], '/purposes/0'],
    ['unknown', ['sql-server'], ''],
    ['7', ['sql-server'], ''],
    ['$LATEST', ['sql-server'], ''],
    ['', ['sql-server'], ''],
  ])('%s for %j', (alias, purposes, pointer) => {
    const request = asking(purposes);

    expect(requireGrant(request, arnOf(alias), grants)).toEqual(
      pointer === undefined ? { ok: true, value: request } : refused(pointer),
    );
  });

  test('is bound to the tenants of its row', () => {
    expect(requireGrant(asking(['sql-server'], 'globex'), arnOf('reports'), grants).ok).toBe(true);
    expect(requireGrant(asking(['sql-server'], 'initech'), arnOf('reports'), grants)).toEqual(
      refused('/tenantId'),
    );
  });

  test('without a table gets everything', () => {
    expect(requireGrant(asking(['payroll-api']), arnOf(''), undefined).ok).toBe(true);
  });

  test('whose ARN is missing or another thing’s gets nothing', () => {
    for (const text of ['', 'arn', 'arn:aws:lambda', 'deposits']) {
      expect(requireGrant(asking(['sql-server']), text, grants)).toEqual(refused(''));
    }
  });
});

describe('the table', () => {
  test('is read back as it was written', () => {
    const purposes = ['sql-server', 'account-number-key', 'payroll-api'].filter(isPurpose);
    const grant = fc.record({
      alias: fc.stringMatching(/^[a-z][a-z0-9-]{0,39}$/),
      purposes: fc.subarray<Purpose>(purposes, { minLength: 1 }),
      tenantIds: fc.uniqueArray(fc.constantFrom('acme', 'globex', 'a-1') as fc.Arbitrary<TenantId>),
    });
    fc.assert(
      fc.property(fc.uniqueArray(grant, { minLength: 1, selector: ({ alias }) => alias }), (rows) => {
        expect([...parseGrants(formatGrants(rows)).values()]).toEqual(rows);
      }),
    );
  });

  test.each([
    '',
    'deposits',
    'deposits:',
    'deposits:sql-server+',
    'deposits:sql-server-admin',
    'deposits:legacy-key#old',
    'deposits:*',
    'deposits:sql-server:',
    'deposits:sql-server:*',
    'deposits:sql-server:acme:x',
    'Deposits:sql-server',
    'deposits:sql-server,deposits:payroll-api',
    'deposits:sql-server,',
  ])('is refused as a whole where it is not understood: %j', (text) => {
    expect(() => parseGrants(text)).toThrow(RangeError);
  });
});
