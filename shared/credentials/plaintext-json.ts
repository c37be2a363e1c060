// Opened bytes to JSON: strict UTF-8, one value, nothing about the content in the failure.

import { fail, succeed, type Result } from '../platform/result.ts';
import type { ShapeFailure } from './credential-shape.ts';

export const parsePlaintextJson = (plaintext: Uint8Array): Result<unknown, ShapeFailure> => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(plaintext);
    const value: unknown = JSON.parse(text);
    return succeed(value);
  } catch {
    return fail('credential-malformed');
  }
};
