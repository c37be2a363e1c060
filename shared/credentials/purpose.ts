// Which credential of a tenant is meant, and the shape that its plaintext has once opened.

import type { AccountNumberKeyset } from '../crypto/account-number-keyset.ts';

export type SqlServerLogin = {
  readonly server: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
};

export type PayrollApiAccess = { readonly url: string; readonly key: string };

/** What each purpose that the decryptor may answer opens to. */
export type CredentialValues = {
  readonly 'sql-server': SqlServerLogin;
  readonly 'account-number-key': AccountNumberKeyset;
  readonly 'payroll-api': PayrollApiAccess;
};

export type Purpose = keyof CredentialValues;
