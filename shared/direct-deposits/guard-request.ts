// What stands between a request and pay that is diverted by it: whether it changes where pay goes, how many account numbers a person may still
// enter, and which accounts the bank has corrected. What is held and why: shared/domain/change-guard.ts.

import type { Caller } from '../domain/caller.ts';
import { isSetUp } from '../domain/change-guard.ts';
import { accountKey, type UnversionedDirectDeposit } from '../domain/direct-deposit.ts';
import { finding, type RuleFinding } from '../domain/rule.ts';
import { allRows } from '../domain/upcoming.ts';
import type { Problem } from '../http/problem.ts';
import type { EnteredAccounts, Gathered, RowChange } from './direct-deposit-store.ts';
import { newAccounts } from './new-accounts.ts';

type Destination = Pick<UnversionedDirectDeposit, 'routingNumber' | 'accountFingerprint'>;

/** Another type of the same number is no other destination. */
const destinationOf = ({ routingNumber, accountFingerprint }: Destination): string =>
  `${routingNumber} ${accountFingerprint}`;

/** Pay goes somewhere else: another account of a row, or one more account of somebody who is paid already. */
export const isDestinationChange = (changes: readonly RowChange[], gathered: Gathered): boolean =>
  changes.some((change) => {
    if (change.kind === 'create') return isSetUp(gathered.split.items, gathered.now);
    if (change.kind !== 'update') return false;
    const wanted = destinationOf(change.row);
    return allRows(gathered).every((row) => row.id !== change.row.id || destinationOf(row) !== wanted);
  });

const daySeconds = 86_400;

/**
 * Refused where it would be one account number too many for the person and the day.
 * @param fingerprints digests (hex) of the account numbers in the request
 */
export const spentBudget = (fingerprints: readonly string[], gathered: Gathered): Problem | undefined => {
  const { newAccountsPerDay } = gathered.limits.guards;
  const count = newAccounts(fingerprints, gathered).length;
  if (newAccountsPerDay === 0 || count === 0 || gathered.enteredToday + count <= newAccountsPerDay)
    return undefined;
  const left = Math.max(0, newAccountsPerDay - gathered.enteredToday);
  const seconds = daySeconds - (Math.floor(gathered.now.getTime() / 1_000) % daySeconds);
  return {
    code: 'ACCOUNT_BUDGET_SPENT',
    detail: `A person may enter ${newAccountsPerDay} new account numbers a day, also where nothing comes of them.`,
    // https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
    headers: {
      'retry-after': String(seconds),
      'ratelimit-policy': `"account-numbers";q=${newAccountsPerDay};w=${daySeconds}`,
      ratelimit: `"account-numbers";r=${left};t=${seconds}`,
    },
  };
};

/** Undefined where the request has none. */
export const enteredAccounts = (
  { subject }: Caller,
  fingerprints: readonly string[],
): EnteredAccounts | undefined =>
  fingerprints.length === 0
    ? undefined
    : {
        subject,
        fingerprints,
        // Not what was answered before, and not what the budget itself refuses.
        isCounted: (failure) =>
          'considered' in failure ||
          ('code' in failure && !('kind' in failure) && failure.code !== 'ACCOUNT_BUDGET_SPENT'),
      };

/** An account that the bank has corrected is not entered again; one that a row has already stays. */
export const correctedFindings = (
  changes: readonly RowChange[],
  gathered: Gathered,
): readonly RuleFinding[] => {
  const isEnteredAgain = (change: RowChange): boolean => {
    if (change.kind !== 'create' && change.kind !== 'update') return false;
    const wanted = accountKey(change.row);
    const isKept = allRows(gathered).some((row) => row.id === change.row.id && accountKey(row) === wanted);
    return !isKept && gathered.correctedAccounts.some((corrected) => accountKey(corrected) === wanted);
  };
  return changes.some(isEnteredAgain) ? [finding('noc.code', '')] : [];
};
