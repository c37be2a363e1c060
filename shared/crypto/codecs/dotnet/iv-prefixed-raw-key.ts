// The Enterprise Library's layout: a raw key, the IV as the value's first block. The library's key file is wrapped by
// Windows (DPAPI): the key has to be exported on its own server.

import { createCheckedDecipher, readCipher, refuseEcb } from '../../legacy/cipher-parameters.ts';
import { createOpener, decryptPrefixed, type LegacyScheme } from '../../legacy/legacy-opener.ts';
import { readTextEncoding, readTransport } from '../../legacy/text-parameters.ts';

export const ivPrefixedRawKey: LegacyScheme = (parameters) => {
  const choice = readCipher(parameters, 'rijndael');
  refuseEcb(parameters, choice);
  const decipher = createCheckedDecipher(parameters, 'keyHex', choice, parameters.hex('keyHex'));
  return createOpener({
    transport: readTransport(parameters),
    decrypt: decryptPrefixed(decipher),
    text: readTextEncoding(parameters, 'utf16le'),
    wipe: decipher.wipe,
  });
};
