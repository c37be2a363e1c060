import fc from 'fast-check';
import { fingerprintAccountNumber, fingerprintRequest } from '#shared/crypto/account-number-fingerprint';
import { forgetDerivedKeys, sealingKey } from '#shared/crypto/account-number-keys';
import type { AccountNumberKeyset } from '#shared/crypto/account-number-keyset';
import {
  isEqualInConstantTime,
  openAccountNumber,
  sealAccountNumber,
  sealedAccountNumberBytes,
} from '#shared/crypto/account-number-seal';
import {
  newAccountNumberKeyset,
  rotateAccountNumberKeyset,
} from '#operators/credentials/new-account-number-keyset';

const keyset = newAccountNumberKeyset();
const binding = { tenantId: 'acme', employeeId: 'e-1001', directDepositId: 'd-1' };
const accountNumber = fc.stringMatching(/^[A-Za-z0-9-]{1,17}$/);

const openText = (...parameters: Parameters<typeof openAccountNumber>): string | undefined => {
  const opened = openAccountNumber(...parameters);
  return opened.ok ? opened.value.expose() : undefined;
};

describe('T3 a sealed account number', () => {
  test('opens to what was sealed', () => {
    fc.assert(
      fc.property(accountNumber, (text) => {
        const { sealed, keyVersion } = sealAccountNumber(keyset, binding, text);
        expect(openText(keyset, binding, keyVersion, sealed)).toBe(text);
      }),
    );
  });

  test('has one length for all and is never the same twice', () => {
    const sealed = ['1', '1', '12345678901234567'].map(
      (text) => sealAccountNumber(keyset, binding, text).sealed,
    );

    expect(sealed.map(({ length }) => length)).toEqual(Array(3).fill(sealedAccountNumberBytes));
    expect(new Set(sealed.map((bytes) => bytes.toString('hex'))).size).toBe(3);
  });

  test.each([
    ['another tenant', { ...binding, tenantId: 'globex' }],
    ['another employee', { ...binding, employeeId: 'e-1002' }],
    ['another row', { ...binding, directDepositId: 'd-2' }],
    ['the same letters cut elsewhere', { ...binding, tenantId: 'acmee', employeeId: '-1001' }],
  ])('does not open for %s', (_, other) => {
    const { sealed, keyVersion } = sealAccountNumber(keyset, binding, '000123456789');

    expect(openText(keyset, other, keyVersion, sealed)).toBeUndefined();
    expect(openText(keyset, binding, keyVersion, sealed)).toBe('000123456789');
  });

  test('opens in no other place, however its binding is cut', () => {
    const part = fc.string({ unit: fc.constantFrom('a', 'b', '\u0000'), maxLength: 3 });
    const places = fc.record({ tenantId: part, employeeId: part, directDepositId: part });
    fc.assert(
      fc.property(places, places, (here, there) => {
        const { sealed, keyVersion } = sealAccountNumber(keyset, here, '4321');
        const isSame = JSON.stringify(Object.values(here)) === JSON.stringify(Object.values(there));
        expect(openText(keyset, there, keyVersion, sealed) !== undefined).toBe(isSame);
      }),
    );
  });

  test('does not open under another key version, even with the same key', () => {
    const key = keyset.keys['1'] ?? '';
    const doubled: AccountNumberKeyset = { ...keyset, keys: { '1': key, '2': key } };
    const { sealed } = sealAccountNumber(doubled, binding, '000123456789');

    expect(openText(doubled, binding, 2, sealed)).toBeUndefined();
    expect(openText(doubled, binding, 3, sealed)).toBeUndefined();
  });

  test('still opens after a rotation, which seals under the new version', () => {
    const before = sealAccountNumber(keyset, binding, '1111');
    const rotated = rotateAccountNumberKeyset(keyset);
    const after = sealAccountNumber(rotated, binding, '1111');

    expect([before.keyVersion, after.keyVersion]).toEqual([1, 2]);
    expect(openText(rotated, binding, 1, before.sealed)).toBe('1111');
    expect(openText(rotated, binding, 2, after.sealed)).toBe('1111');
  });

  test('with any one bit flipped does not open', () => {
    const { sealed, keyVersion } = sealAccountNumber(keyset, binding, '000123456789');
    const opened = Array.from({ length: sealed.length * 8 }, (_, bit) => {
      const flipped = Buffer.from(sealed);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      return openText(keyset, binding, keyVersion, flipped);
    });

    expect(opened.filter((text) => text !== undefined)).toEqual([]);
    expect(openText(keyset, binding, keyVersion, Buffer.concat([sealed, Buffer.alloc(1)]))).toBeUndefined();
    expect(openText(keyset, binding, keyVersion, sealed.subarray(0, -1))).toBeUndefined();
  });

  test.each([
    ['empty', ''],
    ['too long for its block', '1'.repeat(32)],
  ])('is not made when %s', (_, text) => {
    expect(() => sealAccountNumber(keyset, binding, text)).toThrow(RangeError);
  });

  test('says nothing of the number when a refusal is printed', () => {
    expect(() => sealAccountNumber(keyset, binding, '9'.repeat(40))).not.toThrow(/999/);
  });
});

