// Text to bytes and back as .NET's Encoding classes do it, where Node differs: ASCII writes `?`, lone surrogates become
// U+FFFD. Decoding Unicode is strict: what .NET encoded is well-formed, so malformed text means a wrong key or scheme.

import { decodeWindows1252, encodeWindows1252 } from './windows-1252.ts';

export const textEncodings = ['utf8', 'utf16le', 'utf16be', 'ascii', 'windows-1252', 'latin1'] as const;
export type TextEncoding = (typeof textEncodings)[number];

const questionMark = 0x3f;

/** One byte for each UTF-16 unit, so a character outside the basic plane is two question marks. */
const encodeAscii = (text: string): Buffer =>
  Buffer.from(
    Array.from({ length: text.length }, (_, index) => {
      const unit = text.charCodeAt(index);
      return unit < 0x80 ? unit : questionMark;
    }),
  );

const decodeAscii = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => String.fromCharCode(byte < 0x80 ? byte : questionMark)).join('');

const hasOnlyLatin1 = (text: string): boolean =>
  Array.from({ length: text.length }, (_, index) => text.charCodeAt(index)).every((unit) => unit <= 0xff);

/** `undefined` for a character that the code page lacks. */
export const encodeText = (encoding: TextEncoding, text: string): Buffer | undefined => {
  switch (encoding) {
    case 'utf8':
      return Buffer.from(text, 'utf8');
    case 'utf16le':
      return Buffer.from(text.toWellFormed(), 'utf16le');
    case 'utf16be':
      return Buffer.from(text.toWellFormed(), 'utf16le').swap16();
    case 'ascii':
      return encodeAscii(text);
    case 'windows-1252':
      return encodeWindows1252(text);
    case 'latin1':
      return hasOnlyLatin1(text) ? Buffer.from(text, 'latin1') : undefined;
  }
};

const unicodeLabels = { utf8: 'utf-8', utf16le: 'utf-16le', utf16be: 'utf-16be' } as const;

const decodeUnicode = (label: string, bytes: Uint8Array): string | undefined => {
  try {
    // A byte order mark is part of the text, as for Encoding.GetString.
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

/** `undefined` for malformed Unicode; the single-byte encodings decode anything. */
export const decodeText = (encoding: TextEncoding, bytes: Buffer): string | undefined => {
  switch (encoding) {
    case 'utf8':
    case 'utf16le':
    case 'utf16be':
      return decodeUnicode(unicodeLabels[encoding], bytes);
    case 'ascii':
      return decodeAscii(bytes);
    case 'windows-1252':
      return decodeWindows1252(bytes);
    case 'latin1':
      return bytes.toString('latin1');
  }
};
