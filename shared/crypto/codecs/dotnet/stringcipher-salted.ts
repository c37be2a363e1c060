// StringCipher's later versions: salt and IV stand before the ciphertext. The second has Rijndael with 256-bit blocks, the
// third is AES.

import { aesCbc, cbc, readKeyBytes } from '../../legacy/cipher-parameters.ts';
import { createBoundedMemo } from '../../legacy/bounded-memo.ts';
import { createDecipher, type CipherChoice } from '../../legacy/decipher.ts';
import { rfc2898Keys } from '../../legacy/key-parameters.ts';
import { createOpener, decryptPrefixed, type LegacyScheme } from '../../legacy/legacy-opener.ts';
import {
  readBytes,
  readHash,
  readIterations,
  readTextEncoding,
  readTransport,
} from '../../legacy/text-parameters.ts';

const rememberedKeys = 16;

const salted =
  (choice: CipherChoice, defaultKeyBits: number): LegacyScheme =>
  (parameters) => {
    const password = readBytes(parameters, 'passphrase', 'utf8');
    const hash = readHash(parameters);
    const iterations = readIterations(parameters, 1_000);
    const keyBytes = parameters.has('keySize') ? readKeyBytes(parameters, choice.cipher) : defaultKeyBits / 8;
    const { blockBytes } = choice;
    const keys = createBoundedMemo(rememberedKeys);
    const keyOf = (salt: Buffer): Buffer =>
      keys.get(salt.toString('latin1'), () =>
        rfc2898Keys(parameters, 'salt', { password, salt, hash, iterations }).take(keyBytes),
      );
    return createOpener({
      transport: readTransport(parameters),
      decrypt: (bytes) => {
        if (bytes.length < 2 * blockBytes) return undefined;
        const key = keyOf(bytes.subarray(0, blockBytes));
        const decipher = createDecipher(choice, key);
        try {
          return decryptPrefixed(decipher)(bytes.subarray(blockBytes));
        } finally {
          decipher.wipe();
        }
      },
      text: readTextEncoding(parameters),
      wipe: () => {
        keys.wipe();
        password.fill(0);
      },
    });
  };

export const stringcipherV2Rijndael256 = salted(cbc('rijndael', 32), 256);
export const stringcipherV3Aes128 = salted(aesCbc, 128);
