// All that is known about each envelope format, one row each. Adding a format is one codec file and one row here;
// nothing else in the product knows a format by name. A rare format imports its codec when the first envelope asks for it.

import { fail } from '../platform/result.ts';
import type { Codec } from './codec.ts';
import {
  legacyFormatPrefix,
  legacySchemeNames,
  type LegacySchemeName,
} from './codecs/dotnet/scheme-names.ts';
import { isJwe1Committed, openJwe1 } from './codecs/jwe1.ts';
import { openKms1 } from './codecs/kms1.ts';

export type FormatRow = {
  readonly name: string;
  /** A tenant's floor refuses every format of a lower rank. */
  readonly rank: number;
  /** Unauthenticated, so a plaintext of the wrong shape tells only of a wrong key: it is answered as a failed decryption. */
  readonly isLegacy: boolean;
  readonly load: () => Promise<Codec>;
  /** Of one payload, where some are worth more than the format. */
  readonly rankOf?: (payload: string) => number;
};

/** Finds a format's row; `undefined` for an unknown name. */
export type FormatLookup = (name: string) => FormatRow | undefined;

export const formatRanks = { legacy: 10, foreign: 15, current: 20, committed: 21 } as const;

/** Messages of the AWS Encryption SDK: authenticated, but other programs' form, to be moved to ours. */
const esdkRow: FormatRow = {
  name: 'esdk1',
  rank: formatRanks.foreign,
  isLegacy: false,
  load: async () => (await import('./codecs/esdk/open-esdk1.ts')).openEsdk1,
};

/** All legacy schemes share one engine; it is loaded with the first of their envelopes. */
const legacyRow = (scheme: LegacySchemeName): FormatRow => ({
  name: `${legacyFormatPrefix}${scheme}`,
  rank: formatRanks.legacy,
  isLegacy: true,
  load: async () => (await import('./codecs/dotnet/open-legacy.ts')).openLegacy(scheme),
});

const rows: readonly FormatRow[] = [
  {
    name: 'jwe1',
    rank: formatRanks.current,
    isLegacy: false,
    load: () => Promise.resolve(openJwe1),
    rankOf: (payload) => (isJwe1Committed(payload) ? formatRanks.committed : formatRanks.current),
  },
  {
    name: 'kms1',
    rank: formatRanks.current,
    isLegacy: false,
    load: () => Promise.resolve(openKms1),
    // KMS keeps the key and names it in the ciphertext.
    rankOf: () => formatRanks.committed,
  },
  // A floor and no format: `jwe1` that commits to its key, and `kms1`.
  {
    name: 'jwe1-committed',
    rank: formatRanks.committed,
    isLegacy: false,
    load: () => Promise.resolve(() => Promise.resolve(fail('envelope-malformed'))),
  },
  esdkRow,
  ...legacySchemeNames.map(legacyRow),
];

/** Of an envelope: its format's, or what its payload is worth. */
export const rankOf = (row: FormatRow, payload: string): number => row.rankOf?.(payload) ?? row.rank;

export const lookUpIn = (known: readonly FormatRow[]): FormatLookup => {
  const byName = new Map(known.map((row) => [row.name, row]));
  return (name) => byName.get(name);
};

export const lookUpFormat: FormatLookup = lookUpIn(rows);

export const formatNames: readonly string[] = rows.map(({ name }) => name);
