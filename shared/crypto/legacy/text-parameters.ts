// Reads the parameters that nearly every scheme has: texts as bytes of some encoding, IVs, hashes, rounds.

import { hashNames, type HashName } from './hash.ts';
import { maxIterations } from './key-stream.ts';
import type { Parameters } from './parameters.ts';
import { encodeText, textEncodings, type TextEncoding } from './text-encoding.ts';
import { transportEncodings, type TransportEncoding } from './transport-encoding.ts';

export const readTextEncoding = (
  parameters: Parameters,
  fallback: TextEncoding = 'utf8',
  name = 'textEncoding',
): TextEncoding => parameters.oneOf(name, textEncodings, fallback);

export const readTransport = (
  parameters: Parameters,
  fallback: TransportEncoding = 'base64',
): TransportEncoding => parameters.oneOf('ciphertextEncoding', transportEncodings, fallback);

export const readHash = (parameters: Parameters, fallback: HashName = 'SHA1'): HashName =>
  parameters.oneOf('hash', hashNames, fallback);

export const readIterations = (parameters: Parameters, fallback?: number): number =>
  parameters.integer('iterations', { min: 1, max: maxIterations }, fallback);

export const toBytes = (
  parameters: Parameters,
  name: string,
  text: string,
  encoding: TextEncoding,
): Buffer => {
  const bytes = encodeText(encoding, text);
  if (bytes === undefined) throw parameters.problem(name, `has a character that ${encoding} lacks`);
  return bytes;
};

/** A text member as bytes. */
export const readBytes = (
  parameters: Parameters,
  name: string,
  encoding: TextEncoding,
  fallback?: string,
): Buffer => toBytes(parameters, name, parameters.text(name, fallback), encoding);

export const checkLength = (
  parameters: Parameters,
  name: string,
  bytes: Buffer,
  expectedBytes: number,
): Buffer => {
  if (bytes.length !== expectedBytes)
    throw parameters.problem(name, `must have ${expectedBytes} bytes, has ${bytes.length}`);
  return bytes;
};

/** An IV written as text in the application's source. */
export const readAsciiIv = (
  parameters: Parameters,
  name: string,
  blockBytes: number,
  fallback?: string,
): Buffer => checkLength(parameters, name, readBytes(parameters, name, 'ascii', fallback), blockBytes);

export const readHexIv = (
  parameters: Parameters,
  name: string,
  blockBytes: number,
  fallback?: string,
): Buffer => checkLength(parameters, name, parameters.hex(name, fallback), blockBytes);
