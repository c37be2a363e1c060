// How ASP.NET 4.5 makes the keys of one purpose out of a machine key: SP 800-108 in counter mode with HMAC-SHA-512.

import { createHmac } from 'node:crypto';

const be32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** BinaryWriter's text: the length in bytes, seven bits a byte with the low ones first, then UTF-8. */
const prefixedText = (text: string): Buffer => {
  const bytes = Buffer.from(text, 'utf8');
  const length: number[] = [];
  let rest = bytes.length;
  for (; rest >= 0x80; rest >>>= 7) length.push((rest & 0x7f) | 0x80);
  return Buffer.concat([Buffer.from([...length, rest]), bytes]);
};

/** As long as the master key. */
export const deriveMachineKey = (masterKey: Buffer, purposes: readonly string[]): Buffer => {
  const label = Buffer.from('User.MachineKey.Protect', 'ascii');
  const context = Buffer.concat(purposes.map(prefixedText));
  const fixed = Buffer.concat([label, Buffer.from([0]), context, be32(8 * masterKey.length)]);
  const blocks: Buffer[] = [];
  for (let have = 0; have < masterKey.length; have += 64) {
    const counter = be32(blocks.length + 1);
    blocks.push(createHmac('sha512', masterKey).update(counter).update(fixed).digest());
  }
  return Buffer.concat(blocks).subarray(0, masterKey.length);
};
