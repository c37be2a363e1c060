// PasswordDeriveBytes.CryptDeriveKey, then any of the old block ciphers with an IV of the application's own.

import { createCheckedDecipher, readCipher, readKeyBytes } from '../../legacy/cipher-parameters.ts';
import { cryptDeriveKey } from '../../legacy/crypt-derive-key.ts';
import type { CipherName } from '../../legacy/decipher.ts';
import { createOpener, decryptFixed, type LegacyScheme } from '../../legacy/legacy-opener.ts';
import {
  readBytes,
  readHash,
  readHexIv,
  readTextEncoding,
  readTransport,
} from '../../legacy/text-parameters.ts';

const algorithms = ['TripleDES', 'DES', 'RC2', 'Rijndael', 'AES'] as const;

/** CryptoAPI knows no AES by this way in; a copy that names one has only the key's size in mind. */
const ciphersOf = {
  TripleDES: 'tripledes',
  DES: 'des',
  RC2: 'rc2',
  Rijndael: 'rijndael',
  AES: 'aes',
} as const satisfies Record<(typeof algorithms)[number], CipherName>;

export const cryptderivekey: LegacyScheme = (parameters) => {
  const deriveCipher = ciphersOf[parameters.oneOf('deriveAlgorithm', algorithms, 'TripleDES')];
  const choice = readCipher(parameters, deriveCipher);
  const keyBytes = readKeyBytes(parameters, deriveCipher);
  const key = cryptDeriveKey(readBytes(parameters, 'password', 'utf8'), readHash(parameters), keyBytes);
  const decipher = createCheckedDecipher(parameters, 'keySize', choice, key);
  const zeros = '00'.repeat(choice.blockBytes);
  const iv = readHexIv(parameters, 'ivHex', choice.blockBytes, zeros);
  return createOpener({
    transport: readTransport(parameters),
    decrypt: decryptFixed(decipher, iv),
    text: readTextEncoding(parameters),
    wipe: decipher.wipe,
  });
};
