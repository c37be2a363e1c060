import type { Gathered } from './direct-deposit-store.ts';

/** Of digests (hex) of account numbers those that the employee has nowhere yet, each once. */
export const newAccounts = (
  fingerprints: readonly string[],
  { split, upcoming }: Pick<Gathered, 'split' | 'upcoming'>,
): readonly string[] => {
  const known = new Set([
    ...split.items.map(({ accountFingerprint }) => accountFingerprint),
    ...upcoming.flatMap((change) => (change.kind === 'remove' ? [] : [change.row.accountFingerprint])),
  ]);
  return [...new Set(fingerprints)].filter((fingerprint) => !known.has(fingerprint));
};
