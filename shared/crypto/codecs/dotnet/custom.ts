// The generic scheme: every knob of the engine by itself, for applications that none of the named schemes describes.

import { createCheckedDecipher, readCipher, refuseEcb } from '../../legacy/cipher-parameters.ts';
import {
  createOpener,
  decryptFixed,
  decryptPrefixed,
  trimTrailingNuls,
  type LegacyScheme,
} from '../../legacy/legacy-opener.ts';
import { paddingModes } from '../../legacy/padding.ts';
import { readTextEncoding, readTransport } from '../../legacy/text-parameters.ts';
import { readCustomIv, readCustomKey } from './custom-keys.ts';

export const custom: LegacyScheme = (parameters) => {
  const choice = readCipher(parameters);
  const padding = parameters.oneOf('padding', paddingModes, 'PKCS7');
  const key = readCustomKey(parameters.group('key'));
  const ivParameters = parameters.group('iv');
  const iv = readCustomIv(ivParameters, key, choice.blockBytes);
  if (iv === 'none' && choice.mode !== 'ECB')
    throw ivParameters.problem('type', `must give an IV for ${choice.mode}`);
  if (iv === 'prefix') refuseEcb(parameters, choice);
  const decipher = createCheckedDecipher(parameters, 'key', choice, key.key);
  const fixedIv = iv === 'none' || iv === 'prefix' ? undefined : iv;
  return createOpener({
    transport: readTransport(parameters),
    decrypt: iv === 'prefix' ? decryptPrefixed(decipher, padding) : decryptFixed(decipher, fixedIv, padding),
    text: readTextEncoding(parameters),
    ...(padding === 'Zeros' ? { finish: trimTrailingNuls } : {}),
    wipe: decipher.wipe,
  });
};
