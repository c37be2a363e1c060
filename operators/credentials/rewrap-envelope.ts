// One stored envelope into the current format (`jwe1` under the newest data key), at the version that it has. The new one is
// opened again and compared before it is returned. Stores nothing. Operators' code.

import type { TenantRecord, StoredEnvelope } from '#shared/tenants/tenant-record';
import type { Deadline } from '#shared/platform/deadline';
import { fail, succeed, type Result } from '#shared/platform/result';
import type { ContractCode } from '#shared/credentials/credential-failure';
import type { OpenCredentialsDeps } from '#shared/credentials/open-credentials';
import { openStored } from '#shared/credentials/open-stored';
import type { KeySealer } from '#shared/credentials/key-service';
import { openAnyCredential, type OperatorUse } from './open-any-credential.ts';
import { sealEnvelope, type SealEnvelopeFailure } from './seal-envelope.ts';

export type RewrapDeps = OpenCredentialsDeps & { readonly keySealer: KeySealer };

export type RewrapEnvelopeFailure = ContractCode | SealEnvelopeFailure | 'not-reproduced';

const opensTo = async (
  deps: RewrapDeps,
  record: TenantRecord,
  purpose: string,
  sealed: StoredEnvelope,
  { deadline, plaintext }: { readonly deadline: Deadline; readonly plaintext: Buffer },
): Promise<boolean> => {
  const credentials = new Map([[purpose, { current: sealed, updatedAt: '' }]]);
  const opened = await openStored(
    { ...deps, onDenied: () => undefined },
    { ...record, credentials },
    purpose,
    { refresh: false, previous: false, deadline },
  );
  if (!opened.ok) return false;
  const isSame = opened.value.plaintext.equals(plaintext);
  opened.value.plaintext.fill(0);
  return isSame;
};

export const rewrapEnvelope = async (
  deps: RewrapDeps,
  record: TenantRecord,
  { purpose, isPrevious }: { readonly purpose: string; readonly isPrevious: boolean },
  { caller, deadline }: OperatorUse,
): Promise<Result<StoredEnvelope, RewrapEnvelopeFailure>> => {
  const opened = await openAnyCredential(deps, record, { purpose, isPrevious }, { caller, deadline });
  if (!opened.ok) return opened;
  const { value, version } = opened.value;
  const plaintext = Buffer.from(JSON.stringify(value.expose()), 'utf8');
  try {
    const toSeal = { record, purpose, version, format: 'jwe1', plaintext, deadline } as const;
    const envelope = await sealEnvelope(deps, toSeal);
    if (!envelope.ok) return envelope;
    const sealed = { envelope: envelope.value, version };
    return (await opensTo(deps, record, purpose, sealed, { deadline, plaintext }))
      ? succeed(sealed)
      : fail('not-reproduced');
  } finally {
    plaintext.fill(0);
  }
};
