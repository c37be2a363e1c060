// A database's failure as the store's port tells it.

import type { StoreFailure } from '../direct-deposit-store.ts';
import type { SqlFailure } from '../../sql/sql-failure.ts';

/** A lock that was not granted in time. */
export const busy: SqlFailure = {
  kind: 'busy',
  number: undefined,
  class: undefined,
  state: undefined,
  constraint: undefined,
};

export const storeFailure = (code: StoreFailure['code']): StoreFailure => ({ kind: 'store-failure', code });

const codeFor = (failure: SqlFailure): StoreFailure['code'] => {
  switch (failure.kind) {
    case 'not-ready':
      return 'DATABASE_NOT_READY';
    case 'login-refused':
      return 'DATABASE_LOGIN_REFUSED';
    case 'tenant-mismatch':
      return 'TENANT_MISMATCH';
    case 'unavailable':
    case 'commit-unknown':
      return 'DATABASE_UNAVAILABLE';
    case 'busy':
      return 'DATABASE_BUSY';
    case 'duplicate':
      return failure.constraint === 'ux_directdeposit_account' ? 'ACCOUNT_DUPLICATE' : 'UNEXPECTED';
    case 'reference':
    case 'check':
    case 'denied':
    case 'host-refused':
    case 'unexpected':
      return 'UNEXPECTED';
  }
};

export const toStoreFailure = (failure: SqlFailure): StoreFailure => ({
  ...storeFailure(codeFor(failure)),
  ...(failure.isRecalled ? { isRecalled: true } : {}),
});
