// System.Security.Cryptography.PasswordDeriveBytes: PBKDF1 (RFC 2898 section 5.1) with Microsoft's counter extension, and with
// the well-known slip in how bytes left over from one request are handed to the next. Stored values depend on the slip.

import { digest, type HashName } from './hash.ts';
import type { KeyStream } from './key-stream.ts';

export type DeriveBytesInput = {
  readonly password: Buffer;
  readonly salt: Buffer;
  readonly hash: HashName;
  readonly iterations: number;
};

/** The counter has at most three digits. */
const maxBlocks = 1_000;

const baseValue = ({ password, salt, hash, iterations }: DeriveBytesInput): Buffer => {
  let base = digest(hash, password, salt);
  // The last round is each block's own, so one iteration and two give the same keys.
  for (let round = 2; round < iterations; round += 1) base = digest(hash, base);
  return base;
};

export const passwordDeriveBytes = (input: DeriveBytesInput): KeyStream => {
  const base = baseValue(input);
  let counter = 0;
  let left: { readonly bytes: Buffer; used: number } | undefined;

  const nextBlocks = (length: number): Buffer | undefined => {
    const blocks: Buffer[] = [];
    for (let have = 0; have < length; have += base.length) {
      if (counter >= maxBlocks) return undefined;
      const prefix = counter === 0 ? '' : String(counter);
      blocks.push(digest(input.hash, Buffer.from(prefix, 'ascii'), base));
      counter += 1;
    }
    return Buffer.concat(blocks);
  };

  /** Bytes left over from the request before, at the wrong offset: how many are left instead of how many are used. */
  const takeLeftOver = (rest: number): Buffer | undefined => {
    const bytes = left?.bytes ?? Buffer.alloc(0);
    left = undefined;
    // Beyond the buffer .NET Framework reads foreign memory and later versions throw.
    return 2 * rest > bytes.length ? undefined : bytes.subarray(rest, 2 * rest);
  };

  const getBytes = (length: number): Buffer | undefined => {
    const rest = left === undefined ? 0 : left.bytes.length - left.used;
    if (left !== undefined && rest >= length) {
      const answer = Buffer.from(left.bytes.subarray(left.used, left.used + length));
      left.used += length;
      if (rest === length) left = undefined;
      return answer;
    }
    const head = takeLeftOver(rest);
    if (head === undefined) return undefined;
    const needed = length - head.length;
    const fresh = nextBlocks(needed);
    if (fresh === undefined) return undefined;
    if (fresh.length > needed) left = { bytes: fresh, used: needed };
    return Buffer.concat([head, fresh.subarray(0, needed)]);
  };

  return { getBytes };
};
