// EncryptString128Bit: a key filled up with X to 32 characters, an IV in the source, and every zero character removed from
// the result, wherever it stands. The 128 in the name is the block.

import { aesCbc, createCheckedDecipher } from '../../legacy/cipher-parameters.ts';
import { createOpener, decryptFixed, removeNuls, type LegacyScheme } from '../../legacy/legacy-opener.ts';
import { readTextEncoding, readTransport, toBytes } from '../../legacy/text-parameters.ts';

const iv = [121, 241, 10, 1, 132, 74, 11, 39, 255, 91, 45, 78, 14, 211, 22, 62] as const;

export const vbEncryptstring128bit: LegacyScheme = (parameters) => {
  const characters = parameters.text('key').slice(0, 32).padEnd(32, 'X');
  const key = toBytes(parameters, 'key', characters, 'ascii');
  const decipher = createCheckedDecipher(parameters, 'key', aesCbc, key);
  return createOpener({
    transport: readTransport(parameters),
    decrypt: decryptFixed(decipher, Buffer.from(iv)),
    text: readTextEncoding(parameters, 'ascii'),
    finish: removeNuls,
    wipe: decipher.wipe,
  });
};
