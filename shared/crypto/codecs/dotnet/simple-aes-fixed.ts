// SimpleAES and its kin: key and IV are bytes in the source, of Rijndael's 128- or 256-bit block.

import { cbc, createCheckedDecipher } from '../../legacy/cipher-parameters.ts';
import { createOpener, decryptFixed, type LegacyScheme } from '../../legacy/legacy-opener.ts';
import { readHexIv, readTextEncoding, readTransport } from '../../legacy/text-parameters.ts';

export const simpleAesFixed: LegacyScheme = (parameters) => {
  const blockBits = parameters.integer('blockSize', { min: 128, max: 256 }, 128);
  if (blockBits % 64 !== 0) throw parameters.problem('blockSize', 'must be 128, 192 or 256');
  const blockBytes = blockBits / 8;
  const choice = cbc('rijndael', blockBytes);
  const decipher = createCheckedDecipher(parameters, 'keyHex', choice, parameters.hex('keyHex'));
  return createOpener({
    transport: readTransport(parameters),
    decrypt: decryptFixed(decipher, readHexIv(parameters, 'ivHex', blockBytes)),
    text: readTextEncoding(parameters),
    wipe: decipher.wipe,
  });
};
