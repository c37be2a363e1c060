// char and varchar in both collations that the endpoint knows: code page 1252, and ? for what it lacks.
import { decodeWindows1252, encodeWindows1252 } from '#shared/crypto/legacy/windows-1252';

const encodeLossily = (text: string): Buffer =>
  Buffer.concat(Array.from(text, (character) => encodeWindows1252(character) ?? Buffer.from('?')));

export const cp1252 = {
  encode: (text: string): Buffer => encodeWindows1252(text) ?? encodeLossily(text),
  decode: decodeWindows1252,
};
