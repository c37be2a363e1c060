// Reader of `esdk1`: a message of the AWS Encryption SDK in base64. Tenant and purpose are the caller's word; the message
// has to authenticate both, stored in it or not. At most one call to KMS for each message, and none before it is known that the
// tenant allows its suite.

import { parseJson } from '../../../platform/parse-json.ts';
import { fail, succeed, type Result } from '../../../platform/result.ts';
import type { Codec, KeyAccess, KeyFailure, SealedCredential } from '../../codec.ts';
import { Parameters, problemOf } from '../../legacy/parameters.ts';
import { decodeBase64 } from '../../strict-base64.ts';
import type { MessageContext } from './encryption-context.ts';
import { esdkKeyId, noSettings, readEsdkSettings, wipeSettings } from './esdk-settings.ts';
import { openMessage } from './open-message.ts';
import { parseMessage, type EsdkMessage } from './parse-message.ts';
import { contextToGive, isOfKms, planOpening, type Plan } from './plan-opening.ts';

/** The tenant's settings are read only for what they could make a difference to. */
const planWithSettings = async (
  message: EsdkMessage,
  full: MessageContext,
  { keys, onLegacyKeyRefused }: SealedCredential,
): Promise<Result<Plan, KeyFailure>> => {
  const isPlain =
    message.suite.messageVersion === 2 && message.dataKeys.length === 1 && message.dataKeys.every(isOfKms);
  if (isPlain) return succeed(planOpening(message, full, noSettings));
  return keys.withLegacyKey(esdkKeyId, (json): Plan => {
    try {
      const settings = readEsdkSettings(new Parameters(parseJson(json.toString('utf8'))));
      try {
        return planOpening(message, full, settings);
      } finally {
        wipeSettings(settings);
      }
    } catch (error) {
      onLegacyKeyRefused?.(esdkKeyId, problemOf(error));
      return { kind: 'refused' };
    }
  });
};

const dataKeyOf = async (
  plan: Exclude<Plan, { kind: 'refused' }>,
  full: MessageContext,
  keys: KeyAccess,
): Promise<Result<Buffer, KeyFailure>> =>
  plan.kind === 'unwrapped'
    ? succeed(plan.dataKey)
    : keys.decrypt(plan.wrapped.ciphertext, Object.fromEntries(full));

export const openEsdk1: Codec = async (sealed) => {
  const { payload, tenantId, purpose, keys } = sealed;
  const bytes = decodeBase64(payload);
  const message = bytes === undefined ? undefined : parseMessage(bytes);
  if (message === undefined) return fail('envelope-malformed');
  const context = contextToGive(message, { tenantId, purpose });
  if (context === undefined) return fail('decryption-failed');
  const plan = await planWithSettings(message, context.full, sealed);
  if (!plan.ok) return plan;
  if (plan.value.kind === 'refused') return fail('decryption-failed');
  const dataKey = await dataKeyOf(plan.value, context.full, keys);
  if (!dataKey.ok) return dataKey;
  try {
    const plaintext = openMessage(message, dataKey.value, {
      given: context.given,
      dialects: plan.value.dialects,
    });
    return plaintext === undefined ? fail('decryption-failed') : succeed(plaintext);
  } finally {
    dataKey.value.fill(0);
  }
};
