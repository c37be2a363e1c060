import { allRows } from '../domain/upcoming.ts';
import type { UnversionedDirectDeposit } from '../domain/direct-deposit.ts';
import type { Gathered, Write } from './direct-deposit-store.ts';

/** Of digests (hex) of account numbers those that the employee has nowhere yet, each once. */
export const newAccounts = (
  fingerprints: readonly string[],
  stored: Pick<Gathered, 'split' | 'upcoming'>,
): readonly string[] => {
  const known = new Set(allRows(stored).map(({ accountFingerprint }) => accountFingerprint));
  return [...new Set(fingerprints)].filter((fingerprint) => !known.has(fingerprint));
};

const accountOf = ({ routingNumber, accountFingerprint }: UnversionedDirectDeposit): string =>
  `${routingNumber} ${accountFingerprint}`;

/** Digests (hex) of the accounts that the employee has after a write and had not before, another bank with the same number among them. */
export const takenAccounts = (
  { changes, upcoming }: Pick<Write, 'changes' | 'upcoming'>,
  stored: Pick<Gathered, 'split' | 'upcoming'>,
): readonly string[] => {
  const had = new Set(allRows(stored).map(accountOf));
  const rows = [...changes, ...upcoming.put].flatMap((change) => ('row' in change ? [change.row] : []));
  const taken = rows.filter((row) => !had.has(accountOf(row)));
  return [...new Set(taken.map(({ accountFingerprint }) => accountFingerprint))];
};
