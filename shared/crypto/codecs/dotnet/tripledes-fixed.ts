// The Wrox sample: TripleDES with key and IV as bytes in the source.

import { cbc, createCheckedDecipher } from '../../legacy/cipher-parameters.ts';
import { createOpener, decryptFixed, type LegacyScheme } from '../../legacy/legacy-opener.ts';
import { readHexIv, readTextEncoding, readTransport } from '../../legacy/text-parameters.ts';

export const tripledesFixed: LegacyScheme = (parameters) => {
  const choice = cbc('tripledes', 8);
  const decipher = createCheckedDecipher(parameters, 'keyHex', choice, parameters.hex('keyHex'));
  return createOpener({
    transport: readTransport(parameters),
    decrypt: decryptFixed(decipher, readHexIv(parameters, 'ivHex', 8, '416e441a45b2c8db')),
    text: readTextEncoding(parameters),
    wipe: decipher.wipe,
  });
};
