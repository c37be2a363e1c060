// The "Ivan Medvedev" article in its PBKDF2 form: key and IV are one stream.

import { aesCbc, createCheckedDecipher, readKeyBytes } from '../../legacy/cipher-parameters.ts';
import { rfc2898Keys } from '../../legacy/key-parameters.ts';
import { createOpener, decryptFixed, type LegacyScheme } from '../../legacy/legacy-opener.ts';
import {
  readBytes,
  readHash,
  readIterations,
  readTextEncoding,
  readTransport,
} from '../../legacy/text-parameters.ts';

/** "Ivan Medvedev" in ASCII. */
export const medvedevSaltHex = '4976616e204d65647665646576';

export const medvedevRfc2898Aes: LegacyScheme = (parameters) => {
  const keys = rfc2898Keys(parameters, 'saltHex', {
    password: readBytes(parameters, 'passphrase', 'utf8'),
    salt: parameters.hex('saltHex', medvedevSaltHex),
    hash: readHash(parameters),
    iterations: readIterations(parameters, 1_000),
  });
  const key = keys.take(readKeyBytes(parameters, 'aes'));
  const iv = keys.take(16);
  const decipher = createCheckedDecipher(parameters, 'keySize', aesCbc, key);
  return createOpener({
    transport: readTransport(parameters),
    decrypt: decryptFixed(decipher, iv),
    text: readTextEncoding(parameters, 'utf16le'),
    wipe: decipher.wipe,
  });
};
