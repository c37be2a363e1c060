// Which scheme stored these values: candidates are tried through the decryptor's codecs and ranked by how many values they
// open, to a known text or to a credential's shape. Texts are compared here and never leave.

import { legacySchemeNames, type LegacySchemeName } from '#shared/crypto/codecs/dotnet/scheme-names';
import { transportEncodings } from '#shared/crypto/legacy/transport-encoding';
import { hasControlCharacter } from '#shared/credentials/control-characters';
import { parseLegacyPlaintext } from '#shared/credentials/legacy-plaintext';
import { tellsOf } from './legacy-tells.ts';
import { openOffline } from './verify-vectors.ts';

export type StoredSample = { readonly value: string; readonly plaintext?: string | undefined };

export type Candidate = {
  readonly id: string;
  /** Without one, every scheme that takes the parameters is tried. */
  readonly scheme?: string | undefined;
  readonly params: Readonly<Record<string, unknown>>;
};

export type Fit = {
  readonly candidate: string;
  readonly scheme: string;
  /** What had to be added to the candidate's parameters. */
  readonly added: Readonly<Record<string, string>>;
  readonly opened: number;
  /** Opened to the known text, or, where none is known, to a login. */
  readonly right: number;
  /** Opened to a text without control characters; those of a wrong encoding usually have some. */
  readonly legible: number;
  readonly isSuggested: boolean;
};

const textEncodingChoices = ['utf8', 'utf16le', 'ascii', 'windows-1252'] as const;

const variantsOf = ({ params }: Candidate): readonly Readonly<Record<string, string>>[] => {
  const isOpen = (name: string): boolean => params[name] === undefined || params[name] === null;
  const forms = isOpen('ciphertextEncoding')
    ? [{}, ...transportEncodings.map((form) => ({ ciphertextEncoding: form }))]
    : [{}];
  const texts = isOpen('textEncoding')
    ? [{}, ...textEncodingChoices.map((encoding) => ({ textEncoding: encoding }))]
    : [{}];
  return forms.flatMap((form) => texts.map((text) => ({ ...form, ...text })));
};

const isRight = async ({ plaintext }: StoredSample, opened: Buffer): Promise<boolean> => {
  if (plaintext !== undefined) return opened.equals(Buffer.from(plaintext, 'utf8'));
  return (await parseLegacyPlaintext('sql-server', opened)).ok;
};

type Count = { readonly opened: number; readonly right: number; readonly legible: number };

/** Nothing when the scheme refuses the parameters. */
const tryOn = async (
  scheme: LegacySchemeName,
  parameters: object,
  samples: readonly StoredSample[],
): Promise<Count | undefined> => {
  let [opened, right, legible] = [0, 0, 0];
  for (const sample of samples) {
    const opening = await openOffline(scheme, parameters, sample.value);
    if (opening.kind === 'unusable') return undefined;
    if (opening.kind !== 'opened') continue;
    opened += 1;
    right += (await isRight(sample, opening.plaintext)) ? 1 : 0;
    legible += hasControlCharacter(opening.plaintext.toString('utf8')) ? 0 : 1;
    opening.plaintext.fill(0);
  }
  return { opened, right, legible };
};

const rank = (left: Fit, right: Fit): number =>
  right.right - left.right ||
  right.legible - left.legible ||
  right.opened - left.opened ||
  Number(right.isSuggested) - Number(left.isSuggested) ||
  Object.keys(left.added).length - Object.keys(right.added).length;

/** Best first; of one candidate and scheme only the best variant. */
export const identifyValues = async (
  samples: readonly StoredSample[],
  candidates: readonly Candidate[],
): Promise<readonly Fit[]> => {
  const suggested = new Set(tellsOf(samples.map(({ value }) => value)).flatMap(({ suggests }) => suggests));
  const fits: Fit[] = [];
  for (const candidate of candidates) {
    const wanted = candidate.scheme?.replace(/^dotnet-/, '');
    for (const scheme of legacySchemeNames.filter((name) => wanted === undefined || wanted === name)) {
      const found: Fit[] = [];
      for (const added of variantsOf(candidate)) {
        const count = await tryOn(scheme, { ...candidate.params, ...added }, samples);
        if (count === undefined) break;
        if (count.opened > 0)
          found.push({
            candidate: candidate.id,
            scheme,
            added,
            ...count,
            isSuggested: suggested.has(scheme),
          });
        if (count.right === samples.length) break;
      }
      fits.push(...found.toSorted(rank).slice(0, 1));
    }
  }
  return fits.toSorted(rank);
};
