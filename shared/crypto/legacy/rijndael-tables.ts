// Rijndael's substitution box and its column tables, worked out from their definition (FIPS 197 sections 4.2 and 5.1)
// when the first value needs them.

const multiply = (left: number, right: number): number => {
  let product = 0;
  let factor = left;
  for (let bits = right; bits > 0; bits >>>= 1) {
    if ((bits & 1) === 1) product ^= factor;
    factor = (factor << 1) ^ (factor & 0x80 ? 0x11b : 0);
  }
  return product;
};

const rotateByte = (byte: number, by: number): number => ((byte << by) | (byte >>> (8 - by))) & 0xff;

const substitute = (byte: number): number => {
  // The inverse in GF(2^8) is the 254th power.
  let inverse = 1;
  for (let power = 0; power < 254; power += 1) inverse = multiply(inverse, byte);
  return (
    inverse ^
    rotateByte(inverse, 1) ^
    rotateByte(inverse, 2) ^
    rotateByte(inverse, 3) ^
    rotateByte(inverse, 4) ^
    0x63
  );
};

/** Four tables, one for each row: a substituted byte times the column of the (inverse) mixing matrix. */
const columnTables = (box: Uint8Array, column: readonly [number, number, number, number]): Uint32Array[] => {
  const first = Uint32Array.from(box, (byte) =>
    column.reduce((word, factor) => ((word << 8) | multiply(byte, factor)) >>> 0, 0),
  );
  return [0, 8, 16, 24].map((by) =>
    by === 0 ? first : first.map((word) => ((word >>> by) | (word << (32 - by))) >>> 0),
  );
};

export type RoundTables = { readonly box: Uint8Array; readonly columns: readonly Uint32Array[] };

export type RijndaelTables = { readonly forward: RoundTables; readonly inverse: RoundTables };

const createTables = (): RijndaelTables => {
  const box = Uint8Array.from({ length: 256 }, (_, byte) => substitute(byte));
  const inverseBox = new Uint8Array(256);
  box.forEach((byte, index) => (inverseBox[byte] = index));
  return {
    forward: { box, columns: columnTables(box, [2, 1, 1, 3]) },
    inverse: { box: inverseBox, columns: columnTables(inverseBox, [14, 9, 13, 11]) },
  };
};

let tables: RijndaelTables | undefined;

export const rijndaelTables = (): RijndaelTables => (tables ??= createTables());
