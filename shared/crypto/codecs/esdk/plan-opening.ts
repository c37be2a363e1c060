// What can be settled about a message without KMS: which context it is bound to, whether the tenant's settings allow its suite, and
// which key unwraps it.

import type { Dialect } from './derive-keys.ts';
import type { MessageContext } from './encryption-context.ts';
import { kmsProviderId, type EsdkSettings } from './esdk-settings.ts';
import type { EncryptedDataKey, EsdkMessage } from './parse-message.ts';
import { unwrapDataKey } from './unwrap-data-key.ts';

export type ContextToGive = {
  /** All pairs that the message is bound to. */
  readonly full: MessageContext;
  /** Those of them that are not stored in it. */
  readonly given: MessageContext;
};

/** @returns undefined when the message stores another value for a pair that the caller expects */
export const contextToGive = (
  { context }: EsdkMessage,
  expected: Readonly<Record<string, string>>,
): ContextToGive | undefined => {
  const pairs = Object.entries(expected);
  if (pairs.some(([name, value]) => (context.get(name) ?? value) !== value)) return undefined;
  const given = new Map(pairs.filter(([name]) => !context.has(name)));
  return { given, full: new Map([...context, ...given]) };
};

export const isOfKms = ({ providerId }: EncryptedDataKey): boolean => providerId === kmsProviderId;

export type Plan =
  | { readonly kind: 'refused' }
  | { readonly kind: 'unwrapped'; readonly dataKey: Buffer; readonly dialects: readonly Dialect[] }
  | { readonly kind: 'ask-kms'; readonly wrapped: EncryptedDataKey; readonly dialects: readonly Dialect[] };

export const planOpening = (
  message: EsdkMessage,
  full: MessageContext,
  settings: EsdkSettings,
  unwrap = unwrapDataKey,
): Plan => {
  const { rawKeys, kmsKeys, allowsNonCommitting, dialects } = settings;
  if (message.suite.messageVersion === 1 && !allowsNonCommitting) return { kind: 'refused' };
  for (const wrapped of message.dataKeys) {
    for (const rawKey of rawKeys) {
      const dataKey = unwrap(rawKey, wrapped, full);
      if (dataKey !== undefined) return { kind: 'unwrapped', dataKey, dialects };
    }
  }
  const ofKms = message.dataKeys.filter(isOfKms);
  const mayAsk = ({ providerInfo }: EncryptedDataKey): boolean =>
    kmsKeys.includes(providerInfo.toString('utf8'));
  const wrapped = kmsKeys.length === 0 && ofKms.length === 1 ? ofKms[0] : ofKms.find(mayAsk);
  return wrapped === undefined ? { kind: 'refused' } : { kind: 'ask-kms', wrapped, dialects };
};
