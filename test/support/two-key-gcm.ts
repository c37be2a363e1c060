// One ciphertext with one tag that AES-256-GCM opens under two keys: the attack on AEADs that do not commit to their key (Dodis, Grubbs,
// Ristenpart, Woodage, CRYPTO 2018, section 3). One block of the ciphertext is solved for, in GF(2^128) as GCM has it (SP 800-38D).

import { createCipheriv } from 'node:crypto';

const reduction = 0xe1n << 120n;
const toNumber = (block: Buffer): bigint => BigInt(`0x${block.toString('hex')}`);
const toBlock = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(32, '0'), 'hex');

/** Bits count from the left. */
const multiply = (left: bigint, right: bigint): bigint => {
  let product = 0n;
  let shifted = right;
  for (let bit = 127n; bit >= 0n; bit -= 1n) {
    if ((left >> bit) & 1n) product ^= shifted;
    shifted = shifted & 1n ? (shifted >> 1n) ^ reduction : shifted >> 1n;
  }
  return product;
};

const one = 1n << 127n;
const power = (base: bigint, exponent: bigint): bigint => {
  let [result, square] = [one, base];
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = multiply(result, square);
    square = multiply(square, square);
  }
  return result;
};
const invert = (value: bigint): bigint => power(value, (1n << 128n) - 2n);

const encryptBlock = (key: Buffer, block: Buffer): bigint =>
  toNumber(createCipheriv('aes-256-ecb', key, null).setAutoPadding(false).update(block));

const blocksOf = (bytes: Buffer): bigint[] =>
  Array.from({ length: Math.ceil(bytes.length / 16) }, (_, index) => {
    const block = Buffer.alloc(16);
    bytes.copy(block, 0, index * 16);
    return toNumber(block);
  });

/** @returns one block of ciphertext after a block of zeros, and the tag that both keys give it */
export const sealForTwoKeys = (keys: readonly [Buffer, Buffer], iv: Buffer, aad: Buffer) => {
  const first = Buffer.alloc(16);
  const lengths = Buffer.alloc(16);
  lengths.writeBigUInt64BE(BigInt(aad.length * 8), 0);
  lengths.writeBigUInt64BE(256n, 8);
  // The second block of ciphertext is the unknown: it is multiplied by the square of the hash key.
  const before = [...blocksOf(aad), toNumber(first)];
  const sides = keys.map((key) => {
    const hashKey = encryptBlock(key, Buffer.alloc(16));
    const counter = Buffer.concat([iv, Buffer.from([0, 0, 0, 1])]);
    const terms = [...before, 0n, toNumber(lengths)];
    const known = terms.reduce(
      (sum, block, index) => sum ^ multiply(block, power(hashKey, BigInt(terms.length - index))),
      encryptBlock(key, counter),
    );
    return { known, factor: power(hashKey, 2n) };
  });
  const [left, right] = sides as [(typeof sides)[0], (typeof sides)[0]];
  const unknown = multiply(left.known ^ right.known, invert(left.factor ^ right.factor));
  const tag = toBlock(left.known ^ multiply(unknown, left.factor));
  return { ciphertext: Buffer.concat([first, toBlock(unknown)]), tag };
};
