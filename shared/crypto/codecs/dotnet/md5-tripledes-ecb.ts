// CryptorEngine: TripleDES in ECB under the MD5 of a text, or under the text's own bytes.

import { cbc, createCheckedDecipher } from '../../legacy/cipher-parameters.ts';
import { digest } from '../../legacy/hash.ts';
import { createOpener, decryptFixed, type LegacyScheme } from '../../legacy/legacy-opener.ts';
import { readBytes, readTextEncoding, readTransport } from '../../legacy/text-parameters.ts';

export const md5TripledesEcb: LegacyScheme = (parameters) => {
  const password = readBytes(parameters, 'key', readTextEncoding(parameters, 'utf8', 'keyEncoding'));
  const key = parameters.flag('useHashing', true) ? digest('MD5', password) : password;
  const choice = { ...cbc('tripledes', 8), mode: 'ECB' as const };
  const decipher = createCheckedDecipher(parameters, 'key', choice, key);
  return createOpener({
    transport: readTransport(parameters),
    decrypt: decryptFixed(decipher, undefined),
    text: readTextEncoding(parameters),
    wipe: decipher.wipe,
  });
};
