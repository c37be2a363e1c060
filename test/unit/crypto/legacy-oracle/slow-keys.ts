// .NET's key derivations told as in their description, for the tests only.

import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';

export const hashOf = (name: string, ...parts: Buffer[]): Buffer =>
  createHash(name.toLowerCase()).update(Buffer.concat(parts)).digest();

/** Every request answered in turn. Blocks are made one at a time; left-over bytes are a plain array. */
export const slowPasswordDeriveBytes = (
  password: Buffer,
  salt: Buffer,
  hash: string,
  iterations: number,
  requests: number[],
): Buffer[] => {
  let base = hashOf(hash, password, salt);
  for (let left = iterations - 2; left > 0; left -= 1) base = hashOf(hash, base);
  let counter = 0;
  let last: { all: number[]; taken: number } | null = null;
  return requests.map((wanted) => {
    const out: number[] = [];
    if (last !== null) {
      const remaining: number = last.all.length - last.taken;
      if (remaining >= wanted) {
        out.push(...last.all.slice(last.taken, last.taken + wanted));
        last = remaining === wanted ? null : { all: last.all, taken: last.taken + wanted };
        return Buffer.from(out);
      }
      out.push(...last.all.slice(remaining, remaining * 2));
      last = null;
    }
    const fresh: number[] = [];
    const missing = wanted - out.length;
    while (fresh.length < missing) {
      fresh.push(...hashOf(hash, Buffer.from(counter > 0 ? `${counter}` : ''), base));
      counter += 1;
    }
    out.push(...fresh.slice(0, missing));
    if (fresh.length > missing) last = { all: fresh, taken: missing };
    return Buffer.from(out);
  });
};

/** PBKDF2 from HMAC alone (RFC 2898 section 5.2). */
export const slowPbkdf2 = (password: Buffer, salt: Buffer, hash: string, rounds: number, length: number) => {
  const blocks: Buffer[] = [];
  for (let index = 1; Buffer.concat(blocks).length < length; index += 1) {
    const counter = Buffer.from([0, 0, 0, index]);
    let last = createHmac(hash, password).update(salt).update(counter).digest();
    const sum = Buffer.from(last);
    for (let round = 1; round < rounds; round += 1) {
      last = createHmac(hash, password).update(last).digest();
      last.forEach((byte, at) => (sum[at]! ^= byte));
    }
    blocks.push(sum);
  }
  return Buffer.concat(blocks).subarray(0, length);
};

export const pbkdf2 = (
  password: Buffer,
  salt: Buffer,
  hash: string,
  rounds: number,
  length: number,
): Buffer => pbkdf2Sync(password, salt, rounds, length, hash.toLowerCase());
