// The tenant's keyset applied to one employee's account numbers: digests to compare them by, seals to store them in.

import { fingerprintAccountNumber } from '../crypto/account-number-fingerprint.ts';
import type { AccountNumberKeyset } from '../crypto/account-number-keyset.ts';
import { sealAccountNumber } from '../crypto/account-number-seal.ts';
import type { OpenedCredentials } from '../credentials/credential-source.ts';
import type { AccountNumberReading } from '../domain/account-number.ts';
import type { DirectDepositId } from '../domain/direct-deposit-id.ts';
import type { EmployeeId } from '../domain/employee-id.ts';
import type { TenantId } from '../domain/tenant-id.ts';
import type { SealedAccount } from './direct-deposit-store.ts';
import type { DirectDepositRequest } from './direct-deposit-request.ts';

export type AccountScope = {
  readonly tenantId: TenantId;
  readonly employeeId: EmployeeId;
  readonly keyset: AccountNumberKeyset;
};

export const accountScopeOf = (
  { caller, employeeId }: DirectDepositRequest,
  credentials: OpenedCredentials<'account-number-key'>,
): AccountScope => ({
  tenantId: caller.tenantId,
  employeeId,
  keyset: credentials['account-number-key'].value.expose(),
});

/** Digest (hex) that the digits have, or would have, as an account number of this tenant. */
export const fingerprintOf = ({ keyset, tenantId }: AccountScope, digits: string): string =>
  fingerprintAccountNumber(keyset, tenantId, digits).toString('hex');

export const sealAccount = (
  { keyset, tenantId, employeeId }: AccountScope,
  directDepositId: DirectDepositId,
  { accountNumber }: AccountNumberReading,
): SealedAccount =>
  sealAccountNumber(keyset, { tenantId, employeeId, directDepositId }, accountNumber.expose());
