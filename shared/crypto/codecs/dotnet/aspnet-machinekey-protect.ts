// ASP.NET 4.5's MachineKey.Protect: both keys derived for the purposes, IV in front, the check around all of it.

import { createCheckedDecipher } from '../../legacy/cipher-parameters.ts';
import { createOpener, decryptPrefixed, type LegacyScheme } from '../../legacy/legacy-opener.ts';
import { deriveMachineKey } from '../../legacy/machine-key-derivation.ts';
import { cutMac } from '../../legacy/mac.ts';
import { readTextEncoding, readTransport } from '../../legacy/text-parameters.ts';
import {
  createMac,
  readMachineKeyBytes,
  readMachineKeyCipher,
  readValidation,
} from './machine-key-parameters.ts';

export const aspnetMachinekeyProtect: LegacyScheme = (parameters) => {
  if (parameters.has('dataProtectorType'))
    throw parameters.problem('dataProtectorType', 'names code of the application: not supported');
  const validation = readValidation(parameters);
  if (validation === 'MD5' || validation === 'AES' || validation === '3DES')
    throw parameters.problem('validation', `${validation} does not exist in MachineKey.Protect`);
  const purposes = parameters.texts('purposes');
  const { choice, key } = readMachineKeyCipher(parameters, true);
  const decryptionKey = deriveMachineKey(key, purposes);
  const validationKey = deriveMachineKey(readMachineKeyBytes(parameters, 'validationKey'), purposes);
  const decipher = createCheckedDecipher(parameters, 'decryptionKey', choice, decryptionKey);
  const mac = createMac(validation, validationKey);
  const decrypt = decryptPrefixed(decipher);
  return createOpener({
    transport: readTransport(parameters),
    decrypt: (bytes) => {
      const sealed = cutMac(mac, bytes);
      return sealed === undefined ? undefined : decrypt(sealed);
    },
    text: readTextEncoding(parameters),
    wipe: () => {
      decipher.wipe();
      validationKey.fill(0);
    },
  });
};
