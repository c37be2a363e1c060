// What the old applications did to store a text, scheme by scheme, for the tests only. Parameters are those of a legacy key.

import { createHmac, randomBytes } from 'node:crypto';
import { hashOf, pbkdf2, slowPasswordDeriveBytes } from './slow-keys.ts';
import { machineCipher, machineMac, purposeKey } from './seal-machine-key.ts';
import { encrypt, toBytes, toTransport } from './seal-cipher.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever a scheme's parameters are
type P = Record<string, any>;
type Seal = (p: P, text: string) => string;

const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8');
const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const aes = { cipher: 'aes' };
const des = { cipher: 'des' };
const tripleDes = { cipher: 'tripledes' };
const fit = (bytes: Buffer, length: number): Buffer =>
  Buffer.concat([bytes, Buffer.alloc(length)]).subarray(0, length);
const out = (p: P, bytes: Buffer, fallback = 'base64'): string =>
  toTransport(p['ciphertextEncoding'] ?? fallback, bytes);
const plainOf = (p: P, text: string, fallback = 'utf8'): Buffer =>
  toBytes(p['textEncoding'] ?? fallback, text);

const enhancedSalt = (min: number, max: number): Buffer => {
  const salt = randomBytes(min + Math.floor(Math.random() * (max - min + 1)));
  [0x03, 0x0c, 0x30, 0xc0].forEach((mask, at) => {
    salt[at] = (salt[at]! & ~mask) | (salt.length & mask);
  });
  return salt;
};

const salted =
  (cipher: P, blockBytes: number, keyBits: number): Seal =>
  (p, text) => {
    const salt = randomBytes(blockBytes);
    const iv = randomBytes(blockBytes);
    const key = pbkdf2(utf8(p['passphrase']), salt, 'SHA1', p['iterations'], (p['keySize'] ?? keyBits) / 8);
    return out(p, Buffer.concat([salt, iv, encrypt(cipher as never, key, iv, plainOf(p, text))]));
  };

const withTag = (key: Buffer, bytes: Buffer): Buffer =>
  Buffer.concat([bytes, createHmac('sha256', key).update(bytes).digest()]);

const customKey = (p: P, ivBytes: number): [Buffer, Buffer] => {
  switch (p['type']) {
    case 'hex':
      return [hex(p['value']), Buffer.alloc(0)];
    case 'base64':
      return [Buffer.from(p['value'], 'base64'), Buffer.alloc(0)];
    case 'text':
      return [toBytes(p['encoding'], p['value']), Buffer.alloc(0)];
    case 'hash':
      return [fit(hashOf(p['hash'], toBytes(p['encoding'], p['value'])), p['length']), Buffer.alloc(0)];
    case 'rfc2898': {
      const both = pbkdf2(
        utf8(p['password']),
        hex(p['saltHex']),
        p['hash'],
        p['iterations'],
        p['length'] + ivBytes,
      );
      return [both.subarray(0, p['length']), both.subarray(p['length'])];
    }
    default: {
      const [key, iv] = slowPasswordDeriveBytes(
        utf8(p['password']),
        hex(p['saltHex']),
        p['hash'],
        p['iterations'],
        [p['length'], ivBytes],
      );
      return [key!, iv!];
    }
  }
};

