// System.Security.Cryptography.Rfc2898DeriveBytes: PBKDF2 (RFC 2898 section 5.2). Several requests continue one stream.

import { pbkdf2Sync } from 'node:crypto';
import { nodeHashName } from './hash.ts';
import type { KeyStream } from './key-stream.ts';
import type { DeriveBytesInput } from './password-derive-bytes.ts';

/** .NET refuses a shorter salt. */
export const minSaltBytes = 8;

export const rfc2898DeriveBytes = ({ password, salt, hash, iterations }: DeriveBytesInput): KeyStream => {
  let used = 0;
  const getBytes = (length: number): Buffer => {
    const end = used + length;
    const stream = pbkdf2Sync(password, salt, iterations, end, nodeHashName(hash));
    const answer = Buffer.from(stream.subarray(used, end));
    stream.fill(0);
    used = end;
    return answer;
  };
  return { getBytes };
};
