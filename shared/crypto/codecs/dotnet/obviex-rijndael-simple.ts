// Obviex's RijndaelSimple: PasswordDeriveBytes over passphrase and salt, one IV for all values.

import { aesCbc, createCheckedDecipher, readKeyBytes } from '../../legacy/cipher-parameters.ts';
import { passwordKeys } from '../../legacy/key-parameters.ts';
import { createOpener, decryptFixed, type LegacyScheme } from '../../legacy/legacy-opener.ts';
import {
  readAsciiIv,
  readBytes,
  readHash,
  readIterations,
  readTextEncoding,
  readTransport,
} from '../../legacy/text-parameters.ts';

export const obviexRijndaelSimple: LegacyScheme = (parameters) => {
  const input = {
    password: readBytes(parameters, 'passphrase', 'utf8'),
    salt: readBytes(parameters, 'salt', 'ascii', ''),
    hash: readHash(parameters),
    iterations: readIterations(parameters, 2),
  };
  const key = passwordKeys(parameters, 'keySize', input).take(readKeyBytes(parameters, 'aes'));
  const decipher = createCheckedDecipher(parameters, 'keySize', aesCbc, key);
  return createOpener({
    transport: readTransport(parameters),
    decrypt: decryptFixed(decipher, readAsciiIv(parameters, 'iv', 16)),
    text: readTextEncoding(parameters),
    wipe: decipher.wipe,
  });
};
