// The "Ivan Medvedev" article in its first form: PasswordDeriveBytes asked for the key and then for the IV, so that what is
// left over of the first request comes back from the wrong place.

import { createCheckedDecipher, readCipher, readKeyBytes } from '../../legacy/cipher-parameters.ts';
import { passwordKeys } from '../../legacy/key-parameters.ts';
import { createOpener, decryptFixed, type LegacyScheme } from '../../legacy/legacy-opener.ts';
import {
  readBytes,
  readHash,
  readIterations,
  readTextEncoding,
  readTransport,
} from '../../legacy/text-parameters.ts';
import { medvedevSaltHex } from './medvedev-rfc2898-aes.ts';

export const medvedevPdb: LegacyScheme = (parameters) => {
  const choice = readCipher(parameters, 'rijndael');
  const keys = passwordKeys(parameters, 'keySize', {
    password: readBytes(parameters, 'passphrase', 'utf8'),
    salt: parameters.hex('saltHex', medvedevSaltHex),
    hash: readHash(parameters),
    iterations: readIterations(parameters, 100),
  });
  const key = keys.take(readKeyBytes(parameters, choice.cipher));
  const iv = keys.take(choice.blockBytes);
  const decipher = createCheckedDecipher(parameters, 'keySize', choice, key);
  return createOpener({
    transport: readTransport(parameters),
    decrypt: decryptFixed(decipher, iv),
    text: readTextEncoding(parameters, 'utf16le'),
    wipe: decipher.wipe,
  });
};
