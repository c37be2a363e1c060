// The MSDN walkthrough's Simple3Des: TripleDES under a hash of the key's UTF-16, with SHA-1 filled up by four zero bytes.
// The IV is the hash of nothing; one copy hashes the key for that as well.

import { cbc, createCheckedDecipher } from '../../legacy/cipher-parameters.ts';
import { digest, fitTo } from '../../legacy/hash.ts';
import { createOpener, decryptFixed, type LegacyScheme } from '../../legacy/legacy-opener.ts';
import { readBytes, readHash, readTextEncoding, readTransport } from '../../legacy/text-parameters.ts';

export const msdnSimple3des: LegacyScheme = (parameters) => {
  const password = readBytes(parameters, 'key', 'utf16le');
  const hash = readHash(parameters);
  const ivSource = parameters.oneOf('ivSource', ['empty', 'key'], 'empty');
  const key = fitTo(digest(hash, password), 24);
  const iv = fitTo(digest(hash, ivSource === 'key' ? password : Buffer.alloc(0)), 8);
  const decipher = createCheckedDecipher(parameters, 'key', cbc('tripledes', 8), key);
  return createOpener({
    transport: readTransport(parameters),
    decrypt: decryptFixed(decipher, iv),
    text: readTextEncoding(parameters, 'utf16le'),
    wipe: decipher.wipe,
  });
};
