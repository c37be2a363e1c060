// T8 Whether two keys can open one value: without a commitment yes, with one no.

import { randomBytes } from 'node:crypto';
import type { KeyAccess } from '#shared/crypto/codec';
import { openJwe1 } from '#shared/crypto/codecs/jwe1';
import { jwe1CommitmentLabel } from '#shared/crypto/codecs/jwe1-header';
import { lookUpFormat, rankOf } from '#shared/crypto/format-registry';
import { commitTo } from '#shared/crypto/key-commitment';
import { sealingKey } from '#shared/crypto/account-number-keys';
import {
  openAccountNumber,
  sealAccountNumber,
  sealedAccountNumberBytes,
} from '#shared/crypto/account-number-seal';
import { sealGcm } from '#shared/crypto/aes-gcm';
import { lengthPrefixed } from '#shared/crypto/length-prefixed';
import { sealJwe1 } from '#operators/credentials/jwe1-seal';
import { newAccountNumberKeyset } from '#operators/credentials/new-account-number-keyset';
import type { TenantId } from '#shared/domain/tenant-id';
import { fail } from '#shared/platform/result';
import { sealForTwoKeys } from '../../support/two-key-gcm.ts';

const asked = { tenantId: 'acme' as TenantId, purpose: 'sql-server', version: 3 };
const keysWith = (key: Buffer): KeyAccess => ({
  withDataKey: async (_, use) => ({ ok: true, value: use(key) }),
  decrypt: () => Promise.reject(new Error('not for this format')),
  withLegacyKey: () => Promise.reject(new Error('not for this format')),
});
const keys: readonly [Buffer, Buffer] = [randomBytes(32), randomBytes(32)];

/** One envelope for both keys; with a commitment where one is given. */
const forBoth = (com?: string): string => {
  const members = { alg: 'dir', enc: 'A256GCM', kid: 'key#7', tid: 'acme', pur: 'sql-server', ver: 3, com };
  const header = Buffer.from(JSON.stringify(members)).toString('base64url');
  const iv = randomBytes(12);
  const { ciphertext, tag } = sealForTwoKeys(keys, iv, Buffer.from(header, 'ascii'));
  return [header, '', ...[iv, ciphertext, tag].map((bytes) => bytes.toString('base64url'))].join('.');
};
const openWith = (key: Buffer, payload: string) => openJwe1({ ...asked, payload, keys: keysWith(key) });

describe('T8 jwe1', () => {
  test('without a commitment opens under two keys to two texts', async () => {
    const payload = forBoth();
    const [left, right] = [await openWith(keys[0], payload), await openWith(keys[1], payload)];

    expect([left.ok, right.ok]).toEqual([true, true]);
    expect(left).not.toEqual(right);
  });

  test('with a commitment to one key opens under that one alone, with a wrong one under none', async () => {
    const com = commitTo(keys[0], jwe1CommitmentLabel).toString('base64url');
    const payload = forBoth(com);

    expect((await openWith(keys[0], payload)).ok).toBe(true);
    expect(await openWith(keys[1], payload)).toEqual(fail('decryption-failed'));
    expect(await openWith(keys[0], forBoth(Buffer.alloc(32).toString('base64url')))).toEqual(
      fail('decryption-failed'),
    );
  });

  test('as we write it commits, and a floor can ask for that', () => {
    const row = lookUpFormat('jwe1')!;
    const sealed = sealJwe1({ ...asked, keyVersion: 7 }, keys[0], Buffer.from('{}')).slice('jwe1:'.length);
    const floor = lookUpFormat('jwe1-committed')!;

    expect(rankOf(row, sealed)).toBe(floor.rank);
    expect(rankOf(row, forBoth())).toBeLessThan(floor.rank);
  });

  test.each(['', 'A'.repeat(42), `${'A'.repeat(42)}=`, 1, null])(
    'refuses %j in the place of a commitment',
    async (com) => {
      expect(await openWith(keys[0], forBoth(com as string))).toEqual(fail('envelope-malformed'));
    },
  );
});

describe('T8 a sealed account number', () => {
  const keyset = newAccountNumberKeyset();
  const binding = { tenantId: 'acme', employeeId: 'e-1001', directDepositId: 'd-1' };
  const text = '000123456789';
  const { sealed, keyVersion } = sealAccountNumber(keyset, binding, text);

  test('commits to its key: every bit of the commitment counts, and it cannot be cut off', () => {
    const opened: number[] = [];
    for (let bit = 60 * 8; bit < sealedAccountNumberBytes * 8; bit += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      if (openAccountNumber(keyset, binding, keyVersion, changed).ok) opened.push(bit);
    }

    expect(sealed).toHaveLength(92);
    expect(opened).toEqual([]);
    expect(openAccountNumber(keyset, binding, keyVersion, sealed.subarray(0, 60)).ok).toBe(false);
  });

  const openBefore = (block: Buffer) => {
    const key = sealingKey(keyset, keyVersion)!;
    const aad = lengthPrefixed([
      'direct-deposits/account-number/1',
      'acme',
      'e-1001',
      'd-1',
      String(keyVersion),
    ]);
    const { iv, ciphertext, tag } = sealGcm(key, aad, block);
    return openAccountNumber(keyset, binding, keyVersion, Buffer.concat([iv, ciphertext, tag]));
  };
  const blockOf = (length: number, ...parts: Buffer[]): Buffer =>
    Buffer.concat([Buffer.from([length]), ...parts], 32);

  test('of before, without a commitment, still opens', () => {
    const opened = openBefore(blockOf(text.length, Buffer.from(text)));

    expect(opened.ok && opened.value.expose()).toBe(text);
  });

  test('is one length, the number, and zeros: another block does not open under the right key either', () => {
    const blocks = [blockOf(0), blockOf(32, Buffer.from(text)), blockOf(text.length - 1, Buffer.from(text))];

    expect(blocks.filter((block) => openBefore(block).ok)).toEqual([]);
  });
});
