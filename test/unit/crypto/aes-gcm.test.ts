// T7 AES-256-GCM as it is used here and in no other way: whole tags, 96-bit IVs that never come twice, one key size.

import { createCipheriv, randomBytes } from 'node:crypto';
import { openGcm, sealGcm } from '#shared/crypto/aes-gcm';

const key = randomBytes(32);
const aad = Buffer.from('place');
const text = Buffer.from('{"user":"u"}');

describe('T7 a sealed text', () => {
  const sealed = sealGcm(key, aad, text);

  test('opens with its key and place', () => {
    expect(openGcm(key, aad, sealed)).toEqual(text);
  });

  test.each([0, 4, 8, 12, 13, 14, 15])('does not open with the first %i bytes of its tag', (length) => {
    expect(openGcm(key, aad, { ...sealed, tag: sealed.tag.subarray(0, length) })).toBeUndefined();
  });

  test.each([0, 1, 8, 11, 13, 16, 32])(
    'does not open with an IV of %i bytes, though its tag is right',
    (length) => {
      const iv = randomBytes(length);
      if (length === 0) {
        expect(openGcm(key, aad, { ...sealed, iv })).toBeUndefined();
        return;
      }
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(aad);
      const ciphertext = Buffer.concat([cipher.update(text), cipher.final()]);
      expect(openGcm(key, aad, { iv, ciphertext, tag: cipher.getAuthTag() })).toBeUndefined();
    },
  );

  test.each([0, 16, 24, 31, 33, 64])('does not open with a key of %i bytes', (length) => {
    expect(openGcm(Buffer.alloc(length), aad, sealed)).toBeUndefined();
  });

  test('does not open with any bit of IV, text, tag or place changed', () => {
    const parts = { iv: sealed.iv, ciphertext: sealed.ciphertext, tag: sealed.tag, place: aad };
    const opened: string[] = [];
    for (const [name, bytes] of Object.entries(parts)) {
      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        const changed = Buffer.from(bytes);
        changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        const { place, ...gcm } = { ...parts, [name]: changed };
        if (openGcm(key, place, gcm) !== undefined) opened.push(`${name} ${bit}`);
      }
    }
    expect(opened).toEqual([]);
  });
});

test('T7 no IV comes twice', () => {
  const ivs = new Set(Array.from({ length: 20_000 }, () => sealGcm(key, aad, text).iv.toString('hex')));

  expect(ivs.size).toBe(20_000);
});
