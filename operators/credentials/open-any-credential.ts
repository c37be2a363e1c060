// Opens any credential of a loaded tenant for an operator, the reserved ones and a suspended tenant's too: the same core, the
// same audit line, the same check of its shape. No caller of the decryptor can reach it.

import type { Deadline } from '#shared/platform/deadline';
import { fail, type Result } from '#shared/platform/result';
import type { TenantRecord } from '#shared/tenants/tenant-record';
import type { ContractCode } from '#shared/credentials/credential-failure';
import type { CredentialCaller } from '#shared/credentials/credential-source';
import {
  openAudited,
  type OpenCredentialsDeps,
  type OpenedValue,
} from '#shared/credentials/open-credentials';
import { parseStorable } from './storable-credential.ts';

export type OperatorUse = { readonly caller: CredentialCaller; readonly deadline: Deadline };

export const openAnyCredential = (
  deps: OpenCredentialsDeps,
  record: TenantRecord,
  { purpose, isPrevious }: { readonly purpose: string; readonly isPrevious: boolean },
  { caller, deadline }: OperatorUse,
): Promise<Result<OpenedValue<unknown>, ContractCode>> => {
  const parse = (value: unknown): Result<unknown, 'credential-malformed'> => {
    const parsed = parseStorable(purpose, value);
    return parsed.ok ? parsed : fail('credential-malformed');
  };
  return openAudited(deps, record, purpose, parse, {
    refresh: false,
    previous: isPrevious,
    caller,
    deadline,
  });
};
