// The decryptor's use case: open the asked-for credentials of one tenant. The same code runs behind the Lambda's contract
// and in process. One audit line for each open and each refusal, with the caller and without a value.

import type { FormatLookup } from '../crypto/format-registry.ts';
import type { TenantId } from '../domain/tenant-id.ts';
import type { Deadline } from '../platform/deadline.ts';
import type { Log } from '../platform/log.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import { Secret } from '../platform/secret.ts';
import type { TenantRecord } from '../tenants/tenant-record.ts';
import type { TenantLoadFailure, TenantStore } from '../tenants/tenant-store.ts';
import type { CodeByPurpose, CredentialAnswer, CredentialRequest } from './contract.ts';
import type { ContractCode } from './credential-failure.ts';
import { parseCredential, type ShapeFailure } from './credential-shape.ts';
import type { CredentialCaller, OpenedCredential } from './credential-source.ts';
import type { DataKeyCache } from './data-key-cache.ts';
import type { KeyService } from './key-service.ts';
import type { LegacyKeyProblem } from '../crypto/codec.ts';
import type { LegacyOpeners } from './legacy-openers.ts';
import { parseLegacyPlaintext } from './legacy-plaintext.ts';
import { openStored, type StoredUse } from './open-stored.ts';
import { parsePlaintextJson } from './plaintext-json.ts';
import type { Purpose } from './purpose.ts';

export type OpenCredentialsDeps = {
  readonly tenantStore: TenantStore;
  readonly keyService: KeyService;
  readonly dataKeys: DataKeyCache;
  readonly legacyOpeners?: LegacyOpeners | undefined;
  readonly lookUpFormat: FormatLookup;
  readonly log: Log;
};

const loadCodes = {
  'tenant-not-found': 'TENANT_NOT_FOUND',
  'tenant-malformed': 'ENVELOPE_MALFORMED',
  'store-unavailable': 'STORE_UNAVAILABLE',
} as const satisfies Record<TenantLoadFailure, ContractCode>;

const callerFields = (caller: CredentialCaller) => ({
  callerFunction: caller.function,
  callerRequestId: caller.requestId,
  callerSubject: caller.subject,
});

const forget = ({ dataKeys, legacyOpeners }: OpenCredentialsDeps, tenantId: TenantId): void => {
  dataKeys.purge(tenantId);
  legacyOpeners?.purge(tenantId);
};

/** An active tenant's record. A tenant that is gone or suspended keeps no unwrapped key here. */
export const loadTenant = async (
  deps: OpenCredentialsDeps,
  tenantId: TenantId,
  use: { readonly refresh: boolean; readonly deadline: Deadline },
): Promise<Result<TenantRecord, ContractCode>> => {
  const loaded = await deps.tenantStore.load(tenantId, {
    isConsistent: use.refresh,
    deadline: use.deadline,
  });
  if (!loaded.ok) {
    if (loaded.failure !== 'store-unavailable') forget(deps, tenantId);
    return fail(loadCodes[loaded.failure]);
  }
  if (loaded.value.policy.status === 'suspended') {
    forget(deps, tenantId);
    return fail('TENANT_SUSPENDED');
  }
  return loaded;
};

export type OpenedValue<T> = {
  readonly value: Secret<T>;
  readonly version: number;
  readonly format: string;
};

/** Opens one purpose, checks its shape and writes its audit line; who may ask for which purpose is decided before. */
export const openAudited = async <T>(
  deps: OpenCredentialsDeps,
  record: TenantRecord,
  purpose: string,
  parse: (value: unknown) => Result<T, ShapeFailure>,
  use: StoredUse & { readonly caller: CredentialCaller },
): Promise<Result<OpenedValue<T>, ContractCode>> => {
  const { tenantId } = record;
  const { previous, caller } = use;
  const onDenied = (): void => {
    deps.legacyOpeners?.purge(tenantId);
    deps.log('decryptor.key.denied', { tenantId });
  };
  const onLegacyKeyRefused = (legacyKeyId: string, { problem }: LegacyKeyProblem): void =>
    deps.log('decryptor.legacy-key.refused', { tenantId, purpose, legacyKeyId, problem });
  const refuse = (code: ContractCode): Result<OpenedValue<T>, ContractCode> => {
    deps.log('decryptor.credential.refused', { tenantId, purpose, code, previous, ...callerFields(caller) });
    return fail(code);
  };

  const opened = await openStored({ ...deps, onDenied, onLegacyKeyRefused }, record, purpose, use);
  if (!opened.ok) return refuse(opened.failure);
  const { plaintext, version, format, isLegacy } = opened.value;
  const json = isLegacy ? await parseLegacyPlaintext(purpose, plaintext) : parsePlaintextJson(plaintext);
  plaintext.fill(0);
  const value = json.ok ? parse(json.value) : json;
  if (!value.ok) return refuse(isLegacy ? 'DECRYPTION_FAILED' : 'CREDENTIAL_MALFORMED');

  deps.log('decryptor.credential.opened', {
    tenantId,
    purpose,
    version,
    format,
    previous,
    ...callerFields(caller),
  });
  return succeed({ value: new Secret(value.value), version, format });
};

export const openCredentials = async (
  deps: OpenCredentialsDeps,
  request: CredentialRequest,
  deadline: Deadline,
): Promise<CredentialAnswer> => {
  const { tenantId, purposes, caller } = request;
  const use = { ...request, deadline };
  const record = await loadTenant(deps, tenantId, use);
  if (!record.ok) {
    deps.log('decryptor.request.refused', { tenantId, code: record.failure, ...callerFields(caller) });
    return record;
  }

  const credentials: { -readonly [K in Purpose]?: OpenedCredential<K> } = {};
  const failures: { -readonly [K in keyof CodeByPurpose]: CodeByPurpose[K] } = {};
  const open = async <K extends Purpose>(purpose: K): Promise<void> => {
    const parse = (value: unknown) => parseCredential(purpose, value);
    const opened = await openAudited(deps, record.value, purpose, parse, use);
    const target: { [P in K]?: OpenedCredential<P> } = credentials;
    if (opened.ok) target[purpose] = opened.value;
    else failures[purpose] = opened.failure;
  };
  await Promise.all(purposes.map((purpose) => open(purpose)));
  return succeed({ credentials, failures });
};
