// The keys that a tenant's keyset stands for. Each use has a label of its own (HKDF-SHA-256, RFC 5869), so that no key
// serves two ends. Derived once for each keyset object and forgotten with it.

import { hkdfSync } from 'node:crypto';
import { decodeBase64 } from './strict-base64.ts';
import type { AccountNumberKeyset } from './account-number-keyset.ts';

const labels = {
  seal: 'direct-deposits/account-number/seal/1',
  fingerprint: 'direct-deposits/account-number/fingerprint/1',
  idempotency: 'direct-deposits/idempotency/1',
  receipt: 'direct-deposits/receipt/1',
  cursor: 'direct-deposits/history-cursor/1',
} as const;

const derivedKeys = new WeakMap<AccountNumberKeyset, Map<string, Buffer>>();

const derive = (keyset: AccountNumberKeyset, label: string, rootBase64: string): Buffer => {
  const known = derivedKeys.get(keyset) ?? new Map<string, Buffer>();
  derivedKeys.set(keyset, known);
  const cached = known.get(label);
  if (cached !== undefined) return cached;
  const root = decodeBase64(rootBase64);
  if (root?.length !== 32)
    throw new RangeError('a key of the account number keyset is not 32 bytes in base64');
  const key = Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), label, 32));
  root.fill(0);
  known.set(label, key);
  return key;
};

/** Wipes what was derived from a keyset that is not kept any longer; used again, its keys are derived anew. */
export const forgetDerivedKeys = (keyset: AccountNumberKeyset): void => {
  for (const key of derivedKeys.get(keyset)?.values() ?? []) key.fill(0);
  derivedKeys.delete(keyset);
};

/** `undefined` for a version that the keyset does not hold. */
export const sealingKey = (keyset: AccountNumberKeyset, keyVersion: number): Buffer | undefined => {
  const name = String(keyVersion);
  const root = Object.hasOwn(keyset.keys, name) ? keyset.keys[name] : undefined;
  return root === undefined ? undefined : derive(keyset, `${labels.seal}/${name}`, root);
};

export const fingerprintKey = (keyset: AccountNumberKeyset): Buffer =>
  derive(keyset, labels.fingerprint, keyset.indexKey);

export const idempotencyKey = (keyset: AccountNumberKeyset): Buffer =>
  derive(keyset, labels.idempotency, keyset.indexKey);

export const receiptKey = (keyset: AccountNumberKeyset): Buffer =>
  derive(keyset, labels.receipt, keyset.indexKey);

export const cursorKey = (keyset: AccountNumberKeyset): Buffer =>
  derive(keyset, labels.cursor, keyset.indexKey);
