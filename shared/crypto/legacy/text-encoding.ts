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

const decodeAscii = (bytes: Buffer): string => bytes.toString('latin1').replace(/[\u0080-\u00ff]/g, '?');

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

type UnicodeEncoding = 'utf8' | 'utf16le' | 'utf16be';

const unicodeLabels = { utf8: 'utf-8', utf16le: 'utf-16le', utf16be: 'utf-16be' } as const;

type Decoder = InstanceType<typeof TextDecoder>;

/** Making one costs more than opening a value does; without `stream` they hold nothing of what they read. */
const decoders = new Map<UnicodeEncoding, Decoder>();

const decoderOf = (encoding: UnicodeEncoding): Decoder => {
  // A byte order mark is part of the text, as for Encoding.GetString.
  const made =
    decoders.get(encoding) ?? new TextDecoder(unicodeLabels[encoding], { fatal: true, ignoreBOM: true });
  decoders.set(encoding, made);
  return made;
};

const decodeUnicode = (encoding: UnicodeEncoding, bytes: Uint8Array): string | undefined => {
  try {
    return decoderOf(encoding).decode(bytes);
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
      return decodeUnicode(encoding, bytes);
    case 'ascii':
      return decodeAscii(bytes);
    case 'windows-1252':
      return decodeWindows1252(bytes);
    case 'latin1':
      return bytes.toString('latin1');
  }
};
