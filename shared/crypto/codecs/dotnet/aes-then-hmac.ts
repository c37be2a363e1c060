// AESThenHMAC: HMAC-SHA-256 over everything before it, compared before anything is decrypted. The password form derives
// both keys with salts that stand in the value.

import { createHmac } from 'node:crypto';
import { aesCbc, createCheckedDecipher } from '../../legacy/cipher-parameters.ts';
import { createBoundedMemo } from '../../legacy/bounded-memo.ts';
import { createDecipher, type Decipher } from '../../legacy/decipher.ts';
import { rfc2898Keys } from '../../legacy/key-parameters.ts';
import { createOpener, decryptPrefixed, type LegacyScheme } from '../../legacy/legacy-opener.ts';
import { cutMac } from '../../legacy/mac.ts';
import type { Parameters } from '../../legacy/parameters.ts';
import {
  checkLength,
  readBytes,
  readHash,
  readIterations,
  readTextEncoding,
  readTransport,
} from '../../legacy/text-parameters.ts';

const saltBytes = 8;
const tagBytes = 32;
const rememberedKeys = 32;

const readPayloadLength = (parameters: Parameters): number =>
  parameters.integer('nonSecretPayloadLength', { min: 0, max: 4_096 }, 0);

const openAuthenticated = (
  decipher: Decipher,
  authKey: Buffer,
  bytes: Buffer,
  ivAt: number,
): Buffer | undefined => {
  const compute = (data: Buffer): Buffer => createHmac('sha256', authKey).update(data).digest();
  const data = cutMac({ byteLength: tagBytes, compute }, bytes);
  return data === undefined || data.length < ivAt
    ? undefined
    : decryptPrefixed(decipher)(data.subarray(ivAt));
};

export const aesThenHmac: LegacyScheme = (parameters) => {
  const authKey = checkLength(parameters, 'authKeyHex', parameters.hex('authKeyHex'), 32);
  const cryptKey = checkLength(parameters, 'cryptKeyHex', parameters.hex('cryptKeyHex'), 32);
  const decipher = createCheckedDecipher(parameters, 'cryptKeyHex', aesCbc, cryptKey);
  const ivAt = readPayloadLength(parameters);
  return createOpener({
    transport: readTransport(parameters),
    decrypt: (bytes) => openAuthenticated(decipher, authKey, bytes, ivAt),
    text: readTextEncoding(parameters),
    wipe: () => {
      decipher.wipe();
      authKey.fill(0);
    },
  });
};

export const aesThenHmacPassword: LegacyScheme = (parameters) => {
  const password = readBytes(parameters, 'password', 'utf8');
  const hash = readHash(parameters);
  const iterations = readIterations(parameters, 10_000);
  const saltsAt = readPayloadLength(parameters);
  const ivAt = saltsAt + 2 * saltBytes;
  const keys = createBoundedMemo(rememberedKeys);
  const keyOf = (salt: Buffer): Buffer =>
    keys.get(salt.toString('latin1'), () =>
      rfc2898Keys(parameters, 'salt', { password, salt, hash, iterations }).take(32),
    );
  return createOpener({
    transport: readTransport(parameters),
    decrypt: (bytes) => {
      if (bytes.length < ivAt + aesCbc.blockBytes + tagBytes) return undefined;
      const authSaltAt = saltsAt + saltBytes;
      const authKey = keyOf(bytes.subarray(authSaltAt, ivAt));
      const cryptKey = keyOf(bytes.subarray(saltsAt, authSaltAt));
      const decipher = createDecipher(aesCbc, cryptKey);
      try {
        return openAuthenticated(decipher, authKey, bytes, ivAt);
      } finally {
        decipher.wipe();
      }
    },
    text: readTextEncoding(parameters),
    wipe: () => {
      keys.wipe();
      password.fill(0);
    },
  });
};
