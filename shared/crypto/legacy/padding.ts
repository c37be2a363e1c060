// Removal of what a .NET cipher added to fill its last block. The value in the last byte says how much; a wrong one is
// refused without telling by the time taken how many of the bytes were right.

export const paddingModes = ['PKCS7', 'ANSIX923', 'ISO10126', 'Zeros', 'None'] as const;
export type PaddingMode = (typeof paddingModes)[number];

/** What a filler byte has to be; ISO 10126 fills with random bytes. */
const fillers: Readonly<Record<'PKCS7' | 'ANSIX923' | 'ISO10126', (count: number) => number | undefined>> = {
  PKCS7: (count) => count,
  ANSIX923: () => 0,
  ISO10126: () => undefined,
};

/** Zeros and None stay as they are, as in .NET: the reader of the text trims it. */
export const removePadding = (mode: PaddingMode, bytes: Buffer, blockBytes: number): Buffer | undefined => {
  if (mode === 'Zeros' || mode === 'None') return bytes;
  const count = bytes.at(-1) ?? 0;
  const filler = fillers[mode](count);
  let faults = Number(count < 1 || count > blockBytes || count > bytes.length);
  for (let back = 2; back <= Math.min(blockBytes, bytes.length); back += 1) {
    const isFiller = back <= count && filler !== undefined;
    faults |= isFiller ? (bytes[bytes.length - back] ?? 0) ^ filler : 0;
  }
  return faults === 0 ? bytes.subarray(0, bytes.length - count) : undefined;
};
