// Keyed look-ups: the same account number of the same tenant always gives the same 32 bytes, and without the
// tenant's index key can test a guess against them. They do not rotate with the sealing keys.

import { createHmac } from 'node:crypto';
import { fingerprintKey, idempotencyKey } from './account-number-keys.ts';
import type { AccountNumberKeyset } from './account-number-keyset.ts';
import { lengthPrefixed } from './length-prefixed.ts';

const keyedHash = (key: Buffer, texts: readonly string[]): Buffer =>
  createHmac('sha256', key).update(lengthPrefixed(texts)).digest();

/** 32 bytes. Routing number and the like are compared beside it, not inside it. */
export const fingerprintAccountNumber = (
  keyset: AccountNumberKeyset,
  tenantId: string,
  accountNumber: string,
): Buffer => keyedHash(fingerprintKey(keyset), [tenantId, accountNumber]);

/** 32 bytes that stand for a request in an idempotency record without telling what was in it. */
export const fingerprintRequest = (keyset: AccountNumberKeyset, tenantId: string, request: string): Buffer =>
  keyedHash(idempotencyKey(keyset), [tenantId, request]);
