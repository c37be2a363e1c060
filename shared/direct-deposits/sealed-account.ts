// Which sealed bytes hold the number of a row as it is seen on a day: the row's own, or those of the change that made it so.

import type { UnversionedDirectDeposit } from '../domain/direct-deposit.ts';
import type { SealedAccount, StoredUpcoming } from './direct-deposit-store.ts';

/** @param stored of the row in the database; absent where it has none yet */
export const sealedAccountOf = (
  row: UnversionedDirectDeposit,
  upcoming: readonly StoredUpcoming[],
  stored: SealedAccount | undefined,
): SealedAccount | undefined => {
  const change = upcoming.find(({ id }) => id === row.id);
  const isOfChange =
    change !== undefined &&
    change.kind !== 'remove' &&
    change.account !== undefined &&
    change.row.accountFingerprint === row.accountFingerprint;
  return isOfChange ? change.account : stored;
};
