// What a caller of the API is told when a credential or the database fails.

import type { CredentialFailure } from '../credentials/credential-failure.ts';
import { isRetryable } from '../credentials/credential-failure.ts';
import { finding } from '../domain/rule.ts';
import type { Problem } from '../http/problem.ts';
import type { StoreFailure } from './direct-deposit-store.ts';

export const credentialProblem = (failure: CredentialFailure): Problem => {
  if (failure.code === 'TENANT_NOT_FOUND') return { code: 'TENANT_UNKNOWN' };
  if (failure.code === 'TENANT_SUSPENDED') return { code: 'TENANT_SUSPENDED' };
  return { code: isRetryable(failure) ? 'CREDENTIAL_UNAVAILABLE' : 'CREDENTIAL_UNUSABLE' };
};

const storeProblems: Readonly<Record<StoreFailure['code'], Problem>> = {
  DATABASE_NOT_READY: { code: 'DATABASE_NOT_READY' },
  DATABASE_UNAVAILABLE: { code: 'DATABASE_UNAVAILABLE' },
  DATABASE_BUSY: { code: 'DATABASE_BUSY' },
  DATABASE_LOGIN_REFUSED: { code: 'DATABASE_LOGIN_REFUSED' },
  KEY_IN_USE: { code: 'IDEMPOTENCY_KEY_IN_USE' },
  ACCOUNT_DUPLICATE: { code: 'RULE_CONFLICT', errors: [finding('splits.duplicate', '/accountNumber')] },
  TENANT_MISMATCH: { code: 'TENANT_MISMATCH' },
  UNEXPECTED: { code: 'INTERNAL' },
};

export const toProblem = (failure: Problem | StoreFailure): Problem =>
  'kind' in failure ? storeProblems[failure.code] : failure;
