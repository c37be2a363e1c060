// Rijndael's key schedule for any of its nine pairs of key and block sizes.

import { rijndaelTables } from './rijndael-tables.ts';

const substituteWord = (box: Uint8Array, word: number): number =>
  (((box[word >>> 24] ?? 0) << 24) |
    ((box[(word >>> 16) & 0xff] ?? 0) << 16) |
    ((box[(word >>> 8) & 0xff] ?? 0) << 8) |
    (box[word & 0xff] ?? 0)) >>>
  0;

export const roundsFor = (keyBytes: number, blockBytes: number): number =>
  Math.max(keyBytes, blockBytes) / 4 + 6;

export const expandKey = (key: Buffer, blockBytes: number): Uint32Array => {
  const { box } = rijndaelTables().forward;
  const keyWords = key.length / 4;
  const words = new Uint32Array((blockBytes / 4) * (roundsFor(key.length, blockBytes) + 1));
  let roundConstant = 1;
  for (let index = 0; index < words.length; index += 1) {
    if (index < keyWords) {
      words[index] = key.readUInt32BE(4 * index);
      continue;
    }
    let word = words[index - 1] ?? 0;
    if (index % keyWords === 0) {
      word = substituteWord(box, (word << 8) | (word >>> 24)) ^ (roundConstant << 24);
      // Long schedules go on past 0x36 in the same field.
      roundConstant = (roundConstant << 1) ^ (roundConstant & 0x80 ? 0x11b : 0);
    } else if (keyWords === 8 && index % keyWords === 4) word = substituteWord(box, word);
    words[index] = word ^ (words[index - keyWords] ?? 0);
  }
  return words;
};

/** For the equivalent inverse cipher: rounds backwards, the inner ones with their columns unmixed. */
export const invertKeys = (words: Uint32Array, columns: number): Uint32Array => {
  const { forward, inverse } = rijndaelTables();
  const unmix = (word: number): number => {
    let unmixed = 0;
    for (let row = 0; row < 4; row += 1) {
      const byte = (word >>> (24 - 8 * row)) & 0xff;
      unmixed ^= inverse.columns[row]?.[forward.box[byte] ?? 0] ?? 0;
    }
    return unmixed >>> 0;
  };
  const lastRound = words.length / columns - 1;
  return words.map((_, index) => {
    const round = Math.floor(index / columns);
    const word = words[(lastRound - round) * columns + (index % columns)] ?? 0;
    return round === 0 || round === lastRound ? word : unmix(word);
  });
};
