// RC2 (RFC 2268), which OpenSSL 3 keeps in its legacy provider. The effective key length is the key's own, as
// RC2CryptoServiceProvider has it.

import type { BlockCipher, BlockStep } from './block-cipher.ts';

/** RFC 2268 section 2. */
const piTable = Buffer.from(
  'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2' +
    '179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82' +
    '54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626' +
    '6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7' +
    '08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ec' +
    'c2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731' +
    '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a9' +
    '0d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad',
  'hex',
);

const pi = (byte: number): number => piTable[byte & 0xff] ?? 0;

const expandKey = (key: Buffer, effectiveBits: number): Uint16Array => {
  const bytes = new Uint8Array(128);
  bytes.set(key);
  const get = (index: number): number => bytes[index] ?? 0;
  for (let index = key.length; index < 128; index += 1)
    bytes[index] = pi(get(index - 1) + get(index - key.length));
  const effectiveBytes = Math.ceil(effectiveBits / 8);
  const mask = 0xff >>> (8 * effectiveBytes - effectiveBits);
  bytes[128 - effectiveBytes] = pi(get(128 - effectiveBytes) & mask);
  for (let index = 127 - effectiveBytes; index >= 0; index -= 1)
    bytes[index] = pi(get(index + 1) ^ get(index + effectiveBytes));
  const words = Uint16Array.from({ length: 64 }, (_, index) => get(2 * index) | (get(2 * index + 1) << 8));
  bytes.fill(0);
  return words;
};

const rotations: readonly number[] = [1, 2, 3, 5];

/** After these of the sixteen mixing rounds comes a mashing round. */
const isMashed = (round: number): boolean => round === 4 || round === 10;

type Words = [number, number, number, number];

const mixTerm = (words: Words, index: number): number => {
  const [a = 0, b = 0, c = 0] = [words[(index + 3) % 4], words[(index + 2) % 4], words[(index + 1) % 4]];
  return (a & b) + (~a & c);
};

const mashTerm = (words: Words, keys: Uint16Array, index: number): number =>
  keys[(words[(index + 3) % 4] ?? 0) & 63] ?? 0;

const forwardWords = (words: Words, keys: Uint16Array): void => {
  for (let round = 0; round < 16; round += 1) {
    for (let index = 0; index < 4; index += 1) {
      const sum = ((words[index] ?? 0) + (keys[4 * round + index] ?? 0) + mixTerm(words, index)) & 0xffff;
      const by = rotations[index] ?? 0;
      words[index] = ((sum << by) | (sum >>> (16 - by))) & 0xffff;
    }
    if (!isMashed(round)) continue;
    for (let index = 0; index < 4; index += 1)
      words[index] = ((words[index] ?? 0) + mashTerm(words, keys, index)) & 0xffff;
  }
};

const inverseWords = (words: Words, keys: Uint16Array): void => {
  for (let round = 15; round >= 0; round -= 1) {
    if (isMashed(round))
      for (let index = 3; index >= 0; index -= 1)
        words[index] = ((words[index] ?? 0) - mashTerm(words, keys, index)) & 0xffff;
    for (let index = 3; index >= 0; index -= 1) {
      const word = words[index] ?? 0;
      const by = rotations[index] ?? 0;
      const sum = ((word >>> by) | (word << (16 - by))) & 0xffff;
      words[index] = (sum - (keys[4 * round + index] ?? 0) - mixTerm(words, index)) & 0xffff;
    }
  }
};

/** A key of 1 to 128 bytes. */
export const createRc2 = (key: Buffer, effectiveBits = 8 * key.length): BlockCipher => {
  const keys = expandKey(key, effectiveBits);
  const stepOf =
    (run: (words: Words, keys: Uint16Array) => void): BlockStep =>
    (from, fromAt, to, toAt) => {
      const read = (index: number): number => from.readUInt16LE(fromAt + 2 * index);
      const words: Words = [read(0), read(1), read(2), read(3)];
      run(words, keys);
      words.forEach((word, index) => to.writeUInt16LE(word, toAt + 2 * index));
    };
  return {
    blockBytes: 8,
    forward: stepOf(forwardWords),
    inverse: stepOf(inverseWords),
    wipe: () => void keys.fill(0),
  };
};
