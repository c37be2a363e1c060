import { toTenantRecord } from '#shared/tenants/tenant-items';
import type { TenantId } from '#shared/domain/tenant-id';
import { fail } from '#shared/platform/result';

const acme = 'acme' as TenantId;
const of = (itemKey: string, rest: object = {}, tenantId = 'acme') => ({
  tenantId: { S: tenantId },
  itemKey: { S: itemKey },
  ...rest,
});
const policy = of('policy', { status: { S: 'active' }, formatFloor: { S: 'jwe1' } });
const stored = { envelope: { S: 'jwe1:x' }, version: { N: '2' }, updatedAt: { S: '2026-01-05T12:00:00Z' } };

describe('a tenant’s items', () => {
  test('become one record', () => {
    const result = toTenantRecord(acme, [
      policy,
      of('key#3', { wrappedKey: { B: new Uint8Array([1, 2]) } }),
      of('credential#sql-server', {
        ...stored,
        previousEnvelope: { S: 'jwe1:w' },
        previousVersion: { N: '1' },
      }),
      of('credential#legacy-key#main', stored),
      of('something-new', { any: { BOOL: true } }),
    ]);

    const record = result.ok ? result.value : undefined;
    expect(record?.policy).toEqual({ status: 'active', formatFloor: 'jwe1' });
    expect([...(record?.wrappedKeys ?? [])]).toEqual([[3, Buffer.from([1, 2])]]);
    expect(Object.fromEntries(record?.credentials ?? [])).toEqual({
      'sql-server': {
        current: { envelope: 'jwe1:x', version: 2 },
        previous: { envelope: 'jwe1:w', version: 1 },
        updatedAt: '2026-01-05T12:00:00Z',
      },
      'legacy-key#main': { current: { envelope: 'jwe1:x', version: 2 }, updatedAt: '2026-01-05T12:00:00Z' },
    });
  });

  test.each([
    ['nothing is stored', [], 'tenant-not-found'],
    ['there is no policy', [of('credential#sql-server', stored)], 'tenant-not-found'],
    [
      'an item is another tenant’s',
      [policy, of('credential#sql-server', stored, 'globex')],
      'tenant-malformed',
    ],
    ['an item has no key', [policy, { tenantId: { S: 'acme' } }], 'tenant-malformed'],
    ['the status is unknown', [{ ...policy, status: { S: 'paused' } }], 'tenant-malformed'],
    ['the floor is missing', [of('policy', { status: { S: 'active' } })], 'tenant-malformed'],
  ])('are refused when %s', (_, items, failure) => {
    expect(toTenantRecord(acme, items)).toEqual(fail(failure));
  });

  test.each([
    ['no envelope', { ...stored, envelope: undefined }],
    ['a version as text', { ...stored, version: { S: '2' } }],
    ['version 0', { ...stored, version: { N: '0' } }],
    ['a fractional version', { ...stored, version: { N: '1.5' } }],
    ['a previous envelope without its version', { ...stored, previousEnvelope: { S: 'jwe1:w' } }],
    [
      'a previous version that is not before',
      { ...stored, previousEnvelope: { S: 'w' }, previousVersion: { N: '2' } },
    ],
  ])('a credential with %s spoils only itself', (_, attributes) => {
    const items = [policy, of('credential#sql-server', attributes), of('credential#payroll-api', stored)];

    const result = toTenantRecord(acme, items);

    const record = result.ok ? result.value : undefined;
    expect([...(record?.credentials.keys() ?? [])]).toEqual(['payroll-api']);
    expect([...(record?.malformedCredentials ?? [])]).toEqual(['sql-server']);
  });
});
