// A file of legacy vectors, from unknown to typed: scheme vectors, key derivations and text encodings, values that must be
// refused. Members beyond these are let through, so that notes and debugging aids may stand beside them.

import * as v from 'valibot';
import { fail, succeed, type Result } from '#shared/platform/result';
import { readTextFile } from '../command-line/read-text-file.ts';

const hex = v.pipe(v.string(), v.regex(/^(?:[0-9a-fA-F]{2})*$/));
const parameters = v.record(v.string(), v.unknown());

const vector = v.object({
  id: v.string(),
  scheme: v.string(),
  params: parameters,
  ciphertext: v.string(),
  plaintext: v.string(),
});

const derivation = v.object({
  id: v.string(),
  kdf: v.picklist(['PasswordDeriveBytes', 'Rfc2898DeriveBytes']),
  password: v.string(),
  saltHex: v.nullish(hex, ''),
  hash: v.string(),
  iterations: v.number(),
  requests: v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_536))),
  outputsHex: v.array(hex),
});

const text = v.object({
  id: v.string(),
  kdf: v.picklist(['Encoding', 'Decoding']),
  encoding: v.string(),
  textUtf16beHex: hex,
  bytesHex: hex,
});

const negative = v.object({
  id: v.optional(v.string(), 'negative'),
  scheme: v.string(),
  params: parameters,
  ciphertext: v.string(),
  why: v.optional(v.string(), ''),
  expect: v.picklist(['error', 'error-or-empty', 'garbage-or-error']),
  dotnetHex: v.nullish(hex),
});

const vectorFile = v.object({
  vectors: v.optional(v.array(vector), []),
  kdf: v.optional(v.array(v.variant('kdf', [derivation, text])), []),
  negative: v.optional(v.array(negative), []),
});

export type Vector = v.InferOutput<typeof vector>;
export type TextVector = v.InferOutput<typeof text>;
export type NegativeVector = v.InferOutput<typeof negative>;
export type VectorFile = v.InferOutput<typeof vectorFile>;

/** Where the shape is wrong is told by its path; what stands there is not. */
export const parseVectorFile = (value: unknown): Result<VectorFile, string> => {
  const parsed = v.safeParse(vectorFile, value, { abortEarly: true });
  if (!parsed.success) {
    const path = v.getDotPath(parsed.issues[0]);
    return fail(`is not a vector file: ${path ?? 'the whole'} is not of the expected shape`);
  }
  const { vectors, kdf, negative: refused } = parsed.output;
  return vectors.length + kdf.length + refused.length === 0
    ? fail('is not a vector file: it has no vectors, kdf or negative')
    : succeed(parsed.output);
};

export const readVectorFile = (path: string): Result<VectorFile, string> => {
  const content = readTextFile(path);
  if (!content.ok) return content;
  try {
    const value: unknown = JSON.parse(content.value);
    return parseVectorFile(value);
  } catch {
    return fail('is not JSON');
  }
};
