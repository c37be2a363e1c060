// All that is known about each envelope format, one row each. Adding a format is one codec file and one row here;
// nothing else in the product knows a format by name. A rare format imports its codec when the first envelope asks for it.

import type { Codec } from './codec.ts';
import {
  legacyFormatPrefix,
  legacySchemeNames,
  type LegacySchemeName,
} from './codecs/dotnet/scheme-names.ts';
import { openJwe1 } from './codecs/jwe1.ts';
import { openKms1 } from './codecs/kms1.ts';

export type FormatRow = {
  readonly name: string;
  /** A tenant's floor refuses every format of a lower rank. */
  readonly rank: number;
  /** Unauthenticated, so a plaintext of the wrong shape tells only of a wrong key: it is answered as a failed decryption. */
  readonly isLegacy: boolean;
  readonly load: () => Promise<Codec>;
};

/** Finds a format's row; `undefined` for an unknown name. */
export type FormatLookup = (name: string) => FormatRow | undefined;

export const formatRanks = { legacy: 10, foreign: 15, current: 20 } as const;

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
  { name: 'jwe1', rank: formatRanks.current, isLegacy: false, load: () => Promise.resolve(openJwe1) },
  { name: 'kms1', rank: formatRanks.current, isLegacy: false, load: () => Promise.resolve(openKms1) },
  esdkRow,
  ...legacySchemeNames.map(legacyRow),
];

export const lookUpIn = (known: readonly FormatRow[]): FormatLookup => {
  const byName = new Map(known.map((row) => [row.name, row]));
  return (name) => byName.get(name);
};

export const lookUpFormat: FormatLookup = lookUpIn(rows);

export const formatNames: readonly string[] = rows.map(({ name }) => name);
