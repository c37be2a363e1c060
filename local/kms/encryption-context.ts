// The encryption context of a KMS request: pairs of strings that are authenticated with a ciphertext.

import { validationError } from '../aws-json/aws-json-error.ts';
import type { Fields } from '../aws-json/aws-json-fields.ts';

export type EncryptionContext = ReadonlyMap<string, string>;

export const encryptionContext = (fields: Fields, name: string): EncryptionContext => {
  const value = fields.get(name);
  if (value === undefined || value === null) return new Map();
  if (typeof value !== 'object' || Array.isArray(value)) throw validationError(`${name} must be a map`);
  return new Map(
    Object.entries(value).map(([key, text]) => {
      if (typeof text !== 'string') throw validationError(`${name} must hold strings`);
      return [key, text];
    }),
  );
};
