// What the codec does with a message, for a context that is not a tenant's and for keys that no store holds.

import { openMessage } from '#shared/crypto/codecs/esdk/open-message';
import { parseMessage } from '#shared/crypto/codecs/esdk/parse-message';
import { contextToGive, planOpening } from '#shared/crypto/codecs/esdk/plan-opening';
import type { EsdkSettings } from '#shared/crypto/codecs/esdk/esdk-settings';
import { unwrapDataKey, type RawKey } from '#shared/crypto/codecs/esdk/unwrap-data-key';

export type Unwrap = typeof unwrapDataKey;

/** Of the very same bytes the same data key comes out: RSA takes milliseconds, and most changes do not touch it. */
export const rememberingUnwrap = (): Unwrap => {
  const known = new Map<string, Buffer | undefined>();
  return (rawKey: RawKey, wrapped, context) => {
    const name = [
      wrapped.providerId,
      wrapped.providerInfo.toString('hex'),
      wrapped.ciphertext.toString('hex'),
      rawKey.name,
      JSON.stringify([...context].sort()),
    ].join(' ');
    if (!known.has(name)) known.set(name, unwrapDataKey(rawKey, wrapped, context));
    const dataKey = known.get(name);
    return dataKey === undefined ? undefined : Buffer.from(dataKey);
  };
};

/** @returns undefined when it is refused */
export const openWithSettings = (
  bytes: Buffer,
  expected: Readonly<Record<string, string>>,
  settings: EsdkSettings,
  unwrap: Unwrap = unwrapDataKey,
): Buffer | undefined => {
  const message = parseMessage(bytes);
  const context = message === undefined ? undefined : contextToGive(message, expected);
  if (message === undefined || context === undefined) return undefined;
  const plan = planOpening(message, context.full, settings, unwrap);
  if (plan.kind !== 'unwrapped') return undefined;
  return openMessage(message, plan.dataKey, { given: context.given, dialects: plan.dialects });
};
