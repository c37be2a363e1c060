// Values as the old .NET application sealed them, in two of its schemes, written from their description with Node's own
// primitives: demo data and tests need some. The product itself only opens such values; nothing deployed can make one.

import { createCipheriv, createHash } from 'node:crypto';

const sha1 = (...parts: readonly Buffer[]): Buffer =>
  createHash('sha1').update(Buffer.concat(parts)).digest();

export type PasswordDerivedKey = {
  readonly passphrase: string;
  readonly saltHex: string;
  readonly iterations: number;
};

/**
 * PasswordDeriveBytes with SHA-1, asked for 32 bytes of key and then 16 of IV. The second request starts with left-over bytes
 * from the wrong offset, as .NET does: bytes 8 to 15 of the key's blocks and then the start of the third.
 */
const passwordDerivedKeyAndIv = ({ passphrase, saltHex, iterations }: PasswordDerivedKey) => {
  let base = sha1(Buffer.from(passphrase, 'utf8'), Buffer.from(saltHex, 'hex'));
  for (let round = 2; round < iterations; round += 1) base = sha1(base);
  const blocks = Buffer.concat([sha1(base), sha1(Buffer.from('1'), base)]);
  const third = sha1(Buffer.from('2'), base);
  return {
    key: blocks.subarray(0, 32),
    iv: Buffer.concat([blocks.subarray(8, 16), third.subarray(0, 8)]),
  };
};

/** Scheme `medvedev-pdb` in its commonest form: AES-256-CBC, text in UTF-16, base64. */
export const sealAsMedvedevPdb = (parameters: PasswordDerivedKey, text: string): string => {
  const { key, iv } = passwordDerivedKeyAndIv(parameters);
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  return Buffer.concat([cipher.update(Buffer.from(text, 'utf16le')), cipher.final()]).toString('base64');
};

/** Scheme `md5-tripledes-ecb`: 3DES-ECB under the MD5 of a passphrase, the third key being the first again. */
export const sealAsMd5TripleDes = ({ key: passphrase }: { readonly key: string }, text: string): string => {
  const half = createHash('md5').update(passphrase, 'utf8').digest();
  const cipher = createCipheriv('des-ede3-ecb', Buffer.concat([half, half.subarray(0, 8)]), null);
  return Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]).toString('base64');
};
