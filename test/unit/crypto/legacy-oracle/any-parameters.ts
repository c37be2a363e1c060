// Any parameters and any text that each scheme can have, for property tests.

import fc from 'fast-check';
import { customCases } from './any-custom-parameters.ts';
import { ofBytes, hexOf, word, asciiOf, hash, hmacHash, rounds, aesBits, transport } from './arbitraries.ts';

type Parameters = Record<string, unknown>;
export type Case = { params: Parameters; text: string };

const unicode = fc.constantFrom('utf8', 'utf16le', 'utf16be');
const western = fc
  .array(fc.constantFrom(...'abc XYZ012;=é€ßŽ“”™ÿ\u00a0'), { maxLength: 40 })
  .map((characters) => characters.join(''));

const texts: Record<string, fc.Arbitrary<string>> = {
  utf8: fc.string({ unit: 'grapheme', maxLength: 60 }),
  utf16le: fc.string({ unit: 'grapheme', maxLength: 60 }),
  utf16be: fc.string({ unit: 'grapheme', maxLength: 60 }),
  ascii: asciiOf(0, 60),
  'windows-1252': western,
  latin1: asciiOf(0, 60),
};

const record = (model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Parameters> => fc.record(model);

/** Zero padding cannot tell its own zeros from the text's. */
const withText = (parameters: fc.Arbitrary<Parameters>, fallback: string): fc.Arbitrary<Case> =>
  parameters.chain((params) => {
    const encoding = (params['textEncoding'] as string | undefined) ?? fallback;
    return texts[encoding]!.map((text) => ({ params, text: text.replaceAll('\0', '.') }));
  });

const cipherSizes = fc.constantFrom(
  { cipher: 'rijndael', blockSize: 128, keySize: 256 },
  { cipher: 'rijndael', blockSize: 192, keySize: 192 },
  { cipher: 'rijndael', blockSize: 256, keySize: 128 },
  { cipher: 'tripledes', blockSize: 64, keySize: 192 },
  { cipher: 'des', blockSize: 64, keySize: 64 },
  { cipher: 'rc2', blockSize: 64, keySize: 128 },
  { cipher: 'rc2', blockSize: 64, keySize: 40 },
);

const machineKeys = (validations: string[]) =>
  fc
    .record({
      validation: fc.constantFrom(...validations),
      validationKey: hexOf(20, 32, 64, 80),
      cipher: fc.constantFrom(['AES', 16], ['AES', 24], ['AES', 32], ['3DES', 24], ['DES', 8], ['Auto', 16]),
    })
    .chain(({ cipher: [decryption, length], ...rest }) =>
      ofBytes(length as number).map((key) => ({ ...rest, decryption, decryptionKey: key.toString('hex') })),
    )
    .filter(({ validation, decryptionKey }) => {
      const bytes = decryptionKey.length / 2;
      return !(validation === 'AES' && bytes === 8) && !(validation === '3DES' && bytes === 32);
    });

const hmacs = ['SHA1', 'HMACSHA256', 'HMACSHA384', 'HMACSHA512'];

export const casesOf: Record<string, fc.Arbitrary<Case>> = {
  'obviex-rijndael-simple': withText(
    record({
      passphrase: word,
      salt: asciiOf(0, 20),
      hash,
      iterations: rounds,
      iv: asciiOf(16),
      keySize: aesBits,
    }),
    'utf8',
  ),
  'obviex-rijndael-enhanced': withText(
    record({
      passphrase: word,
      salt: fc.option(asciiOf(0, 20)),
      hash,
      iterations: rounds,
      iv: fc.option(asciiOf(16)),
      keySize: aesBits,
      minSaltLen: fc.integer({ min: 4, max: 60 }),
      maxSaltLen: fc.integer({ min: 60, max: 255 }),
    }),
    'utf8',
  ),
  'msdn-simple3des': withText(
    record({ key: word, hash, ivSource: fc.constantFrom('empty', 'key') }),
    'utf16le',
  ),
  'medvedev-rfc2898-aes': withText(
    record({
      passphrase: word,
      saltHex: hexOf(8, 13, 40),
      hash: hmacHash,
      iterations: rounds,
      keySize: aesBits,
      textEncoding: unicode,
      ciphertextEncoding: transport,
    }),
    'utf16le',
  ),
  'medvedev-pdb': withText(
    fc
      .tuple(
        cipherSizes,
        record({
          mode: fc.constantFrom('CBC', 'ECB'),
          passphrase: word,
          saltHex: hexOf(0, 8, 13),
          hash,
          iterations: rounds,
          textEncoding: unicode,
          ciphertextEncoding: transport,
        }),
      )
      .map(([size, rest]) => ({ ...size, ...rest })),
    'utf16le',
  ),
  'md5-tripledes-ecb': withText(
    fc.oneof(
      record({
        key: word,
        useHashing: fc.constant(true),
        keyEncoding: unicode,
        ciphertextEncoding: transport,
      }),
      record({ key: asciiOf(24), useHashing: fc.constant(false), keyEncoding: fc.constant('ascii') }),
      record({ key: asciiOf(8), useHashing: fc.constant(false), keyEncoding: fc.constant('utf16le') }),
    ),
    'utf8',
  ),
  'stringcipher-v1-pdb': withText(record({ passphrase: word, iv: asciiOf(16) }), 'utf8'),
  'stringcipher-v2-rijndael256': withText(record({ passphrase: word, iterations: rounds }), 'utf8'),
  'stringcipher-v3-aes128': withText(
    record({ passphrase: word, iterations: rounds, keySize: aesBits }),
    'utf8',
  ),
  'simple-aes-fixed': withText(
    fc.constantFrom(128, 192, 256).chain((blockSize) =>
      record({
        blockSize: fc.constant(blockSize),
        keyHex: hexOf(16, 24, 32),
        ivHex: hexOf(blockSize / 8),
        ciphertextEncoding: transport,
      }),
    ),
    'utf8',
  ),
  'des-same-key-iv': withText(record({ key: asciiOf(8), textEncoding: unicode }), 'utf8'),
  'des-left8-fixed-iv': withText(
    record({ key: asciiOf(8, 20), ivHex: hexOf(8), ciphertextEncoding: transport }),
    'utf8',
  ),
  'tripledes-fixed': withText(
    record({ keyHex: hexOf(16, 24), ivHex: hexOf(8), textEncoding: unicode }),
    'utf8',
  ),
  'vb-encryptstring128bit': withText(record({ key: fc.string({ unit: 'binary', maxLength: 40 }) }), 'ascii'),
  'vb-aes-md5-ecb': withText(
    record({ password: word, textEncoding: fc.constantFrom('ascii', 'utf8') }),
    'ascii',
  ),
  'vb-sha512-key-iv': withText(record({ password: western, ivPassword: fc.option(western) }), 'utf8'),
  'atwood-symmetric': withText(
    record({
      provider: fc.constantFrom('Rijndael', 'TripleDES', 'DES', 'RC2'),
      key: fc.oneof(asciiOf(0, 16), asciiOf(32, 60)).filter((key) => key.length !== 0),
      iv: asciiOf(0, 20),
      ciphertextEncoding: transport,
    }),
    'windows-1252',
  ).filter(({ params }) => {
    const { provider, key } = params as { provider: string; key: string };
    return provider !== 'Rijndael' || key.length <= 16 || key.length >= 32;
  }),
  'symmcrypto-des': withText(record({ key: asciiOf(0, 8) }), 'ascii'),
  'vikey-rijndael-zeros': withText(
    record({ passwordHash: word, saltKey: asciiOf(8, 20), viKey: asciiOf(16) }),
    'utf8',
  ),
  'encryptstringaes-ivlen': withText(record({ sharedSecret: word, salt: asciiOf(8, 20) }), 'utf8'),
  'aes-sha256-rfc2898-salt8': withText(
    record({ password: word, prehash: fc.boolean(), saltHex: hexOf(8, 16), iterations: rounds }),
    'utf8',
  ),
  'aes-then-hmac': withText(
    record({
      cryptKeyHex: hexOf(32),
      authKeyHex: hexOf(32),
      nonSecretPayloadLength: fc.integer({ min: 0, max: 20 }),
    }),
    'utf8',
  ),
  'aes-then-hmac-password': withText(
    record({ password: word, iterations: rounds, nonSecretPayloadLength: fc.integer({ min: 0, max: 20 }) }),
    'utf8',
  ),
  'iv-prefixed-raw-key': withText(
    fc
      .constantFrom(
        ['rijndael', 128, 32],
        ['rijndael', 256, 24],
        ['tripledes', 64, 16],
        ['rc2', 64, 9],
        ['des', 64, 8],
      )
      .chain(([cipher, blockSize, length]) =>
        record({
          cipher: fc.constant(cipher),
          blockSize: fc.constant(blockSize),
          keyHex: hexOf(length as number),
          textEncoding: unicode,
        }),
      ),
    'utf16le',
  ),
  cryptderivekey: withText(
    fc
      .constantFrom(
        ['TripleDES', 192, 'tripledes', 'SHA1'],
        ['TripleDES', 192, 'tripledes', 'MD5'],
        ['RC2', 128, 'rc2', 'MD5'],
        ['RC2', 40, 'rc2', 'SHA1'],
        ['RC2', 128, 'tripledes', 'MD5'],
        ['DES', 64, 'des', 'SHA256'],
      )
      .chain(([deriveAlgorithm, keySize, cipher, name]) =>
        record({
          password: word,
          deriveAlgorithm: fc.constant(deriveAlgorithm),
          hash: fc.constant(name),
          keySize: fc.constant(keySize),
          cipher: fc.constant(cipher),
          mode: fc.constantFrom('CBC', 'ECB'),
          ivHex: hexOf(8),
        }),
      ),
    'utf8',
  ),
  'aspnet-machinekey-encode': withText(
    fc
      .tuple(
        machineKeys([...hmacs, 'MD5', 'AES', '3DES']),
        record({
          protection: fc.constantFrom('All', 'Encryption', 'Validation'),
          signed: fc.boolean(),
          compatibilityMode: fc.constantFrom('Framework20SP1', 'Framework20SP2'),
          textEncoding: unicode,
        }),
      )
      .map(([keys, rest]) => ({ ...keys, ...rest })),
    'utf8',
  ),
  'aspnet-machinekey-protect': withText(
    fc
      .tuple(
        machineKeys(hmacs),
        record({
          purposes: fc.array(fc.string({ unit: 'grapheme', maxLength: 80 }), { maxLength: 4 }),
          textEncoding: unicode,
          ciphertextEncoding: transport,
        }),
      )
      .map(([keys, rest]) => ({ ...keys, ...rest })),
    'utf8',
  ),
  'aspnet-membership-encrypted': withText(
    fc.tuple(machineKeys(['SHA1']), fc.option(ofBytes(16))).map(([{ decryption, decryptionKey }, salt]) => ({
      decryption,
      decryptionKey,
      ...(salt === null ? {} : { passwordSalt: salt.toString('base64') }),
    })),
    'utf16le',
  ),
  custom: withText(customCases, 'utf8'),
};
