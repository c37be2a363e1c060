// The PasswordHash, SaltKey and VIKey snippet: zero padding, which only trimming the text takes off.

import { aesCbc, createCheckedDecipher } from '../../legacy/cipher-parameters.ts';
import { rfc2898Keys } from '../../legacy/key-parameters.ts';
import {
  createOpener,
  decryptFixed,
  trimTrailingNuls,
  type LegacyScheme,
} from '../../legacy/legacy-opener.ts';
import {
  readAsciiIv,
  readBytes,
  readHash,
  readIterations,
  readTextEncoding,
  readTransport,
} from '../../legacy/text-parameters.ts';

export const vikeyRijndaelZeros: LegacyScheme = (parameters) => {
  const keys = rfc2898Keys(parameters, 'saltKey', {
    password: readBytes(parameters, 'passwordHash', 'utf8'),
    salt: readBytes(parameters, 'saltKey', 'ascii'),
    hash: readHash(parameters),
    iterations: readIterations(parameters, 1_000),
  });
  const decipher = createCheckedDecipher(parameters, 'passwordHash', aesCbc, keys.take(32));
  return createOpener({
    transport: readTransport(parameters),
    decrypt: decryptFixed(decipher, readAsciiIv(parameters, 'viKey', 16), 'Zeros'),
    text: readTextEncoding(parameters),
    finish: trimTrailingNuls,
    wipe: decipher.wipe,
  });
};
