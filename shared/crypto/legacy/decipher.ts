// A .NET cipher object set up for decrypting: Node's own AES and TripleDES where they are the same cipher, ours otherwise.
// Bytes in, bytes out, padding still on; a length that is no whole number of blocks or segments is answered with nothing.

import { createDecipheriv } from 'node:crypto';
import type { BlockCipher } from './block-cipher.ts';
import { decryptCbc, decryptCfb, decryptEcb } from './block-modes.ts';
import { createRc2 } from './rc2.ts';
import { createRijndael } from './rijndael.ts';

export const cipherNames = ['rijndael', 'aes', 'tripledes', 'des', 'rc2'] as const;
export type CipherName = (typeof cipherNames)[number];

export const cipherModes = ['CBC', 'ECB', 'CFB'] as const;
export type CipherMode = (typeof cipherModes)[number];

export type CipherChoice = {
  readonly cipher: CipherName;
  readonly blockBytes: number;
  readonly mode: CipherMode;
  /** Of CFB; not used by the others. */
  readonly segmentBytes: number;
};

export type Decipher = {
  readonly blockBytes: number;
  /** `iv` is one block; ECB has none and drops what it is given, as .NET does. */
  readonly decrypt: (iv: Buffer | undefined, data: Buffer) => Buffer | undefined;
  readonly wipe: () => void;
};

/** A key as TripleDES takes it: one DES key three times over is DES itself, and of two keys the first comes again. */
const tripleDesKey = (key: Buffer): Buffer => {
  const first = key.subarray(0, 8);
  if (key.length === 8) return Buffer.concat([first, first, first]);
  return key.length === 16 ? Buffer.concat([key, first]) : Buffer.from(key);
};

/** OpenSSL's name of the mode, if it has it in this segment size. */
const nativeMode = ({ mode, blockBytes, segmentBytes }: CipherChoice): string | undefined => {
  if (mode !== 'CFB') return mode.toLowerCase();
  if (segmentBytes === 1) return 'cfb8';
  return segmentBytes === blockBytes ? 'cfb' : undefined;
};

const nativeName = (choice: CipherChoice, keyBytes: number): string | undefined => {
  const mode = nativeMode(choice);
  if (mode === undefined || choice.cipher === 'rc2') return undefined;
  if (choice.cipher === 'des' || choice.cipher === 'tripledes') return `des-ede3-${mode}`;
  return choice.blockBytes === 16 ? `aes-${8 * keyBytes}-${mode}` : undefined;
};

const createNative = (name: string, key: Buffer): Omit<Decipher, 'blockBytes'> => ({
  // Without padding `update` has it all: nothing is held back for `final`.
  decrypt: (iv, data) =>
    createDecipheriv(name, key, iv ?? null)
      .setAutoPadding(false)
      .update(data),
  wipe: () => void key.fill(0),
});

const createOwn = (
  cipher: BlockCipher,
  { mode, segmentBytes }: CipherChoice,
): Omit<Decipher, 'blockBytes'> => ({
  decrypt: (iv, data) => {
    if (mode === 'ECB') return decryptEcb(cipher, data);
    if (iv === undefined) return undefined;
    return mode === 'CBC' ? decryptCbc(cipher, iv, data) : decryptCfb(cipher, iv, data, segmentBytes);
  },
  wipe: cipher.wipe,
});

/** The choice and the key's length are checked where parameters are read (cipher-parameters.ts). */
export const createDecipher = (choice: CipherChoice, key: Buffer): Decipher => {
  const { cipher, blockBytes, mode, segmentBytes } = choice;
  const isDes = cipher === 'des' || cipher === 'tripledes';
  const name = nativeName(choice, key.length);
  const made =
    name === undefined
      ? createOwn(cipher === 'rc2' ? createRc2(key) : createRijndael(key, blockBytes), choice)
      : createNative(name, isDes ? tripleDesKey(key) : Buffer.from(key));
  const ivOf = (iv: Buffer | undefined): Buffer | undefined => (mode === 'ECB' ? undefined : iv);
  const unitBytes = mode === 'CFB' ? segmentBytes : blockBytes;
  return {
    blockBytes,
    decrypt: (iv, data) => (data.length % unitBytes === 0 ? made.decrypt(ivOf(iv), data) : undefined),
    wipe: made.wipe,
  };
};
