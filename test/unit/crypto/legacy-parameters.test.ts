// Wrong parameters of a legacy key: each is refused under its own name, and what it holds is in no message.

import { legacySchemeNames, type LegacySchemeName } from '#shared/crypto/codecs/dotnet/scheme-names';
import { setUpScheme } from '#shared/crypto/codecs/dotnet/set-up-scheme';
import { Parameters } from '#shared/crypto/legacy/parameters';

const obviex = { passphrase: 'canary', salt: 'canary', iv: 'canary-canary-16' };
const fixed = { keyHex: '00'.repeat(16), ivHex: '00'.repeat(16) };
const custom = { cipher: 'aes', key: { type: 'hex', value: '00'.repeat(16) }, iv: { type: 'zero' } };
const machine = { validationKey: 'ab'.repeat(64), decryptionKey: 'ab'.repeat(16) };

const problemOf = (scheme: LegacySchemeName, parameters: unknown): string => {
  const setUp = setUpScheme(scheme, parameters);
  return setUp.ok ? 'taken' : `${setUp.failure.problem}`;
};

test.each<[LegacySchemeName, unknown, string]>([
  ['obviex-rijndael-simple', undefined, 'parameters: must be an object'],
  ['obviex-rijndael-simple', ['canary'], 'parameters: must be an object'],
  ['obviex-rijndael-simple', { ...obviex, passphrase: null }, 'passphrase: is missing'],
  ['obviex-rijndael-simple', { ...obviex, passphrase: 7 }, 'passphrase: must be a text'],
  [
    'obviex-rijndael-simple',
    { ...obviex, passphrase: 'canary'.repeat(1_000) },
    'passphrase: must have at most 4096 characters, has 6000',
  ],
  ['obviex-rijndael-simple', { ...obviex, iv: 'canary' }, 'iv: must have 16 bytes, has 6'],
  [
    'obviex-rijndael-simple',
    { ...obviex, hash: 'canary' },
    'hash: must be one of SHA1, MD5, SHA256, SHA384, SHA512',
  ],
  ['obviex-rijndael-simple', { ...obviex, keySize: 64 }, 'keySize: must be 128, 192, 256 for aes'],
  [
    'obviex-rijndael-simple',
    { ...obviex, iterations: 0 },
    'iterations: must be a whole number from 1 to 1000000',
  ],
  [
    'obviex-rijndael-simple',
    { ...obviex, iterations: 1e9 },
    'iterations: must be a whole number from 1 to 1000000',
  ],
  [
    'obviex-rijndael-simple',
    { ...obviex, iterations: '2' },
    'iterations: must be a whole number from 1 to 1000000',
  ],
  ['obviex-rijndael-simple', { ...obviex, iteratons: 2 }, 'iteratons: is not a parameter of this scheme'],
  [
    'obviex-rijndael-simple',
    { ...obviex, 'canary canary': 2 },
    'a member: is not a parameter of this scheme',
  ],
  [
    'obviex-rijndael-simple',
    { ...obviex, scheme: 'custom' },
    'scheme: must be obviex-rijndael-simple for this envelope',
  ],
  [
    'obviex-rijndael-simple',
    { ...obviex, textEncoding: 'canary' },
    'textEncoding: must be one of utf8, utf16le, utf16be, ascii, windows-1252, latin1',
  ],
  [
    'simple-aes-fixed',
    { ...fixed, keyHex: 'canary' },
    'keyHex: must be an even number of hexadecimal digits',
  ],
  [
    'simple-aes-fixed',
    { ...fixed, keyHex: 'abcd' },
    'keyHex: must give 16 or 24 or 32 bytes for rijndael, gives 2',
  ],
  ['simple-aes-fixed', { ...fixed, blockSize: 256 }, 'ivHex: must have 32 bytes, has 16'],
  ['simple-aes-fixed', { ...fixed, blockSize: 200 }, 'blockSize: must be 128, 192 or 256'],
  [
    'medvedev-rfc2898-aes',
    { passphrase: 'p', saltHex: '00' },
    'saltHex: must give at least 8 bytes, gives 1',
  ],
  [
    'medvedev-pdb',
    { passphrase: 'p', cipher: 'canary' },
    'cipher: must be one of rijndael, aes, tripledes, des, rc2',
  ],
  ['medvedev-pdb', { passphrase: 'p', cipher: 'des', blockSize: 128 }, 'blockSize: must be 64 for des'],
  ['des-same-key-iv', { key: 'canary' }, 'key: must give 8 bytes for des, gives 6'],
  [
    'des-left8-fixed-iv',
    { key: 'cänary-canary', ivHex: '00'.repeat(8) },
    'key: must give 8 bytes for des, gives 9',
  ],
  ['symmcrypto-des', { key: 'canary-canary' }, 'key: must give 8 bytes for des, gives 13'],
  ['md5-tripledes-ecb', { key: 'canary', useHashing: 'yes' }, 'useHashing: must be true or false'],
  ['vb-sha512-key-iv', { password: 'canary ł' }, 'password: has a character that windows-1252 lacks'],
  [
    'atwood-symmetric',
    { key: 'canary-canary-canary' },
    'key: must give 16 or 24 or 32 bytes for rijndael, gives 20',
  ],
  [
    'cryptderivekey',
    { password: 'p', hash: 'MD5', keySize: 256, deriveAlgorithm: 'AES', cipher: 'aes' },
    'taken',
  ],
  [
    'cryptderivekey',
    { password: 'p', deriveAlgorithm: 'TripleDES', ivHex: '00' },
    'ivHex: must have 8 bytes, has 1',
  ],
  [
    'aspnet-machinekey-encode',
    { ...machine, validationKey: 'AutoGenerate' },
    'validationKey: is auto-generated: the key lives in the registry of its server',
  ],
  [
    'aspnet-machinekey-encode',
    { ...machine, decryptionKey: 'ABCD,IsolateApps' },
    'decryptionKey: is mixed with an application id: give the effective key',
  ],
  [
    'aspnet-machinekey-encode',
    { ...machine, validation: 'AES', decryptionKey: 'ab'.repeat(8) },
    'decryptionKey: cannot have 8 bytes when validation is AES',
  ],
  [
    'aspnet-machinekey-encode',
    { ...machine, validation: '3DES', decryptionKey: 'ab'.repeat(32) },
    'decryptionKey: cannot have 32 bytes when validation is 3DES',
  ],
  [
    'aspnet-machinekey-protect',
    { ...machine, validation: 'MD5' },
    'validation: MD5 does not exist in MachineKey.Protect',
  ],
  ['aspnet-machinekey-protect', { ...machine, purposes: 'canary' }, 'purposes: must be a list of texts'],
  [
    'aspnet-machinekey-protect',
    { ...machine, dataProtectorType: 'canary' },
    'dataProtectorType: names code of the application: not supported',
  ],
  [
    'aspnet-membership-encrypted',
    { decryptionKey: 'ab'.repeat(16), passwordSalt: 'canary!' },
    'passwordSalt: must be base64',
  ],
  [
    'custom',
    { ...custom, key: { type: 'canary' } },
    'key.type: must be one of hex, base64, text, hash, rfc2898, passwordDeriveBytes',
  ],
  ['custom', { ...custom, key: 'canary' }, 'key: must be an object'],
  ['custom', { ...custom, key: undefined }, 'key: is missing'],
  [
    'custom',
    { ...custom, key: { ...custom.key, salt: 'canary' } },
    'key.salt: is not a parameter of this scheme',
  ],
  ['custom', { ...custom, iv: { type: 'none' } }, 'iv.type: must give an IV for CBC'],
  ['custom', { ...custom, iv: { type: 'derived' } }, 'iv.type: needs a key that is derived from a password'],
  ['custom', { ...custom, iv: { type: 'hex', value: '00' } }, 'iv.value: must have 16 bytes, has 1'],
  [
    'custom',
    { ...custom, mode: 'ECB', iv: { type: 'prefix' } },
    'mode: must not be ECB where the value begins with its IV',
  ],
  [
    'iv-prefixed-raw-key',
    { keyHex: '00'.repeat(16), mode: 'ECB' },
    'mode: must not be ECB where the value begins with its IV',
  ],
  ['custom', { ...custom, mode: 'OFB' }, 'mode: must be one of CBC, ECB, CFB'],
  [
    'custom',
    { ...custom, cipher: 'des', mode: 'CFB', feedbackSize: 16 },
    'feedbackSize: does not exist for des in .NET',
  ],
])('%s with %j', (scheme, parameters, expected) => {
  const problem = problemOf(scheme, parameters);
  expect(problem).toBe(expected);
  expect(problem).not.toContain('canary');
});

