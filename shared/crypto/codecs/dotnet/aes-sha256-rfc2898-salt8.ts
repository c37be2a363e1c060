// The "core" AES_Encrypt: PBKDF2 over the password or over its SHA-256, key and IV from one stream.

import { aesCbc, createCheckedDecipher } from '../../legacy/cipher-parameters.ts';
import { digest } from '../../legacy/hash.ts';
import { rfc2898Keys } from '../../legacy/key-parameters.ts';
import { createOpener, decryptFixed, type LegacyScheme } from '../../legacy/legacy-opener.ts';
import {
  readBytes,
  readHash,
  readIterations,
  readTextEncoding,
  readTransport,
} from '../../legacy/text-parameters.ts';

export const aesSha256Rfc2898Salt8: LegacyScheme = (parameters) => {
  const password = readBytes(parameters, 'password', 'utf8');
  const keys = rfc2898Keys(parameters, 'saltHex', {
    password: parameters.flag('prehash', true) ? digest('SHA256', password) : password,
    salt: parameters.hex('saltHex', '0102030405060708'),
    hash: readHash(parameters),
    iterations: readIterations(parameters, 1_000),
  });
  const key = keys.take(32);
  const iv = keys.take(16);
  const decipher = createCheckedDecipher(parameters, 'password', aesCbc, key);
  return createOpener({
    transport: readTransport(parameters),
    decrypt: decryptFixed(decipher, iv),
    text: readTextEncoding(parameters),
    wipe: decipher.wipe,
  });
};
