// Keys as a codec asks for them, for opening a legacy value offline: its parameters are the legacy key, and there is no other.

import type { KeyAccess } from '#shared/crypto/codec';
import { succeed } from '#shared/platform/result';

const refuseOtherKeys = (): Promise<never> =>
  Promise.reject(new TypeError('a legacy scheme asked for another key'));

export const legacyKeyOf = (parameters: object): KeyAccess => {
  const json = JSON.stringify(parameters);
  return {
    withDataKey: refuseOtherKeys,
    decrypt: refuseOtherKeys,
    withLegacyKey: (_, use) => Promise.resolve(succeed(use(Buffer.from(json, 'utf8')))),
  };
};
