// Makes and rotates a tenant's keys for account numbers. Operators' code: nothing that serves requests imports it.

import { randomBytes } from 'node:crypto';
import type { AccountNumberKeyset } from '#shared/crypto/account-number-keyset';

const newKey = (): string => randomBytes(32).toString('base64');

export const newAccountNumberKeyset = (): AccountNumberKeyset => ({
  current: 1,
  keys: { '1': newKey() },
  indexKey: newKey(),
});

/** One more sealing key, all the old ones kept; the index key stays, or fingerprints would stop matching. */
export const rotateAccountNumberKeyset = (keyset: AccountNumberKeyset): AccountNumberKeyset => {
  const current = Math.max(...Object.keys(keyset.keys).map(Number)) + 1;
  return { ...keyset, current, keys: { ...keyset.keys, [String(current)]: newKey() } };
};
