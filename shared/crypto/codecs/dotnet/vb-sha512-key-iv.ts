// CreateKey and CreateIV: pieces of the SHA-512 of a password, its characters taken as VB's Asc has them.

import { aesCbc, createCheckedDecipher } from '../../legacy/cipher-parameters.ts';
import { digest } from '../../legacy/hash.ts';
import { createOpener, decryptFixed, type LegacyScheme } from '../../legacy/legacy-opener.ts';
import { readBytes, readTextEncoding, readTransport } from '../../legacy/text-parameters.ts';

export const vbSha512KeyIv: LegacyScheme = (parameters) => {
  const password = readBytes(parameters, 'password', 'windows-1252');
  const ivPassword = parameters.has('ivPassword')
    ? readBytes(parameters, 'ivPassword', 'windows-1252')
    : password;
  const key = digest('SHA512', password).subarray(0, 32);
  const iv = digest('SHA512', ivPassword).subarray(32, 48);
  const decipher = createCheckedDecipher(parameters, 'password', aesCbc, key);
  return createOpener({
    transport: readTransport(parameters),
    decrypt: decryptFixed(decipher, iv),
    text: readTextEncoding(parameters),
    wipe: decipher.wipe,
  });
};
