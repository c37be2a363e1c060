// A scheme set up with one legacy key's parameters, ready to open values: text form to bytes, decryption, text. Whatever is
// wrong with a value, the answer is the same nothing. It opens only; no scheme here can seal.

import type { LegacyOpener } from '../codec.ts';
import { maxEnvelopeBytes } from '../envelope.ts';
import type { Decipher } from './decipher.ts';
import { removePadding, type PaddingMode } from './padding.ts';
import type { Parameters } from './parameters.ts';
import { decodeText, type TextEncoding } from './text-encoding.ts';
import { decodeTransport, type TransportEncoding } from './transport-encoding.ts';

/** Throws a ParameterProblem for parameters that cannot be right. */
export type LegacyScheme = (parameters: Parameters) => LegacyOpener;

export type Decrypt = (bytes: Buffer) => Buffer | undefined;

export type Recipe = {
  readonly transport: TransportEncoding;
  readonly decrypt: Decrypt;
  readonly text: TextEncoding;
  /** What the application did to the text afterwards. */
  readonly finish?: (text: string) => string;
  readonly wipe: () => void;
};

export const createOpener = ({ transport, decrypt, text, finish, wipe }: Recipe): LegacyOpener => ({
  open: (value) => {
    if (value.length > maxEnvelopeBytes) return undefined;
    const bytes = decodeTransport(transport, value);
    const plain = bytes === undefined ? undefined : decrypt(bytes);
    if (plain === undefined) return undefined;
    const decoded = decodeText(text, plain);
    plain.fill(0);
    if (decoded === undefined) return undefined;
    return Buffer.from(finish === undefined ? decoded : finish(decoded), 'utf8');
  },
  wipe,
});

/** One key and one IV for all values. */
export const decryptFixed =
  (decipher: Decipher, iv: Buffer | undefined, padding: PaddingMode = 'PKCS7'): Decrypt =>
  (bytes) => {
    const plain = decipher.decrypt(iv, bytes);
    return plain === undefined ? undefined : removePadding(padding, plain, decipher.blockBytes);
  };

/** The IV is the first block of the value. */
export const decryptPrefixed =
  (decipher: Decipher, padding: PaddingMode = 'PKCS7'): Decrypt =>
  (bytes) => {
    const { blockBytes } = decipher;
    if (bytes.length < blockBytes) return undefined;
    return decryptFixed(decipher, bytes.subarray(0, blockBytes), padding)(bytes.subarray(blockBytes));
  };

export const trimTrailingNuls = (text: string): string => {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0) end -= 1;
  return text.slice(0, end);
};

export const cutAtFirstNul = (text: string): string => {
  const at = text.indexOf('\0');
  return at < 0 ? text : text.slice(0, at);
};

export const removeNuls = (text: string): string => text.replaceAll('\0', '');
