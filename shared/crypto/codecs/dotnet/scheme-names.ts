// The names of the legacy schemes, apart from their code: the registry knows the names, the code waits for its first value.

export const legacySchemeNames = [
  'obviex-rijndael-simple',
  'obviex-rijndael-enhanced',
  'msdn-simple3des',
  'medvedev-rfc2898-aes',
  'medvedev-pdb',
  'md5-tripledes-ecb',
  'stringcipher-v1-pdb',
  'stringcipher-v2-rijndael256',
  'stringcipher-v3-aes128',
  'simple-aes-fixed',
  'des-same-key-iv',
  'des-left8-fixed-iv',
  'tripledes-fixed',
  'vb-encryptstring128bit',
  'vb-aes-md5-ecb',
  'vb-sha512-key-iv',
  'atwood-symmetric',
  'symmcrypto-des',
  'vikey-rijndael-zeros',
  'encryptstringaes-ivlen',
  'aes-sha256-rfc2898-salt8',
  'aes-then-hmac',
  'aes-then-hmac-password',
  'iv-prefixed-raw-key',
  'cryptderivekey',
  'aspnet-machinekey-encode',
  'aspnet-machinekey-protect',
  'aspnet-membership-encrypted',
  'custom',
] as const;

export type LegacySchemeName = (typeof legacySchemeNames)[number];

export const legacyFormatPrefix = 'dotnet-';
