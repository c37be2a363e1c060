// What any scheme's parameters are made of.

import fc from 'fast-check';

export const ofBytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => Buffer.from(bytes));
export const hexOf = (...lengths: number[]) =>
  fc.oneof(...lengths.map((length) => ofBytes(length))).map((bytes) => bytes.toString('hex'));
export const word = fc.string({ unit: 'grapheme', maxLength: 30 });
export const asciiOf = (minLength: number, maxLength = minLength) =>
  fc.string({ unit: 'grapheme-ascii', minLength, maxLength });
export const hash = fc.constantFrom('SHA1', 'MD5', 'SHA256', 'SHA384', 'SHA512');
export const hmacHash = fc.constantFrom('SHA1', 'SHA256', 'SHA512');
export const rounds = fc.integer({ min: 1, max: 12 });
export const aesBits = fc.constantFrom(128, 192, 256);
export const transport = fc.constantFrom(
  'base64',
  'base64-lines',
  'base64-spaces',
  'base64-star-pipe',
  'hex',
  'hex-lower',
  'hex-dashed',
  'dec3',
  'urltoken',
);
