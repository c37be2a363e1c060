// Opens one stored credential of a loaded tenant to its plaintext bytes: floor, envelope, codec. It knows no format by name
// and no purpose's shape, and it does not decide who may ask.

import type { CodecFailure, KeyFailure, LegacyKeyProblem } from '../crypto/codec.ts';
import { parseEnvelope } from '../crypto/envelope.ts';
import { formatRanks, rankOf, type FormatLookup, type FormatRow } from '../crypto/format-registry.ts';
import type { Deadline } from '../platform/deadline.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import type { StoredEnvelope, TenantRecord } from '../tenants/tenant-record.ts';
import type { ContractCode } from './credential-failure.ts';
import type { DataKeyCache } from './data-key-cache.ts';
import type { KeyService } from './key-service.ts';
import type { LegacyOpeners } from './legacy-openers.ts';
import { legacyKeyPurpose } from './purpose.ts';
import { TenantKeys } from './tenant-keys.ts';

export type OpenStoredDeps = {
  readonly lookUpFormat: FormatLookup;
  readonly keyService: KeyService;
  readonly dataKeys: DataKeyCache;
  /** Without it every legacy value derives its keys anew. */
  readonly legacyOpeners?: LegacyOpeners | undefined;
  readonly onDenied: () => void;
  readonly onLegacyKeyRefused?: ((legacyKeyId: string, problem: LegacyKeyProblem) => void) | undefined;
};

export type StoredUse = {
  readonly refresh: boolean;
  readonly previous: boolean;
  readonly deadline: Deadline;
};

export type OpenedPlaintext = {
  /** The caller wipes it. */
  readonly plaintext: Buffer;
  readonly version: number;
  readonly format: string;
  readonly isLegacy: boolean;
};

const codes = {
  'envelope-malformed': 'ENVELOPE_MALFORMED',
  'decryption-failed': 'DECRYPTION_FAILED',
  'key-service-unavailable': 'KEY_SERVICE_UNAVAILABLE',
  'store-unavailable': 'STORE_UNAVAILABLE',
} as const satisfies Record<CodecFailure, ContractCode>;

const findEnvelope = (
  record: TenantRecord,
  purpose: string,
  isPrevious: boolean,
): Result<StoredEnvelope, ContractCode> => {
  if (record.malformedCredentials.has(purpose)) return fail('ENVELOPE_MALFORMED');
  const stored = record.credentials.get(purpose);
  const found = isPrevious ? stored?.previous : stored?.current;
  return found === undefined ? fail('CREDENTIAL_NOT_FOUND') : succeed(found);
};

/** The payload is looked at only where the format alone does not do. */
const isAtLeast = (row: FormatRow, payload: string, floor: FormatRow): boolean =>
  row.rank >= floor.rank || rankOf(row, payload) >= floor.rank;

export const openStored = (
  deps: OpenStoredDeps,
  record: TenantRecord,
  purpose: string,
  use: StoredUse,
): Promise<Result<OpenedPlaintext, ContractCode>> => openEnvelope(deps, record, purpose, use, true);

const openEnvelope = async (
  deps: OpenStoredDeps,
  record: TenantRecord,
  purpose: string,
  use: StoredUse,
  mayBeOlder: boolean,
): Promise<Result<OpenedPlaintext, ContractCode>> => {
  const stored = findEnvelope(record, purpose, use.previous);
  if (!stored.ok) return stored;
  const envelope = parseEnvelope(stored.value.envelope);
  if (!envelope.ok) return fail('ENVELOPE_MALFORMED');
  const row = deps.lookUpFormat(envelope.value.format);
  if (row === undefined || (row.rank < formatRanks.current && !mayBeOlder)) return fail('ENVELOPE_MALFORMED');
  // Unknown floor: deny.
  const floor = deps.lookUpFormat(record.policy.formatFloor);
  if (floor === undefined || !isAtLeast(row, envelope.value.payload, floor))
    return fail('FORMAT_BELOW_FLOOR');

  const withLegacyKey = async <T>(
    legacyKeyId: string,
    useKey: (json: Buffer) => T,
  ): Promise<Result<T, KeyFailure>> => {
    const keyPurpose = legacyKeyPurpose(legacyKeyId);
    // A legacy key is itself sealed in a current format; one sealed under another would lead in circles.
    if (keyPurpose === undefined || row.rank >= formatRanks.current) return fail('decryption-failed');
    const opened = await openEnvelope(deps, record, keyPurpose, { ...use, previous: false }, false);
    if (!opened.ok) {
      return fail(
        opened.failure === 'KEY_SERVICE_UNAVAILABLE' ? 'key-service-unavailable' : 'decryption-failed',
      );
    }
    try {
      return succeed(useKey(opened.value.plaintext));
    } finally {
      opened.value.plaintext.fill(0);
    }
  };

  const open = await row.load();
  const plaintext = await open({
    payload: envelope.value.payload,
    tenantId: record.tenantId,
    purpose,
    version: stored.value.version,
    keys: new TenantKeys(deps, record, use, withLegacyKey),
    legacyOpeners: deps.legacyOpeners?.forTenant(record.tenantId),
    onLegacyKeyRefused: deps.onLegacyKeyRefused,
  });
  if (!plaintext.ok) return fail(codes[plaintext.failure]);
  const { version } = stored.value;
  return succeed({ plaintext: plaintext.value, version, format: row.name, isLegacy: row.isLegacy });
};
