// EncryptStringAES: the IV's length as a 32-bit number, the IV, the ciphertext.

import { aesCbc, createCheckedDecipher } from '../../legacy/cipher-parameters.ts';
import { rfc2898Keys } from '../../legacy/key-parameters.ts';
import { createOpener, decryptPrefixed, type LegacyScheme } from '../../legacy/legacy-opener.ts';
import {
  readBytes,
  readHash,
  readIterations,
  readTextEncoding,
  readTransport,
} from '../../legacy/text-parameters.ts';

const lengthBytes = 4;

export const encryptstringaesIvlen: LegacyScheme = (parameters) => {
  const keys = rfc2898Keys(parameters, 'salt', {
    password: readBytes(parameters, 'sharedSecret', 'utf8'),
    salt: readBytes(parameters, 'salt', 'ascii', 'o6806642kbM7c5'),
    hash: readHash(parameters),
    iterations: readIterations(parameters, 1_000),
  });
  const decipher = createCheckedDecipher(parameters, 'sharedSecret', aesCbc, keys.take(32));
  const decrypt = decryptPrefixed(decipher);
  return createOpener({
    transport: readTransport(parameters),
    decrypt: (bytes) =>
      bytes.length >= lengthBytes && bytes.readInt32LE(0) === decipher.blockBytes
        ? decrypt(bytes.subarray(lengthBytes))
        : undefined,
    text: readTextEncoding(parameters),
    wipe: decipher.wipe,
  });
};
