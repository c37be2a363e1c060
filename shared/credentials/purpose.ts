// Which credential of a tenant is meant, and the shape that its plaintext has once opened.

import type { AccountNumberKeyset } from '../crypto/account-number-keyset.ts';

export type SqlServerLogin = {
  readonly server: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
};

/** Where a login leads and as whom: what may be said about it. */
export type LoginPlace = Omit<SqlServerLogin, 'password'>;

export type PayrollApiAccess = { readonly url: string; readonly key: string };

/** What each purpose that the decryptor may answer opens to. */
export type CredentialValues = {
  readonly 'sql-server': SqlServerLogin;
  readonly 'account-number-key': AccountNumberKeyset;
  readonly 'payroll-api': PayrollApiAccess;
};

export type Purpose = keyof CredentialValues;

const isAnswerable = {
  'sql-server': true,
  'account-number-key': true,
  'payroll-api': true,
} as const satisfies Record<Purpose, true>;

export const answerablePurposes: readonly string[] = Object.keys(isAnswerable);

/** May be asked of the decryptor. */
export const isPurpose = (value: unknown): value is Purpose =>
  typeof value === 'string' && Object.hasOwn(isAnswerable, value);

/** Stored like the others, but for migrations and for reading legacy envelopes only: never answered to a caller. */
export type ReservedPurpose = 'sql-server-admin' | `legacy-key#${string}`;
export type StorablePurpose = Purpose | ReservedPurpose;

const legacyKeyIdPattern = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** The purpose under which a legacy key's parameters are stored; `undefined` for an id that no envelope can name. */
export const legacyKeyPurpose = (legacyKeyId: string): `legacy-key#${string}` | undefined =>
  legacyKeyIdPattern.test(legacyKeyId) ? `legacy-key#${legacyKeyId}` : undefined;

export const isLegacyKeyPurpose = (value: string): value is `legacy-key#${string}` =>
  value.startsWith('legacy-key#') && legacyKeyIdPattern.test(value.slice('legacy-key#'.length));

export const isStorablePurpose = (value: string): value is StorablePurpose =>
  isPurpose(value) || value === 'sql-server-admin' || isLegacyKeyPurpose(value);
