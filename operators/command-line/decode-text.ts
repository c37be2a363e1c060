// Bytes of a text that an operator's editor or shell wrote. A byte order mark says in which of Unicode's forms (PowerShell's `>`
// writes UTF-16); it is no part of the text.

const marks = [
  { encoding: 'utf-8', mark: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', mark: [0xff, 0xfe] },
  { encoding: 'utf-16be', mark: [0xfe, 0xff] },
] as const;

/**
 * @param encoding where no mark says otherwise
 * @returns undefined for bytes that are no text in it
 */
export const decodeText = (bytes: Uint8Array, encoding = 'utf-8'): string | undefined => {
  const marked = marks.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte));
  try {
    return new TextDecoder(marked?.encoding ?? encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};
