import { readAccountNumber } from '../domain/account-number.ts';
import { fingerprintOf, type AccountScope } from './account-scope.ts';

/** The most accounts that are looked up for one request: no larger set is accepted. */
const maxSentAccounts = 10;

/** Digests (hex) of the account numbers in a request; one that cannot be read has none. */
export const sentFingerprints = (
  scope: AccountScope,
  accountNumbers: readonly (string | undefined)[],
): readonly string[] => {
  const readable = accountNumbers.flatMap((text) => {
    const reading = text === undefined ? undefined : readAccountNumber(text, '');
    return reading?.ok === true ? [fingerprintOf(scope, reading.value.accountNumber.expose())] : [];
  });
  return [...new Set(readable)].slice(0, maxSentAccounts);
};
