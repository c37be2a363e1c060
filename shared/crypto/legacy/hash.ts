// The hashes that .NET's key derivations take, by .NET's names.

import { createHash } from 'node:crypto';

export const hashNames = ['SHA1', 'MD5', 'SHA256', 'SHA384', 'SHA512'] as const;
export type HashName = (typeof hashNames)[number];

/** Also the name by which Node knows it. */
export const nodeHashName = (hash: HashName): string => hash.toLowerCase();

export const digest = (hash: HashName, ...parts: readonly Buffer[]): Buffer => {
  const running = createHash(nodeHashName(hash));
  for (const part of parts) running.update(part);
  return running.digest();
};

/** A hash as a key: cut when it is too long, filled with zeros when it is too short (ReDim Preserve, Array.Resize). */
export const fitTo = (bytes: Buffer, length: number): Buffer => {
  const fitted = Buffer.alloc(length);
  bytes.copy(fitted, 0, 0, length);
  return fitted;
};