test.each(legacySchemeNames)('%s takes no empty parameters and no foreign ones', (scheme) => {
  expect(problemOf(scheme, {})).not.toBe('taken');
  expect(problemOf(scheme, { ...obviex, ...fixed, ...custom, ...machine })).not.toBe('taken');
});

test.each([
  ['SHA-256', 'sha256'],
  ['Sha1', 'SHA1'],
])('a hash may be written %s or %s', (first, second) => {
  expect([first, second].map((hash) => problemOf('obviex-rijndael-simple', { ...obviex, hash }))).toEqual([
    'taken',
    'taken',
  ]);
});

test.each<[LegacySchemeName, unknown, string]>([
  ['custom', { ...custom, key: { type: 'base64', value: '*' } }, 'key.value: must be base64'],
  [
    'custom',
    {
      ...{ cipher: 'rijndael', blockSize: 256 },
      ...{ key: { type: 'hex', value: '00'.repeat(16) }, iv: { type: 'key-prefix' } },
    },
    'iv.type: needs a key as long as a block',
  ],
  ['aspnet-machinekey-encode', { ...machine, decryptionKey: '' }, 'decryptionKey: is empty'],
])('%s: %j is refused: %s', (scheme, parameters, problem) => {
  expect(problemOf(scheme, parameters)).toBe(problem);
});

test('a number without a default has to be there', () => {
  expect(() => new Parameters({}).integer('count', { min: 1, max: 2 })).toThrow('count: is missing');
});
