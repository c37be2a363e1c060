// SqlMembershipProvider with passwordFormat Encrypted: no check, an IV of zeros, sixteen salt bytes before the password. The
// PasswordSalt column holds the same bytes; given as a parameter, they have to agree.

import { timingSafeEqual } from 'node:crypto';
import { createCheckedDecipher } from '../../legacy/cipher-parameters.ts';
import { createOpener, decryptFixed, type LegacyScheme } from '../../legacy/legacy-opener.ts';
import type { Parameters } from '../../legacy/parameters.ts';
import { checkLength, readTextEncoding, readTransport } from '../../legacy/text-parameters.ts';
import { decodeTransport } from '../../legacy/transport-encoding.ts';
import { readMachineKeyCipher } from './machine-key-parameters.ts';

const saltBytes = 16;

const readSalt = (parameters: Parameters): Buffer | undefined => {
  const text = parameters.optionalText('passwordSalt');
  if (text === undefined) return undefined;
  const salt = decodeTransport('base64', text);
  if (salt === undefined) throw parameters.problem('passwordSalt', 'must be base64');
  return checkLength(parameters, 'passwordSalt', salt, saltBytes);
};

export const aspnetMembershipEncrypted: LegacyScheme = (parameters) => {
  const { choice, key } = readMachineKeyCipher(parameters, false);
  const decipher = createCheckedDecipher(parameters, 'decryptionKey', choice, key);
  const salt = readSalt(parameters);
  const decrypt = decryptFixed(decipher, Buffer.alloc(choice.blockBytes));
  return createOpener({
    transport: readTransport(parameters),
    decrypt: (bytes) => {
      const plain = decrypt(bytes);
      if (plain === undefined || plain.length < saltBytes) return undefined;
      const isOurs = salt === undefined || timingSafeEqual(salt, plain.subarray(0, saltBytes));
      return isOurs ? plain.subarray(saltBytes) : undefined;
    },
    text: readTextEncoding(parameters, 'utf16le'),
    wipe: decipher.wipe,
  });
};
