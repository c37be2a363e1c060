// VB's AES_Encrypt: the password's MD5 copied into a 32-byte key twice, the second time one byte too early, so that it
// overwrites the first copy's end and the last byte of the key stays zero.

import { aesCbc, createCheckedDecipher } from '../../legacy/cipher-parameters.ts';
import { digest } from '../../legacy/hash.ts';
import { createOpener, decryptFixed, type LegacyScheme } from '../../legacy/legacy-opener.ts';
import { readBytes, readTextEncoding, readTransport } from '../../legacy/text-parameters.ts';

const secondCopyAt = 15;

export const vbAesMd5Ecb: LegacyScheme = (parameters) => {
  const hashed = digest('MD5', readBytes(parameters, 'password', 'ascii'));
  const key = Buffer.alloc(32);
  hashed.copy(key, 0);
  hashed.copy(key, secondCopyAt);
  const choice = { ...aesCbc, mode: 'ECB' as const };
  const decipher = createCheckedDecipher(parameters, 'password', choice, key);
  return createOpener({
    transport: readTransport(parameters),
    decrypt: decryptFixed(decipher, undefined),
    text: readTextEncoding(parameters, 'ascii'),
    wipe: decipher.wipe,
  });
};
