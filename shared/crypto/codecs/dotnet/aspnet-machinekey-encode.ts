// ASP.NET 4.0's MachineKey.Encode: a check, an encryption under an IV of zeros with as many random bytes in front as the key
// has, and since the security update of September 2010 a second check around it.

import { createCheckedDecipher } from '../../legacy/cipher-parameters.ts';
import { createOpener, decryptFixed, type LegacyScheme } from '../../legacy/legacy-opener.ts';
import { cutMac } from '../../legacy/mac.ts';
import type { Parameters } from '../../legacy/parameters.ts';
import { readTextEncoding, readTransport } from '../../legacy/text-parameters.ts';
import {
  createMac,
  readMachineKeyBytes,
  readMachineKeyCipher,
  readValidation,
  type Validation,
} from './machine-key-parameters.ts';

const compatibilityModes = ['Framework20SP1', 'Framework20SP2', 'Framework45'] as const;

const refuseImpossible = (parameters: Parameters, validation: Validation): void => {
  const keyBytes = readMachineKeyBytes(parameters, 'decryptionKey').length;
  if (validation === 'AES' && keyBytes === 8)
    throw parameters.problem('decryptionKey', 'cannot have 8 bytes when validation is AES');
  if (validation === '3DES' && keyBytes === 32)
    throw parameters.problem('decryptionKey', 'cannot have 32 bytes when validation is 3DES');
};

export const aspnetMachinekeyEncode: LegacyScheme = (parameters) => {
  const validation = readValidation(parameters);
  refuseImpossible(parameters, validation);
  const validationKey = readMachineKeyBytes(parameters, 'validationKey');
  const mac = createMac(validation, validationKey);
  const protection = parameters.oneOf('protection', ['All', 'Encryption', 'Validation'], 'All');
  const isSigned = parameters.flag('signed', true);
  const mode = parameters.oneOf('compatibilityMode', compatibilityModes, 'Framework20SP1');
  const { choice, key } = readMachineKeyCipher(parameters, false);
  const decipher = createCheckedDecipher(parameters, 'decryptionKey', choice, key);
  const prefixBytes = isSigned || mode !== 'Framework20SP1' ? key.length : 0;
  const decryptWithZeros = decryptFixed(decipher, Buffer.alloc(choice.blockBytes));

  const decrypt = (bytes: Buffer): Buffer | undefined => {
    const sealed = isSigned ? cutMac(mac, bytes) : bytes;
    const plain = sealed === undefined ? undefined : decryptWithZeros(sealed);
    return plain === undefined || plain.length < prefixBytes ? undefined : plain.subarray(prefixBytes);
  };

  return createOpener({
    transport: readTransport(parameters, 'hex'),
    decrypt: (bytes) => {
      const data = protection === 'Validation' ? bytes : decrypt(bytes);
      return data === undefined || protection === 'Encryption' ? data : cutMac(mac, data);
    },
    text: readTextEncoding(parameters),
    wipe: () => {
      decipher.wipe();
      validationKey.fill(0);
    },
  });
};
