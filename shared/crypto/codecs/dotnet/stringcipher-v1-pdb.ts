// StringCipher, first version: PasswordDeriveBytes without a salt, .NET's default of 100 rounds, an IV written in the source.

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

export const stringcipherV1Pdb: LegacyScheme = (parameters) => {
  const keys = passwordKeys(parameters, 'keySize', {
    password: readBytes(parameters, 'passphrase', 'utf8'),
    salt: Buffer.alloc(0),
    hash: readHash(parameters),
    iterations: readIterations(parameters, 100),
  });
  const key = keys.take(readKeyBytes(parameters, 'aes'));
  const decipher = createCheckedDecipher(parameters, 'keySize', aesCbc, key);
  return createOpener({
    transport: readTransport(parameters),
    decrypt: decryptFixed(decipher, readAsciiIv(parameters, 'iv', 16, 'tu89geji340t89u2')),
    text: readTextEncoding(parameters),
    wipe: decipher.wipe,
  });
};
