import { digestKey, digestRequest, readIdempotencyKey } from '#shared/direct-deposits/idempotency';
import { newAccountNumberKeyset } from '#operators/credentials/new-account-number-keyset';
import type { Caller } from '#shared/domain/caller';

describe('an Idempotency-Key header', () => {
  test.each([
    ['k', 'k'],
    ['"k"', 'k'],
    ['  "k" ', 'k'],
    ['8e03978e-40d5-43dd-bc93-6894a57f9324', '8e03978e-40d5-43dd-bc93-6894a57f9324'],
    [String.raw`"a\"b\\c"`, String.raw`a"b\c`],
    ['a"b', 'a"b'],
    ['k'.repeat(255), 'k'.repeat(255)],
  ])('%j is the key %j', (header, key) => {
    expect(readIdempotencyKey(header)).toEqual({ ok: true, value: key });
  });

  test.each([
    '',
    ' ',
    '""',
    '"',
    '"k',
    'k"',
    'a b',
    '"a b"',
    'ü',
    'a\tb',
    'k'.repeat(256),
    '"a\\b"',
    '"k";p=1',
  ])('%j is none', (header) => {
    expect(readIdempotencyKey(header)).toEqual({ ok: false, failure: 'malformed' });
  });
});

describe('what stands for a key', () => {
  const keyset = newAccountNumberKeyset();
  const caller = { tenantId: 'acme', subject: 's', employeeId: undefined, roles: [] } as unknown as Caller;
  const scope = { caller, route: 'create', path: ['e', ''] };
  const digest = (change: object, key = 'k') =>
    digestKey(keyset, { ...scope, ...change }, key).toString('hex');

  test('differs with the tenant, the person, the route, the path and the key, and with nothing else', () => {
    const digests = [
      digest({}),
      digest({}, 'l'),
      digest({ route: 'update' }),
      digest({ path: ['e', 'x'] }),
      digest({ path: ['ex', ''] }),
      digest({ caller: { ...caller, subject: 't' } }),
      digest({ caller: { ...caller, tenantId: 'globex' } }),
    ];
    expect(new Set(digests).size).toBe(digests.length);
    expect(digest({ caller: { ...caller, roles: ['viewer'] } })).toBe(digests[0]);
    expect(digestRequest(keyset, scope, 'k').toString('hex')).not.toBe(digests[0]);
  });
});
