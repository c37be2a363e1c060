// What `<machineKey>` in a web.config says, for the three ASP.NET schemes: keys in hexadecimal, the name of a cipher, the
// name of a check. Keys that a server made up for itself, or mixed with an application's id, cannot be had from the file.

import { createHash, createHmac } from 'node:crypto';
import { cbc } from '../../legacy/cipher-parameters.ts';
import type { CipherChoice } from '../../legacy/decipher.ts';
import type { Mac } from '../../legacy/mac.ts';
import type { Parameters } from '../../legacy/parameters.ts';

export const readMachineKeyBytes = (parameters: Parameters, name: string): Buffer => {
  const text = parameters.text(name);
  if (/autogenerate/i.test(text))
    throw parameters.problem(name, 'is auto-generated: the key lives in the registry of its server');
  if (/isolate/i.test(text))
    throw parameters.problem(name, 'is mixed with an application id: give the effective key');
  const bytes = parameters.hex(name);
  if (bytes.length === 0) throw parameters.problem(name, 'is empty');
  return bytes;
};

const decryptions = ['AES', '3DES', 'DES', 'Auto'] as const;

export type MachineKeyCipher = { readonly choice: CipherChoice; readonly key: Buffer };

/** `Auto` means DES for a key of 8 bytes in the old methods, AES always in the new ones. A DES key is cut to 8 bytes. */
export const readMachineKeyCipher = (parameters: Parameters, isAutoAlwaysAes: boolean): MachineKeyCipher => {
  const key = readMachineKeyBytes(parameters, 'decryptionKey');
  const name = parameters.oneOf('decryption', decryptions, 'Auto');
  const isDes = name === 'DES' || (name === 'Auto' && key.length === 8 && !isAutoAlwaysAes);
  if (isDes) return { choice: cbc('des', 8), key: key.subarray(0, 8) };
  return { choice: name === '3DES' ? cbc('tripledes', 8) : cbc('aes', 16), key };
};

const validations = ['SHA1', 'MD5', 'AES', '3DES', 'HMACSHA256', 'HMACSHA384', 'HMACSHA512'] as const;
export type Validation = (typeof validations)[number];

export const readValidation = (parameters: Parameters): Validation =>
  parameters.oneOf('validation', validations, 'SHA1');

const hmac = (hash: string, byteLength: number, key: Buffer): Mac => ({
  byteLength,
  compute: (data) => createHmac(hash, key).update(data).digest(),
});

/** MD5 is no HMAC but the hash of data and key; AES and 3DES say nothing of the check, which is SHA-1's. */
export const createMac = (validation: Validation, key: Buffer): Mac => {
  switch (validation) {
    case 'MD5':
      return { byteLength: 16, compute: (data) => createHash('md5').update(data).update(key).digest() };
    case 'HMACSHA256':
      return hmac('sha256', 32, key);
    case 'HMACSHA384':
      return hmac('sha384', 48, key);
    case 'HMACSHA512':
      return hmac('sha512', 64, key);
    case 'SHA1':
    case 'AES':
    case '3DES':
      return hmac('sha1', 20, key);
  }
};
