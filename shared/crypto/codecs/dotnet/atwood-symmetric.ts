// Jeff Atwood's Encryption.vb: text, key and IV in the server's code page, the key cut or filled up to a legal size, the text
// ended by the first zero character.

import { cbc, createCheckedDecipher } from '../../legacy/cipher-parameters.ts';
import type { CipherName } from '../../legacy/decipher.ts';
import { fitTo } from '../../legacy/hash.ts';
import { createOpener, cutAtFirstNul, decryptFixed, type LegacyScheme } from '../../legacy/legacy-opener.ts';
import { readBytes, readTextEncoding, readTransport } from '../../legacy/text-parameters.ts';

const providers = ['Rijndael', 'TripleDES', 'DES', 'RC2'] as const;

type Provider = {
  readonly cipher: CipherName;
  readonly blockBytes: number;
  readonly minKeyBytes: number;
  readonly maxKeyBytes: number;
};

const provided = {
  Rijndael: { cipher: 'rijndael', blockBytes: 16, minKeyBytes: 16, maxKeyBytes: 32 },
  TripleDES: { cipher: 'tripledes', blockBytes: 8, minKeyBytes: 16, maxKeyBytes: 24 },
  DES: { cipher: 'des', blockBytes: 8, minKeyBytes: 8, maxKeyBytes: 8 },
  RC2: { cipher: 'rc2', blockBytes: 8, minKeyBytes: 5, maxKeyBytes: 16 },
} as const satisfies Record<(typeof providers)[number], Provider>;

export const atwoodSymmetric: LegacyScheme = (parameters) => {
  const provider = provided[parameters.oneOf('provider', providers, 'Rijndael')];
  const { cipher, blockBytes, minKeyBytes, maxKeyBytes } = provider;
  const given = readBytes(parameters, 'key', 'windows-1252');
  const key = fitTo(given, Math.min(maxKeyBytes, Math.max(minKeyBytes, given.length)));
  const iv = fitTo(readBytes(parameters, 'iv', 'windows-1252', '%1Az=-@qT'), blockBytes);
  const decipher = createCheckedDecipher(parameters, 'key', cbc(cipher, blockBytes), key);
  return createOpener({
    transport: readTransport(parameters),
    decrypt: decryptFixed(decipher, iv),
    text: readTextEncoding(parameters, 'windows-1252'),
    finish: cutAtFirstNul,
    wipe: decipher.wipe,
  });
};