export const sealers: Record<string, Seal> = {
  'obviex-rijndael-simple': (p, text) => {
    const [key] = slowPasswordDeriveBytes(
      utf8(p['passphrase']),
      utf8(p['salt']),
      p['hash'],
      p['iterations'],
      [p['keySize'] / 8],
    );
    return out(p, encrypt(aes, key!, utf8(p['iv']), utf8(text)));
  },
  'obviex-rijndael-enhanced': (p, text) => {
    const [key] = slowPasswordDeriveBytes(
      utf8(p['passphrase']),
      utf8(p['salt'] ?? ''),
      p['hash'],
      p['iterations'],
      [p['keySize'] / 8],
    );
    const plain = Buffer.concat([enhancedSalt(p['minSaltLen'], p['maxSaltLen']), utf8(text)]);
    const iv: string | null = p['iv'];
    return out(p, encrypt({ ...aes, mode: iv === null ? 'ECB' : 'CBC' }, key!, utf8(iv ?? ''), plain));
  },
  'msdn-simple3des': (p, text) => {
    const password = Buffer.from(p['key'], 'utf16le');
    const iv = hashOf(p['hash'], p['ivSource'] === 'key' ? password : utf8('')).subarray(0, 8);
    const key = fit(hashOf(p['hash'], password), 24);
    return out(p, encrypt(tripleDes, key, iv, Buffer.from(text, 'utf16le')));
  },
  'medvedev-rfc2898-aes': (p, text) => {
    const keyBytes = p['keySize'] / 8;
    const both = pbkdf2(utf8(p['passphrase']), hex(p['saltHex']), p['hash'], p['iterations'], keyBytes + 16);
    return out(
      p,
      encrypt(aes, both.subarray(0, keyBytes), both.subarray(keyBytes), plainOf(p, text, 'utf16le')),
    );
  },
  'medvedev-pdb': (p, text) => {
    const [key, iv] = slowPasswordDeriveBytes(
      utf8(p['passphrase']),
      hex(p['saltHex']),
      p['hash'],
      p['iterations'],
      [p['keySize'] / 8, p['blockSize'] / 8],
    );
    const { cipher, blockSize, mode } = p;
    return out(p, encrypt({ cipher, blockSize, mode }, key!, iv, plainOf(p, text, 'utf16le')));
  },
  'md5-tripledes-ecb': (p, text) => {
    const password = toBytes(p['keyEncoding'], p['key']);
    const key = p['useHashing'] ? hashOf('MD5', password) : password;
    return out(p, encrypt({ ...tripleDes, mode: 'ECB' }, key, undefined, plainOf(p, text)));
  },
  'stringcipher-v1-pdb': (p, text) => {
    const [key] = slowPasswordDeriveBytes(utf8(p['passphrase']), utf8(''), 'SHA1', 100, [32]);
    return out(p, encrypt(aes, key!, utf8(p['iv']), utf8(text)));
  },
  'stringcipher-v2-rijndael256': salted({ cipher: 'rijndael', blockSize: 256 }, 32, 256),
  'stringcipher-v3-aes128': salted(aes, 16, 128),
  'simple-aes-fixed': (p, text) =>
    out(
      p,
      encrypt(
        { cipher: 'rijndael', blockSize: p['blockSize'] },
        hex(p['keyHex']),
        hex(p['ivHex']),
        utf8(text),
      ),
    ),
  'des-same-key-iv': (p, text) => out(p, encrypt(des, utf8(p['key']), utf8(p['key']), plainOf(p, text))),
  'des-left8-fixed-iv': (p, text) =>
    out(p, encrypt(des, utf8(String(p['key']).slice(0, 8)), hex(p['ivHex']), utf8(text))),
  'tripledes-fixed': (p, text) =>
    out(p, encrypt(tripleDes, hex(p['keyHex']), hex(p['ivHex']), plainOf(p, text))),
  'vb-encryptstring128bit': (p, text) => {
    const key = toBytes('ascii', `${p['key']}${'X'.repeat(32)}`.slice(0, 32));
    const iv = Buffer.from([121, 241, 10, 1, 132, 74, 11, 39, 255, 91, 45, 78, 14, 211, 22, 62]);
    return out(p, encrypt(aes, key, iv, toBytes('ascii', text)));
  },
  'vb-aes-md5-ecb': (p, text) => {
    const hash = hashOf('MD5', toBytes('ascii', p['password']));
    const key = Buffer.concat([hash.subarray(0, 15), hash, Buffer.from([0])]);
    return out(p, encrypt({ ...aes, mode: 'ECB' }, key, undefined, plainOf(p, text, 'ascii')));
  },
  'vb-sha512-key-iv': (p, text) => {
    const hashed = (word: string): Buffer => hashOf('SHA512', toBytes('windows-1252', word));
    const iv = hashed(p['ivPassword'] ?? p['password']).subarray(32, 48);
    return out(p, encrypt(aes, hashed(p['password']).subarray(0, 32), iv, utf8(text)));
  },
  'atwood-symmetric': (p, text) => {
    const [cipher, block, min, max] = {
      Rijndael: ['rijndael', 16, 16, 32],
      TripleDES: ['tripledes', 8, 16, 24],
      DES: ['des', 8, 8, 8],
      RC2: ['rc2', 8, 5, 16],
    }[p['provider'] as string] as [string, number, number, number];
    const given = toBytes('windows-1252', p['key']);
    const key = given.length > max ? given.subarray(0, max) : fit(given, Math.max(min, given.length));
    const iv = fit(toBytes('windows-1252', p['iv']), block);
    return out(p, encrypt({ cipher }, key, iv, toBytes('windows-1252', text)));
  },
  'symmcrypto-des': (p, text) => {
    const key = Buffer.from(`${p['key']}        `.slice(0, 8), 'latin1');
    return out(p, encrypt(des, key, key, toBytes('ascii', text)));
  },
  'vikey-rijndael-zeros': (p, text) => {
    const key = pbkdf2(utf8(p['passwordHash']), utf8(p['saltKey']), 'SHA1', 1000, 32);
    return out(p, encrypt({ ...aes, padding: 'Zeros' }, key, utf8(p['viKey']), utf8(text)));
  },
  'encryptstringaes-ivlen': (p, text) => {
    const iv = randomBytes(16);
    const key = pbkdf2(utf8(p['sharedSecret']), utf8(p['salt']), 'SHA1', 1000, 32);
    return out(p, Buffer.concat([Buffer.from([16, 0, 0, 0]), iv, encrypt(aes, key, iv, utf8(text))]));
  },
  'aes-sha256-rfc2898-salt8': (p, text) => {
    const password = p['prehash'] ? hashOf('SHA256', utf8(p['password'])) : utf8(p['password']);
    const both = pbkdf2(password, hex(p['saltHex']), 'SHA1', p['iterations'], 48);
    return out(p, encrypt(aes, both.subarray(0, 32), both.subarray(32), utf8(text)));
  },
  'aes-then-hmac': (p, text) => {
    const iv = randomBytes(16);
    const sealed = encrypt(aes, hex(p['cryptKeyHex']), iv, utf8(text));
    return out(
      p,
      withTag(hex(p['authKeyHex']), Buffer.concat([randomBytes(p['nonSecretPayloadLength']), iv, sealed])),
    );
  },
  'aes-then-hmac-password': (p, text) => {
    const [cryptSalt, authSalt, iv] = [randomBytes(8), randomBytes(8), randomBytes(16)];
    const keyOf = (salt: Buffer): Buffer => pbkdf2(utf8(p['password']), salt, 'SHA1', p['iterations'], 32);
    const sealed = encrypt(aes, keyOf(cryptSalt), iv, utf8(text));
    const payload = randomBytes(p['nonSecretPayloadLength']);
    return out(p, withTag(keyOf(authSalt), Buffer.concat([payload, cryptSalt, authSalt, iv, sealed])));
  },
  'iv-prefixed-raw-key': (p, text) => {
    const iv = randomBytes(p['blockSize'] / 8);
    const { cipher, blockSize } = p;
    const sealed = encrypt({ cipher, blockSize }, hex(p['keyHex']), iv, plainOf(p, text, 'utf16le'));
    return out(p, Buffer.concat([iv, sealed]));
  },
  cryptderivekey: (p, text) => {
    const hash = hashOf(p['hash'], utf8(p['password']));
    const half = (filler: number): Buffer => {
      const block = Buffer.alloc(64, filler);
      hash.forEach((byte, at) => (block[at]! ^= byte));
      return hashOf(p['hash'], block);
    };
    const bytes = p['keySize'] / 8;
    const key = (bytes <= hash.length ? hash : Buffer.concat([half(0x36), half(0x5c)])).subarray(0, bytes);
    return out(p, encrypt({ cipher: p['cipher'], mode: p['mode'] }, key, hex(p['ivHex']), plainOf(p, text)));
  },
  'aspnet-machinekey-encode': (p, text) => {
    const [cipher, key, block] = machineCipher(p, false);
    const macKey = hex(p['validationKey']);
    const signed = (bytes: Buffer): Buffer => Buffer.concat([bytes, machineMac(p, macKey, bytes)]);
    const inner = p['protection'] === 'Encryption' ? plainOf(p, text) : signed(plainOf(p, text));
    if (p['protection'] === 'Validation') return out(p, inner, 'hex');
    const hasPrefix = p['signed'] || p['compatibilityMode'] !== 'Framework20SP1';
    const plain = hasPrefix ? Buffer.concat([randomBytes(key.length), inner]) : inner;
    const sealed = encrypt(cipher as never, key, Buffer.alloc(block), plain);
    return out(p, p['signed'] ? signed(sealed) : sealed, 'hex');
  },
  'aspnet-machinekey-protect': (p, text) => {
    const [cipher, master, block] = machineCipher(p, true);
    const iv = randomBytes(block);
    const sealed = encrypt(cipher as never, purposeKey(master, p['purposes']), iv, plainOf(p, text));
    const all = Buffer.concat([iv, sealed]);
    const macKey = purposeKey(hex(p['validationKey']), p['purposes']);
    return out(p, Buffer.concat([all, machineMac(p, macKey, all)]));
  },
  'aspnet-membership-encrypted': (p, text) => {
    const [cipher, key, block] = machineCipher(p, false);
    const salt = p['passwordSalt'] === undefined ? randomBytes(16) : Buffer.from(p['passwordSalt'], 'base64');
    const plain = Buffer.concat([salt, Buffer.from(text, 'utf16le')]);
    return out(p, encrypt(cipher as never, key, Buffer.alloc(block), plain));
  },
  custom: (p, text) => {
    const blockBytes = p['blockSize'] / 8;
    const [key, more] = customKey(p['key'], blockBytes);
    const kind: string = p['iv'].type;
    const iv =
      kind === 'prefix'
        ? randomBytes(blockBytes)
        : kind === 'derived'
          ? more
          : kind === 'key-prefix'
            ? key.subarray(0, blockBytes)
            : kind === 'hex'
              ? hex(p['iv'].value)
              : kind === 'base64'
                ? Buffer.from(p['iv'].value, 'base64')
                : kind === 'text'
                  ? toBytes(p['iv'].encoding, p['iv'].value)
                  : Buffer.alloc(blockBytes);
    const sealed = encrypt(p as never, key, iv, plainOf(p, text));
    return out(p, kind === 'prefix' ? Buffer.concat([iv, sealed]) : sealed);
  },
};
