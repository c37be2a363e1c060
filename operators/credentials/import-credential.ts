// Stores a whole credential as the old application sealed it, in a legacy envelope, after it was opened once to see that it
// can be. What is stored already is left alone, also when it was moved to a current format since; another value is replaced
// only when that was asked for. Operators' code.

import { isDeepStrictEqual } from 'node:util';
import type { TenantId } from '#shared/domain/tenant-id';
import { fail, succeed, type Result } from '#shared/platform/result';
import type { Secret } from '#shared/platform/secret';
import type { TenantRecord } from '#shared/tenants/tenant-record';
import type { TenantLoadFailure } from '#shared/tenants/tenant-store';
import type { TenantWriteFailure, TenantWriter } from '../tenants/tenant-writer.ts';
import type { ContractCode } from '#shared/credentials/credential-failure';
import type { OpenCredentialsDeps } from '#shared/credentials/open-credentials';
import { toLegacyEnvelope, withEnvelope, type LegacyValue, type LegacyValueFailure } from './legacy-value.ts';
import { openAnyCredential, type OperatorUse } from './open-any-credential.ts';
import type { Replaced } from './replace-credential.ts';

export type ImportDeps = OpenCredentialsDeps & { readonly tenantWriter: TenantWriter };

export type LegacyCredential = LegacyValue & { readonly tenantId: TenantId; readonly purpose: string };

export type ImportOptions = { readonly mayReplace: boolean; readonly isDryRun: boolean };

export type ImportFailure =
  LegacyValueFailure | 'already-stored' | ContractCode | TenantLoadFailure | TenantWriteFailure;

const current = (purpose: string) => ({ purpose, isPrevious: false });

const isStoredAlready = async (
  deps: ImportDeps,
  record: TenantRecord,
  purpose: string,
  value: Secret<unknown>,
  use: OperatorUse,
): Promise<boolean> => {
  const opened = await openAnyCredential(deps, record, current(purpose), use);
  return opened.ok && isDeepStrictEqual(opened.value.value.expose(), value.expose());
};

export const importCredential = async (
  deps: ImportDeps,
  { tenantId, purpose, ...legacy }: LegacyCredential,
  { mayReplace, isDryRun }: ImportOptions,
  use: OperatorUse,
): Promise<Result<Replaced, ImportFailure>> => {
  const record = await deps.tenantStore.load(tenantId, { isConsistent: true, deadline: use.deadline });
  if (!record.ok) return record;
  if (record.value.malformedCredentials.has(purpose)) return fail('tenant-malformed');
  const envelope = toLegacyEnvelope(deps.lookUpFormat, record.value, legacy);
  if (!envelope.ok) return envelope;
  const asStored = withEnvelope(record.value, purpose, envelope.value, legacy.scheme);
  const opened = await openAnyCredential(deps, asStored, current(purpose), use);
  if (!opened.ok) return opened;

  const stored = record.value.credentials.get(purpose)?.current;
  if (stored !== undefined) {
    const isSame =
      stored.envelope === envelope.value ||
      (await isStoredAlready(deps, record.value, purpose, opened.value.value, use));
    if (isSame) return succeed({ version: stored.version, isUnchanged: true });
    if (!mayReplace) return fail('already-stored');
  }
  const floorRank = deps.lookUpFormat(record.value.policy.formatFloor)?.rank ?? Infinity;
  const rank = deps.lookUpFormat(asStored.policy.formatFloor)?.rank ?? 0;
  if (rank < floorRank) return fail('FORMAT_BELOW_FLOOR');

  const version = (stored?.version ?? 0) + 1;
  if (isDryRun) return succeed({ version, isUnchanged: false });
  const next = { envelope: envelope.value, version };
  const written = await deps.tenantWriter.putCredential(tenantId, purpose, next, stored?.version);
  return written.ok ? succeed({ version, isUnchanged: false }) : written;
};
