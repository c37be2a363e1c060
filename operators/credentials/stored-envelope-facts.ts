// What can be said about a stored envelope without opening it: its format, that format's rank, and which key it names.

import { parseJwe1Header } from '#shared/crypto/codecs/jwe1-header';
import { parseEnvelope } from '#shared/crypto/envelope';
import { formatRanks, rankOf, type FormatLookup } from '#shared/crypto/format-registry';
import { decodeBase64Url } from '#shared/crypto/strict-base64';

export type EnvelopeFacts = {
  readonly format: string;
  readonly rank: number;
  /** `key#<n>` for a data key, `legacy-key#<id>` for a legacy key, undefined where the envelope names none. */
  readonly key: string | undefined;
  /** Of the tenant's data key that sealed it. */
  readonly keyVersion: number | undefined;
};

const legacyKeyIn = (payload: string): string | undefined => {
  const id = /^([a-z0-9-]{1,64}):/.exec(payload)?.[1];
  return id === undefined ? undefined : `legacy-key#${id}`;
};

const dataKeyVersionIn = (payload: string): number | undefined => {
  const headerBytes = decodeBase64Url(payload.split('.', 1)[0] ?? '');
  return headerBytes === undefined ? undefined : parseJwe1Header(headerBytes)?.keyVersion;
};

/** `undefined` for what no reader knows. */
export const envelopeFacts = (lookUpFormat: FormatLookup, envelope: string): EnvelopeFacts | undefined => {
  const parsed = parseEnvelope(envelope);
  const row = parsed.ok ? lookUpFormat(parsed.value.format) : undefined;
  if (!parsed.ok || row === undefined) return undefined;
  const { payload } = parsed.value;
  const keyVersion = row.name === 'jwe1' ? dataKeyVersionIn(payload) : undefined;
  const dataKey = keyVersion === undefined ? undefined : `key#${keyVersion}`;
  return {
    format: row.name,
    rank: rankOf(row, payload),
    key: row.isLegacy ? legacyKeyIn(payload) : dataKey,
    keyVersion,
  };
};

/** A format that is written today, and with the commitment to its key. */
export const isCommitted = ({ rank }: EnvelopeFacts): boolean => rank >= formatRanks.committed;

export const isCurrentFormat = ({ rank }: EnvelopeFacts): boolean => rank >= formatRanks.current;
