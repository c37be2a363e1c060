// Every legacy scheme by its name. Loaded as a whole with the first legacy envelope, and not before.

import type { LegacyScheme } from '../../legacy/legacy-opener.ts';
import { aesSha256Rfc2898Salt8 } from './aes-sha256-rfc2898-salt8.ts';
import { aesThenHmac, aesThenHmacPassword } from './aes-then-hmac.ts';
import { aspnetMachinekeyEncode } from './aspnet-machinekey-encode.ts';
import { aspnetMachinekeyProtect } from './aspnet-machinekey-protect.ts';
import { aspnetMembershipEncrypted } from './aspnet-membership-encrypted.ts';
import { atwoodSymmetric } from './atwood-symmetric.ts';
import { cryptderivekey } from './cryptderivekey.ts';
import { custom } from './custom.ts';
import { desLeft8FixedIv, desSameKeyIv, symmcryptoDes } from './des-literal-keys.ts';
import { encryptstringaesIvlen } from './encryptstringaes-ivlen.ts';
import { ivPrefixedRawKey } from './iv-prefixed-raw-key.ts';
import { md5TripledesEcb } from './md5-tripledes-ecb.ts';
import { medvedevPdb } from './medvedev-pdb.ts';
import { medvedevRfc2898Aes } from './medvedev-rfc2898-aes.ts';
import { msdnSimple3des } from './msdn-simple3des.ts';
import { obviexRijndaelEnhanced } from './obviex-rijndael-enhanced.ts';
import { obviexRijndaelSimple } from './obviex-rijndael-simple.ts';
import type { LegacySchemeName } from './scheme-names.ts';
import { simpleAesFixed } from './simple-aes-fixed.ts';
import { stringcipherV2Rijndael256, stringcipherV3Aes128 } from './stringcipher-salted.ts';
import { stringcipherV1Pdb } from './stringcipher-v1-pdb.ts';
import { tripledesFixed } from './tripledes-fixed.ts';
import { vbAesMd5Ecb } from './vb-aes-md5-ecb.ts';
import { vbEncryptstring128bit } from './vb-encryptstring128bit.ts';
import { vbSha512KeyIv } from './vb-sha512-key-iv.ts';
import { vikeyRijndaelZeros } from './vikey-rijndael-zeros.ts';

export const legacySchemes = {
  'obviex-rijndael-simple': obviexRijndaelSimple,
  'obviex-rijndael-enhanced': obviexRijndaelEnhanced,
  'msdn-simple3des': msdnSimple3des,
  'medvedev-rfc2898-aes': medvedevRfc2898Aes,
  'medvedev-pdb': medvedevPdb,
  'md5-tripledes-ecb': md5TripledesEcb,
  'stringcipher-v1-pdb': stringcipherV1Pdb,
  'stringcipher-v2-rijndael256': stringcipherV2Rijndael256,
  'stringcipher-v3-aes128': stringcipherV3Aes128,
  'simple-aes-fixed': simpleAesFixed,
  'des-same-key-iv': desSameKeyIv,
  'des-left8-fixed-iv': desLeft8FixedIv,
  'tripledes-fixed': tripledesFixed,
  'vb-encryptstring128bit': vbEncryptstring128bit,
  'vb-aes-md5-ecb': vbAesMd5Ecb,
  'vb-sha512-key-iv': vbSha512KeyIv,
  'atwood-symmetric': atwoodSymmetric,
  'symmcrypto-des': symmcryptoDes,
  'vikey-rijndael-zeros': vikeyRijndaelZeros,
  'encryptstringaes-ivlen': encryptstringaesIvlen,
  'aes-sha256-rfc2898-salt8': aesSha256Rfc2898Salt8,
  'aes-then-hmac': aesThenHmac,
  'aes-then-hmac-password': aesThenHmacPassword,
  'iv-prefixed-raw-key': ivPrefixedRawKey,
  cryptderivekey,
  'aspnet-machinekey-encode': aspnetMachinekeyEncode,
  'aspnet-machinekey-protect': aspnetMachinekeyProtect,
  'aspnet-membership-encrypted': aspnetMembershipEncrypted,
  custom,
} as const satisfies Record<LegacySchemeName, LegacyScheme>;
