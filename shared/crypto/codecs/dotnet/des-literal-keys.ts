// The DES snippets with a key in the source: the key as its own IV, the first eight characters of a longer key beside an IV
// of literal bytes, and a key filled up with blanks that is its own IV.

import { cbc, createCheckedDecipher } from '../../legacy/cipher-parameters.ts';
import { createOpener, decryptFixed, type LegacyScheme } from '../../legacy/legacy-opener.ts';
import type { Parameters } from '../../legacy/parameters.ts';
import type { TextEncoding } from '../../legacy/text-encoding.ts';
import { readHexIv, readTextEncoding, readTransport, toBytes } from '../../legacy/text-parameters.ts';

const des = cbc('des', 8);

const openDes = (parameters: Parameters, key: Buffer, iv: Buffer, text: TextEncoding) => {
  const decipher = createCheckedDecipher(parameters, 'key', des, key);
  return createOpener({
    transport: readTransport(parameters),
    decrypt: decryptFixed(decipher, iv),
    text: readTextEncoding(parameters, text),
    wipe: decipher.wipe,
  });
};

export const desSameKeyIv: LegacyScheme = (parameters) => {
  const key = toBytes(parameters, 'key', parameters.text('key'), 'ascii');
  return openDes(parameters, key, key, 'utf8');
};

/** `Left(key, 8)` counts UTF-16 units; what they come to in UTF-8 has to be eight bytes. */
export const desLeft8FixedIv: LegacyScheme = (parameters) => {
  const key = toBytes(parameters, 'key', parameters.text('key').slice(0, 8), 'utf8');
  return openDes(parameters, key, readHexIv(parameters, 'ivHex', 8), 'utf8');
};

export const symmcryptoDes: LegacyScheme = (parameters) => {
  const key = toBytes(parameters, 'key', parameters.text('key').padEnd(8, ' '), 'ascii');
  return openDes(parameters, key, key, 'ascii');
};
