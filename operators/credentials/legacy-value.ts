// A value from an export of the old application, before it is stored: as an envelope of its scheme, and as a record in which
// the decryptor's own path can open it. The tenant's floor does not count there, because nothing of it is stored.

import { maxEnvelopeBytes, writeEnvelope } from '#shared/crypto/envelope';
import { formatRanks, type FormatLookup } from '#shared/crypto/format-registry';
import { fail, succeed, type Result } from '#shared/platform/result';
import { Secret } from '#shared/platform/secret';
import type { TenantRecord } from '#shared/tenants/tenant-record';
import type { ContractCode } from '#shared/credentials/credential-failure';
import type { OpenCredentialsDeps } from '#shared/credentials/open-credentials';
import { openStored } from '#shared/credentials/open-stored';
import { legacyKeyPurpose } from '#shared/credentials/purpose';
import type { OperatorUse } from './open-any-credential.ts';

export type LegacyValue = {
  /** As the specification names it, without `dotnet-`; or `esdk1`. */
  readonly scheme: string;
  /** Empty for `esdk1`, whose settings have a name of their own. */
  readonly legacyKeyId: string;
  readonly value: Secret<string>;
};

export type LegacyValueFailure = 'scheme-unknown' | 'legacy-key-missing' | 'value-empty' | 'too-large';

/** The format's name that a scheme is stored under. */
export const formatOfScheme = (scheme: string): string => (scheme === 'esdk1' ? scheme : `dotnet-${scheme}`);

export const toLegacyEnvelope = (
  lookUpFormat: FormatLookup,
  record: TenantRecord,
  { scheme, legacyKeyId, value }: LegacyValue,
): Result<string, LegacyValueFailure> => {
  const format = formatOfScheme(scheme);
  const row = lookUpFormat(format);
  if (row === undefined || row.rank >= formatRanks.current) return fail('scheme-unknown');
  const keyPurpose = legacyKeyPurpose(legacyKeyId);
  const hasKey = keyPurpose !== undefined && record.credentials.has(keyPurpose);
  if (row.isLegacy && !hasKey) return fail('legacy-key-missing');
  const text = value.expose();
  if (text === '') return fail('value-empty');
  const payload = row.isLegacy ? `${legacyKeyId}:${text}` : text;
  if (Buffer.byteLength(`${format}:${payload}`) > maxEnvelopeBytes) return fail('too-large');
  return succeed(writeEnvelope({ format, payload }));
};

/** The tenant as it would be if the envelope were stored and nothing refused its format. */
export const withEnvelope = (
  record: TenantRecord,
  purpose: string,
  envelope: string,
  scheme: string,
): TenantRecord => ({
  ...record,
  policy: { ...record.policy, formatFloor: formatOfScheme(scheme) },
  credentials: new Map([
    ...record.credentials,
    [purpose, { current: { envelope, version: 1 }, updatedAt: '' }],
  ]),
  malformedCredentials: new Set(),
});

/** A single text that the old application sealed by itself, such as a password beside its server and user. */
export const openLegacyText = async (
  deps: OpenCredentialsDeps,
  record: TenantRecord,
  purpose: string,
  legacy: LegacyValue,
  { deadline }: OperatorUse,
): Promise<Result<Secret<string>, LegacyValueFailure | ContractCode>> => {
  const envelope = toLegacyEnvelope(deps.lookUpFormat, record, legacy);
  if (!envelope.ok) return envelope;
  const { tenantId } = record;
  const opened = await openStored(
    {
      ...deps,
      onDenied: () => deps.log('decryptor.key.denied', { tenantId }),
      onLegacyKeyRefused: (legacyKeyId, { problem }) =>
        deps.log('decryptor.legacy-key.refused', { tenantId, purpose, legacyKeyId, problem }),
    },
    withEnvelope(record, purpose, envelope.value, legacy.scheme),
    purpose,
    { refresh: false, previous: false, deadline },
  );
  if (!opened.ok) return opened;
  const text = new Secret(opened.value.plaintext.toString('utf8'));
  opened.value.plaintext.fill(0);
  return succeed(text);
};
