// Rijndael's encryption by the book, byte by byte on the state matrix, for the tests only: obvious instead of fast, and
// without a line in common with the product's reader.

const xtime = (byte: number): number => ((byte << 1) ^ (byte > 127 ? 0x11b : 0)) & 0xff;

const times = (byte: number, factor: 1 | 2 | 3): number =>
  factor === 1 ? byte : factor === 2 ? xtime(byte) : xtime(byte) ^ byte;

/** 3 generates the field's non-zero elements, so logarithms give the inverses. */
const powersOf3: number[] = [1];
while (powersOf3.length < 255) powersOf3.push(times(powersOf3.at(-1)!, 3));

const sBox = (byte: number): number => {
  const inverse = byte === 0 ? 0 : powersOf3[(255 - powersOf3.indexOf(byte)) % 255]!;
  let result = 0;
  for (let bit = 0; bit < 8; bit += 1) {
    const parity = [0, 4, 5, 6, 7].reduce((sum, by) => sum ^ (inverse >> ((bit + by) % 8)), 0x63 >> bit);
    result |= (parity & 1) << bit;
  }
  return result;
};

const box = Array.from({ length: 256 }, (_, byte) => sBox(byte));

const roundKeys = (key: Buffer, columns: number, rounds: number): number[][] => {
  const words = Array.from({ length: key.length / 4 }, (_, at) => [...key.subarray(4 * at, 4 * at + 4)]);
  const perKey = words.length;
  let constant = 1;
  while (words.length < columns * (rounds + 1)) {
    let next = [...words.at(-1)!];
    if (words.length % perKey === 0) {
      next = [...next.slice(1), next[0]!].map((byte) => box[byte]!);
      next[0]! ^= constant;
      constant = xtime(constant);
    } else if (perKey === 8 && words.length % 8 === 4) next = next.map((byte) => box[byte]!);
    words.push(next.map((byte, at) => byte ^ words[words.length - perKey]![at]!));
  }
  return words;
};

export const encryptRijndaelBlock = (key: Buffer, block: Buffer): Buffer => {
  const columns = block.length / 4;
  const rounds = Math.max(columns, key.length / 4) + 6;
  const keys = roundKeys(key, columns, rounds);
  const shifts = columns === 8 ? [0, 1, 3, 4] : [0, 1, 2, 3];
  let state = Array.from({ length: columns }, (_, at) => [...block.subarray(4 * at, 4 * at + 4)]);
  const addKey = (round: number): void => {
    state = state.map((column, at) => column.map((byte, row) => byte ^ keys[round * columns + at]![row]!));
  };
  addKey(0);
  for (let round = 1; round <= rounds; round += 1) {
    const substituted = state.map((column) => column.map((byte) => box[byte]!));
    state = substituted.map((_, at) => shifts.map((by, row) => substituted[(at + by) % columns]![row]!));
    if (round < rounds)
      state = state.map(([a = 0, b = 0, c = 0, d = 0]) => [
        times(a, 2) ^ times(b, 3) ^ c ^ d,
        a ^ times(b, 2) ^ times(c, 3) ^ d,
        a ^ b ^ times(c, 2) ^ times(d, 3),
        times(a, 3) ^ b ^ c ^ times(d, 2),
      ]);
    addKey(round);
  }
  return Buffer.from(state.flat());
};
