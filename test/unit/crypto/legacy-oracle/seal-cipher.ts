// Encryption for the tests only: padding, block ciphers, modes and text forms, written from the description of the formats.

import { createCipheriv, randomBytes } from 'node:crypto';
import { createRc2 } from '#shared/crypto/legacy/rc2';
import { encryptRijndaelBlock } from './slow-rijndael.ts';

export type SealCipher = {
  cipher: string;
  blockSize?: number;
  mode?: string;
  padding?: string;
  feedbackSize?: number | null;
};

type EncryptBlock = (block: Buffer) => Buffer;

const tripled = (key: Buffer): Buffer =>
  key.length === 24 ? key : Buffer.concat([key, key, key]).subarray(0, 24);

const blockOf = (cipher: string, key: Buffer): EncryptBlock => {
  if (cipher === 'rijndael' || cipher === 'aes') return (block) => encryptRijndaelBlock(key, block);
  if (cipher === 'rc2') {
    // Held separately against the vectors of RFC 2268.
    const rc2 = createRc2(key);
    return (block) => {
      const out = Buffer.alloc(8);
      rc2.forward(block, 0, out, 0);
      return out;
    };
  }
  return (block) => createCipheriv('des-ede3-ecb', tripled(key), null).setAutoPadding(false).update(block);
};

const pad = (mode: string, plain: Buffer, unit: number): Buffer => {
  const count = unit - (plain.length % unit);
  switch (mode) {
    case 'PKCS7':
      return Buffer.concat([plain, Buffer.alloc(count, count)]);
    case 'ANSIX923':
      return Buffer.concat([plain, Buffer.alloc(count - 1), Buffer.from([count])]);
    case 'ISO10126':
      return Buffer.concat([plain, randomBytes(count - 1), Buffer.from([count])]);
    case 'Zeros':
      return Buffer.concat([plain, Buffer.alloc(count % unit)]);
    default:
      return plain;
  }
};

const xor = (left: Buffer, right: Buffer): Buffer => Buffer.from(left.map((byte, at) => byte ^ right[at]!));

export const encrypt = (choice: SealCipher, key: Buffer, iv: Buffer | undefined, plain: Buffer): Buffer => {
  const { cipher, mode = 'CBC', padding = 'PKCS7' } = choice;
  const isWide = cipher === 'rijndael' || cipher === 'aes';
  const blockBytes = (choice.blockSize ?? (isWide ? 128 : 64)) / 8;
  const feedbackBytes = (choice.feedbackSize ?? (cipher === 'rijndael' ? 128 : 8)) / 8;
  const unit = mode === 'CFB' ? feedbackBytes : blockBytes;
  const padUnit = mode === 'CFB' && cipher !== 'rijndael' ? blockBytes : unit;
  const step = blockOf(cipher, key);
  const padded = pad(padding, plain, padUnit);
  const sealed: Buffer[] = [];
  let register = iv ?? Buffer.alloc(blockBytes);
  for (let at = 0; at < padded.length; at += unit) {
    const piece = padded.subarray(at, at + unit);
    let out: Buffer;
    if (mode === 'ECB') out = step(piece);
    else if (mode === 'CBC') {
      out = step(xor(piece, register));
      register = out;
    } else {
      out = xor(piece, step(register));
      register = Buffer.concat([register.subarray(unit), out]);
    }
    sealed.push(out);
  }
  return Buffer.concat(sealed);
};

export const toTransport = (encoding: string, bytes: Buffer): string => {
  const base64 = bytes.toString('base64');
  switch (encoding) {
    case 'base64':
      return base64;
    case 'base64-lines':
      return base64.replaceAll(/(.{76})/g, '$1\r\n');
    case 'base64-spaces':
      return base64.replaceAll('+', ' ');
    case 'base64-star-pipe':
      return base64.replaceAll('+', '*').replaceAll('/', '|');
    case 'hex':
      return bytes.toString('hex').toUpperCase();
    case 'hex-lower':
      return bytes.toString('hex');
    case 'hex-dashed':
      return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('-');
    case 'dec3':
      return Array.from(bytes, (byte) => String(byte).padStart(3, '0')).join('');
    case 'urltoken': {
      const body = bytes.toString('base64url');
      return body === '' ? '' : `${body}${(4 - (body.length % 4)) % 4}`;
    }
    default:
      throw new Error(`no such text form: ${encoding}`);
  }
};

const specials1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

export const toBytes = (encoding: string, text: string): Buffer => {
  switch (encoding) {
    case 'utf16le':
      return Buffer.from(text, 'utf16le');
    case 'utf16be':
      return Buffer.from(text, 'utf16le').swap16();
    case 'ascii':
      return Buffer.from(text.replaceAll(/[^\0-\x7f]/g, '?'), 'latin1');
    case 'windows-1252':
      return Buffer.from(
        [...text].map((character) => {
          const special = specials1252.indexOf(character);
          return special < 0 ? character.charCodeAt(0) : 0x80 + special;
        }),
      );
    case 'latin1':
      return Buffer.from(text, 'latin1');
    default:
      return Buffer.from(text, 'utf8');
  }
};
