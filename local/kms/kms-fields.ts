// Reads the members of a KMS request (AWS JSON 1.1): the few types that its operations use, refused as KMS refuses them.

import { KmsError, validationError } from './kms-error.ts';

export type Fields = ReadonlyMap<string, unknown>;

export const parseFields = (body: string): Fields => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body === '' ? '{}' : body);
  } catch {
    parsed = undefined;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new KmsError('SerializationException', 'The body is not a JSON object');
  }
  return new Map<string, unknown>(Object.entries(parsed));
};

export const optionalText = (fields: Fields, name: string): string | undefined => {
  const value = fields.get(name);
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw validationError(`${name} must be a string`);
  return value;
};

export const requiredText = (fields: Fields, name: string): string => {
  const value = optionalText(fields, name);
  if (value === undefined || value === '') throw validationError(`${name} is required`);
  return value;
};

export const requiredBytes = (fields: Fields, name: string, maxBytes: number): Buffer => {
  const bytes = Buffer.from(requiredText(fields, name), 'base64');
  if (bytes.length === 0 || bytes.length > maxBytes) {
    throw validationError(`${name} must have 1 to ${maxBytes} bytes`);
  }
  return bytes;
};

export const optionalNumber = (fields: Fields, name: string): number | undefined => {
  const value = fields.get(name);
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value))
    throw validationError(`${name} must be an integer`);
  return value;
};

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
