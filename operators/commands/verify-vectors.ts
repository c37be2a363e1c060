// Runs legacy vectors through the very codecs of the decryptor: the format registry's rows, with the vector's parameters as
// the tenant's legacy key. Nothing here knows how a scheme works.

import type { LegacyKeyProblem } from '#shared/crypto/codec';
import { legacyFormatPrefix } from '#shared/crypto/codecs/dotnet/scheme-names';
import { lookUpFormat } from '#shared/crypto/format-registry';
import { encodeText, textEncodings } from '#shared/crypto/legacy/text-encoding';
import { legacyKeyOf } from './legacy-key-access.ts';
import { tenantIdOf } from './rehearsal-tenant.ts';
import { runDerivation, runTextVector } from './verify-derivations.ts';
import type { NegativeVector, Vector, VectorFile } from './vector-file.ts';

export type Outcome = {
  readonly group: 'vectors' | 'kdf' | 'negative';
  /** Scheme, or the name of the key derivation or text encoding. */
  readonly scheme: string;
  readonly id: string;
  /** Nothing when it passed. */
  readonly difference: string | undefined;
};

type Opening =
  | { readonly kind: 'opened'; readonly plaintext: Buffer }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unusable'; readonly problem: string };

/** Opens one stored value as the decryptor would, offline. */
export const openOffline = async (scheme: string, parameters: object, value: string): Promise<Opening> => {
  const row = lookUpFormat(`${legacyFormatPrefix}${scheme}`);
  if (row?.isLegacy !== true) return { kind: 'unusable', problem: 'the scheme is not known' };
  const open = await row.load();
  let refused: LegacyKeyProblem | undefined;
  const opened = await open({
    payload: `rehearsal:${value}`,
    tenantId: tenantIdOf(),
    purpose: 'sql-server',
    version: 1,
    keys: legacyKeyOf(parameters),
    onLegacyKeyRefused: (_, problem) => (refused = problem),
  });
  if (refused !== undefined) return { kind: 'unusable', problem: refused.problem };
  return opened.ok ? { kind: 'opened', plaintext: opened.value } : { kind: 'refused' };
};

const verifyVector = async ({
  scheme,
  params,
  ciphertext,
  plaintext,
}: Vector): Promise<string | undefined> => {
  const opening = await openOffline(scheme, params, ciphertext);
  if (opening.kind === 'unusable') return `the parameters are refused: ${opening.problem}`;
  if (opening.kind === 'refused') return 'does not open';
  return opening.plaintext.equals(Buffer.from(plaintext, 'utf8')) ? undefined : 'opens to another text';
};

/** .NET's bytes are the application's, so the text is compared in every encoding that it could have had. */
const isText = (plaintext: Buffer, dotnetHex: string): boolean =>
  textEncodings.some(
    (encoding) =>
      encodeText(encoding, plaintext.toString('utf8'))?.toString('hex') === dotnetHex.toLowerCase(),
  );

const verifyNegative = async (negative: NegativeVector): Promise<string | undefined> => {
  const { scheme, params, ciphertext, expect, dotnetHex } = negative;
  if (scheme.startsWith('kdf:'))
    return runDerivation({ ...params, kdf: scheme.slice('kdf:'.length) }) === undefined
      ? undefined
      : 'derives keys that .NET does not have';
  const opening = await openOffline(scheme, params, ciphertext);
  if (opening.kind === 'unusable') return `the parameters are refused: ${opening.problem}`;
  if (opening.kind === 'refused') return undefined;
  const isAllowed =
    (expect === 'error-or-empty' && opening.plaintext.length === 0) ||
    (expect === 'garbage-or-error' && isText(opening.plaintext, dotnetHex ?? ''));
  return isAllowed ? undefined : 'opens although it should not';
};

const isEqualHex = (actual: readonly string[] | undefined, expected: readonly string[]): boolean =>
  actual?.join() === expected.join().toLowerCase();

const verifyDerivation = (entry: VectorFile['kdf'][number]): string | undefined => {
  const isEqual =
    'requests' in entry
      ? isEqualHex(runDerivation(entry), entry.outputsHex)
      : isEqualHex(
          [runTextVector(entry) ?? 'none'],
          [entry.kdf === 'Encoding' ? entry.bytesHex : entry.textUtf16beHex],
        );
  return isEqual ? undefined : 'gives other bytes';
};

/** One outcome for each entry of the file, in its order. */
export async function* verifyVectors(file: VectorFile): AsyncGenerator<Outcome> {
  for (const vector of file.vectors) {
    const { id, scheme } = vector;
    yield { group: 'vectors', scheme, id, difference: await verifyVector(vector) };
  }
  for (const entry of file.kdf)
    yield { group: 'kdf', scheme: entry.kdf, id: entry.id, difference: verifyDerivation(entry) };
  for (const negative of file.negative) {
    const { id, scheme } = negative;
    yield { group: 'negative', scheme, id, difference: await verifyNegative(negative) };
  }
}
