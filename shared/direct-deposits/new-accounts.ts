import { allRows } from '../domain/upcoming.ts';
import type { Gathered } from './direct-deposit-store.ts';

/** Of digests (hex) of account numbers those that the employee has nowhere yet, each once. */
export const newAccounts = (
  fingerprints: readonly string[],
  stored: Pick<Gathered, 'split' | 'upcoming'>,
): readonly string[] => {
  const known = new Set(allRows(stored).map(({ accountFingerprint }) => accountFingerprint));
  return [...new Set(fingerprints)].filter((fingerprint) => !known.has(fingerprint));
};
