// Reads the members of a request in AWS's JSON protocol: the few types that the local services use, refused as AWS refuses them.

import { AwsJsonError, validationError } from './aws-json-error.ts';

export type Fields = ReadonlyMap<string, unknown>;

export const parseFields = (body: string): Fields => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body === '' ? '{}' : body);
  } catch {
    parsed = undefined;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new AwsJsonError('SerializationException', 'The body is not a JSON object');
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
