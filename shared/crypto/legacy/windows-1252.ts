// Windows code page 1252, what .NET's Encoding.Default is on a Western server. The five unassigned bytes are the C1 controls
// of the same number. Characters outside the page are refused: Windows' best-fit tables are not reproduced here.

const firstSpecial = 0x80;
const afterSpecial = 0xa0;

/** Code points of the bytes 80 to 9F (unicode.org, MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT). */
const specials: readonly number[] = [
  0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d,
  0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a,
  0x0153, 0x9d, 0x017e, 0x0178,
];

const specialsText = String.fromCharCode(...specials);
const bytesOfSpecials = new Map(specials.map((unit, index) => [unit, firstSpecial + index]));

const byteOf = (unit: number): number | undefined => {
  const isItsOwnByte = unit < firstSpecial || (unit >= afterSpecial && unit <= 0xff);
  return isItsOwnByte ? unit : bytesOfSpecials.get(unit);
};

export const encodeWindows1252 = (text: string): Buffer | undefined => {
  const bytes = Buffer.alloc(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const byte = byteOf(text.charCodeAt(index));
    if (byte === undefined) return undefined;
    bytes[index] = byte;
  }
  return bytes;
};

export const decodeWindows1252 = (bytes: Buffer): string =>
  bytes
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (character) => specialsText.charAt(character.charCodeAt(0) - firstSpecial));