describe('the fingerprint of an account number', () => {
  test('is 32 bytes, the same each time, and does not rotate', () => {
    const first = fingerprintAccountNumber(keyset, 'acme', '000123456789');
    const again = fingerprintAccountNumber(rotateAccountNumberKeyset(keyset), 'acme', '000123456789');

    expect(first.length).toBe(32);
    expect(isEqualInConstantTime(first, again)).toBe(true);
  });

  test('differs by number, tenant, index key and purpose', () => {
    const other = { ...keyset, indexKey: newAccountNumberKeyset().indexKey };
    const all = [
      fingerprintAccountNumber(keyset, 'acme', '1234'),
      fingerprintAccountNumber(keyset, 'acme', '01234'),
      fingerprintAccountNumber(keyset, 'globex', '1234'),
      fingerprintAccountNumber(keyset, 'acme1', '234'),
      fingerprintAccountNumber(other, 'acme', '1234'),
      fingerprintRequest(keyset, 'acme', '1234'),
    ];

    expect(new Set(all.map((bytes) => bytes.toString('hex'))).size).toBe(all.length);
  });
});

test('equality in constant time takes different lengths for different', () => {
  expect(isEqualInConstantTime(Buffer.from('ab'), Buffer.from('ab'))).toBe(true);
  expect(isEqualInConstantTime(Buffer.from('ab'), Buffer.from('ac'))).toBe(false);
  expect(isEqualInConstantTime(Buffer.from('ab'), Buffer.from('abc'))).toBe(false);
});

describe('forgetting derived keys', () => {
  test('wipes them, and the same keyset goes on opening what it sealed', () => {
    const keyset = newAccountNumberKeyset();
    const binding = { tenantId: 'acme', employeeId: 'e-1', directDepositId: 'd-1' };
    const { sealed, keyVersion } = sealAccountNumber(keyset, binding, '1234567890');
    const derived = sealingKey(keyset, keyVersion);

    forgetDerivedKeys(keyset);

    expect(derived?.every((byte) => byte === 0)).toBe(true);
    const opened = openAccountNumber(keyset, binding, keyVersion, sealed);
    expect(opened.ok && opened.value.expose()).toBe('1234567890');
  });
});

describe('a keyset that is not whole', () => {
  test('without its current version seals nothing', () => {
    expect(() => sealAccountNumber({ ...keyset, current: 99 }, binding, '123456789')).toThrow(
      'the keyset lacks its current version 99',
    );
  });

  test.each(['', 'AAAA', '*'])(
    'with a key of another form is refused, and the key is not said: %j',
    (key) => {
      const short: AccountNumberKeyset = { ...keyset, keys: { [keyset.current]: key } };

      expect(() => sealAccountNumber(short, binding, '123456789')).toThrow(
        'a key of the account number keyset is not 32 bytes in base64',
      );
    },
  );
});
