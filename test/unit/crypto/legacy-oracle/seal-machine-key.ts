// ASP.NET's machine keys for the sealers: check, cipher, and the keys of a purpose.

import { createHash, createHmac } from 'node:crypto';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever a scheme's parameters are
type P = Record<string, any>;

const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8');
const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const aes = { cipher: 'aes' };
const des = { cipher: 'des' };
const tripleDes = { cipher: 'tripledes' };

export const machineMac = (p: P, key: Buffer, data: Buffer): Buffer => {
  const name: string = p['validation'];
  if (name === 'MD5')
    return createHash('md5')
      .update(Buffer.concat([data, key]))
      .digest();
  const hash = name.startsWith('HMAC') ? name.slice('HMAC'.length).toLowerCase() : 'sha1';
  return createHmac(hash, key).update(data).digest();
};

export const machineCipher = (p: P, isProtect: boolean): [P, Buffer, number] => {
  const key = hex(p['decryptionKey']);
  const name: string =
    p['decryption'] !== 'Auto' ? p['decryption'] : key.length === 8 && !isProtect ? 'DES' : 'AES';
  if (name === 'DES') return [des, key.subarray(0, 8), 8];
  return name === '3DES' ? [tripleDes, key, 8] : [aes, key, 16];
};

export const purposeKey = (master: Buffer, purposes: string[]): Buffer => {
  const context = purposes.flatMap((purpose) => {
    const bytes = utf8(purpose);
    const size = bytes.length < 128 ? [bytes.length] : [(bytes.length & 127) | 128, bytes.length >> 7];
    return [Buffer.from(size), bytes];
  });
  const bits = Buffer.from([0, 0, (master.length * 8) >> 8, (master.length * 8) & 255]);
  const block = (index: number): Buffer =>
    createHmac('sha512', master)
      .update(
        Buffer.concat([Buffer.from([0, 0, 0, index]), utf8('User.MachineKey.Protect\0'), ...context, bits]),
      )
      .digest();
  return Buffer.concat([block(1), block(2)]).subarray(0, master.length);
};
