// CBC, ECB and CFB over a block cipher of our own. CFB works in segments: the register is one block long and takes in the
// ciphertext segment by segment.

import type { BlockCipher } from './block-cipher.ts';

export const decryptEcb = (cipher: BlockCipher, data: Buffer): Buffer => {
  const plain = Buffer.alloc(data.length);
  for (let at = 0; at < data.length; at += cipher.blockBytes) cipher.inverse(data, at, plain, at);
  return plain;
};

export const decryptCbc = (cipher: BlockCipher, iv: Buffer, data: Buffer): Buffer => {
  const plain = decryptEcb(cipher, data);
  for (let at = 0; at < data.length; at += 1) {
    const before = at < cipher.blockBytes ? iv[at] : data[at - cipher.blockBytes];
    plain[at] = (plain[at] ?? 0) ^ (before ?? 0);
  }
  return plain;
};

export const decryptCfb = (cipher: BlockCipher, iv: Buffer, data: Buffer, segmentBytes: number): Buffer => {
  const { blockBytes } = cipher;
  const plain = Buffer.alloc(data.length);
  const register = Buffer.from(iv);
  const stream = Buffer.alloc(blockBytes);
  for (let at = 0; at < data.length; at += segmentBytes) {
    cipher.forward(register, 0, stream, 0);
    for (let index = 0; index < segmentBytes; index += 1)
      plain[at + index] = (data[at + index] ?? 0) ^ (stream[index] ?? 0);
    register.copyWithin(0, segmentBytes);
    data.copy(register, blockBytes - segmentBytes, at, at + segmentBytes);
  }
  return plain;
};
