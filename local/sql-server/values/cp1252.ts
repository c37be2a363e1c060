// Windows code page 1252: the bytes of char and varchar in both collations that the endpoint knows.
const upper = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const toByte = (character: string): number => {
  const code = character.codePointAt(0) ?? 0x3f;
  if (code < 0x80 || (code >= 0xa0 && code <= 0xff)) return code;
  const index = upper.indexOf(character);
  return index === -1 ? 0x3f : 0x80 + index;
};

const isAscii = (text: string): boolean => !/[^\0-\x7f]/.test(text);

export const cp1252 = {
  encode: (text: string): Buffer =>
    isAscii(text) ? Buffer.from(text, 'latin1') : Buffer.from(Array.from(text, toByte)),
  decode: (bytes: Buffer): string =>
    bytes
      .toString('latin1')
      .replace(/[\x80-\x9f]/g, (character) => upper[character.charCodeAt(0) - 0x80] ?? character),
};
