// Obviex's RijndaelEnhanced: as RijndaelSimple, ECB without an IV, and random bytes before the text whose number is spread
// over the lowest bits of the first four of them.

import { aesCbc, createCheckedDecipher, readKeyBytes } from '../../legacy/cipher-parameters.ts';
import { passwordKeys } from '../../legacy/key-parameters.ts';
import { createOpener, decryptFixed, type LegacyScheme } from '../../legacy/legacy-opener.ts';
import type { Parameters } from '../../legacy/parameters.ts';
import {
  readAsciiIv,
  readBytes,
  readHash,
  readIterations,
  readTextEncoding,
  readTransport,
} from '../../legacy/text-parameters.ts';

type SaltLengths = { readonly min: number; readonly max: number };

const maxSaltBytes = 255;
const defaultLengths = { min: 4, max: 8 };

/** The class took 4 and 8 for what is out of range, and no salt at all for an impossible pair. */
const readSaltLengths = (parameters: Parameters): SaltLengths | undefined => {
  const range = { min: -1, max: 100_000 };
  const givenMin = parameters.integer('minSaltLen', range, -1);
  const givenMax = parameters.integer('maxSaltLen', range, -1);
  const min = givenMin < defaultLengths.min ? defaultLengths.min : givenMin;
  const max = givenMax < 0 || givenMax > maxSaltBytes ? defaultLengths.max : givenMax;
  return max === 0 || max < min ? undefined : { min, max };
};

const cutSalt = (bytes: Buffer, { min, max }: SaltLengths): Buffer | undefined => {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes;
  const length = (first & 0x03) | (second & 0x0c) | (third & 0x30) | (fourth & 0xc0);
  const isPossible = bytes.length >= 4 && length >= min && length <= max && length <= bytes.length;
  return isPossible ? bytes.subarray(length) : undefined;
};

export const obviexRijndaelEnhanced: LegacyScheme = (parameters) => {
  const input = {
    password: readBytes(parameters, 'passphrase', 'utf8'),
    salt: readBytes(parameters, 'salt', 'ascii', ''),
    hash: readHash(parameters),
    iterations: readIterations(parameters, 1),
  };
  const lengths = readSaltLengths(parameters);
  const hasIv = (parameters.optionalText('iv') ?? '') !== '';
  const iv = hasIv ? readAsciiIv(parameters, 'iv', 16) : undefined;
  const choice = hasIv ? aesCbc : { ...aesCbc, mode: 'ECB' as const };
  const key = passwordKeys(parameters, 'keySize', input).take(readKeyBytes(parameters, 'aes'));
  const decipher = createCheckedDecipher(parameters, 'keySize', choice, key);
  const decrypt = decryptFixed(decipher, iv);
  return createOpener({
    transport: readTransport(parameters),
    decrypt: (bytes) => {
      const plain = decrypt(bytes);
      return plain === undefined || lengths === undefined ? plain : cutSalt(plain, lengths);
    },
    text: readTextEncoding(parameters),
    wipe: decipher.wipe,
  });
};
