// Rijndael with blocks of 128, 192 or 256 bits, as RijndaelManaged had it; AES is only the first of these, and OpenSSL has
// only AES. Written from the submission "AES Proposal: Rijndael" (Daemen, Rijmen 1999), table 2 for the row shifts.

import type { BlockCipher, BlockStep } from './block-cipher.ts';
import { expandKey, invertKeys, roundsFor } from './rijndael-keys.ts';
import { rijndaelTables, type RoundTables } from './rijndael-tables.ts';

const shiftsOf = (columns: number): readonly number[] => (columns === 8 ? [0, 1, 3, 4] : [0, 1, 2, 3]);

type Direction = {
  readonly tables: RoundTables;
  readonly keys: Uint32Array;
  /** 1 takes rows from columns to the right, -1 from those to the left. */
  readonly sign: 1 | -1;
};

const createStep = (columns: number, rounds: number, { tables, keys, sign }: Direction): BlockStep => {
  const none = new Uint32Array(0);
  const [row0 = none, row1 = none, row2 = none, row3 = none] = tables.columns;
  const { box } = tables;
  const [, by1 = 0, by2 = 0, by3 = 0] = shiftsOf(columns).map((by) => (columns + sign * by) % columns);
  let state = new Uint32Array(columns);
  let next = new Uint32Array(columns);

  return (from, fromAt, to, toAt) => {
    for (let column = 0; column < columns; column += 1)
      state[column] = from.readUInt32BE(fromAt + 4 * column) ^ (keys[column] ?? 0);
    for (let round = 1; round <= rounds; round += 1) {
      const keyAt = round * columns;
      for (let column = 0; column < columns; column += 1) {
        const byte0 = (state[column] ?? 0) >>> 24;
        const byte1 = ((state[(column + by1) % columns] ?? 0) >>> 16) & 0xff;
        const byte2 = ((state[(column + by2) % columns] ?? 0) >>> 8) & 0xff;
        const byte3 = (state[(column + by3) % columns] ?? 0) & 0xff;
        const mixed =
          round < rounds
            ? (row0[byte0] ?? 0) ^ (row1[byte1] ?? 0) ^ (row2[byte2] ?? 0) ^ (row3[byte3] ?? 0)
            : ((box[byte0] ?? 0) << 24) |
              ((box[byte1] ?? 0) << 16) |
              ((box[byte2] ?? 0) << 8) |
              (box[byte3] ?? 0);
        next[column] = mixed ^ (keys[keyAt + column] ?? 0);
      }
      [state, next] = [next, state];
    }
    for (let column = 0; column < columns; column += 1)
      to.writeUInt32BE(state[column] ?? 0, toAt + 4 * column);
  };
};

/** Keys and blocks of 16, 24 or 32 bytes, in any combination. */
export const createRijndael = (key: Buffer, blockBytes: number): BlockCipher => {
  const columns = blockBytes / 4;
  const rounds = roundsFor(key.length, blockBytes);
  const { forward, inverse } = rijndaelTables();
  const keys = expandKey(key, blockBytes);
  const inverseKeys = invertKeys(keys, columns);
  return {
    blockBytes,
    forward: createStep(columns, rounds, { tables: forward, keys, sign: 1 }),
    inverse: createStep(columns, rounds, { tables: inverse, keys: inverseKeys, sign: -1 }),
    wipe: () => {
      keys.fill(0);
      inverseKeys.fill(0);
    },
  };
};
