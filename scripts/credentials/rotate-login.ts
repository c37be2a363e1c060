// Rotates the login of a tenant's database, whole: password in the database, check, stored credential. Two ways.
// Alternating: the login that is not in use gets a new password and takes over; the one before it stays valid until the next
// rotation, so no request ever meets a wrong one. In place: the only login changes its password; what is stored comes first,
// and until the database follows the functions fall back to the version before. Both can be run again after an interruption.

import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { parseCredential } from '#shared/credentials/credential-shape';
import type { OpenCredentialsDeps } from '#shared/credentials/open-credentials';
import { openAnyCredential, type OperatorUse } from '#shared/credentials/operators/open-any-credential';
import type { ReplaceFailure } from '#shared/credentials/operators/replace-credential';
import { sealCredential, type SealDeps } from '#shared/credentials/operators/seal-credential';
import type { SqlServerLogin } from '#shared/credentials/purpose';
import type { TenantId } from '#shared/domain/tenant-id';
import { fail, succeed, type Result } from '#shared/platform/result';
import { Secret } from '#shared/platform/secret';
import type { SqlFailure } from '#shared/sql/sql-failure';
import type { SqlDatabase } from '#shared/sql/sql-session';
import {
  createUser,
  findLogin,
  joinApplication,
  putPassword,
  readMarker,
  userExistsNumbers,
} from './login-statements.ts';

const purpose = 'sql-server';
const cloneSuffix = '_clone';

export type RotateLoginTools = {
  readonly tenantId: TenantId;
  readonly deps: OpenCredentialsDeps & SealDeps;
  readonly newUse: () => OperatorUse;
  /** As the tenant's `sql-server-admin`, which may alter logins. */
  readonly admin: SqlDatabase;
  /** Runs `work` on a connection of its own, logged in with this login. */
  readonly withLogin: <T>(login: SqlServerLogin, work: (database: SqlDatabase) => Promise<T>) => Promise<T>;
  readonly nowMs: () => number;
  /** How long a function may go on using a version that it has opened. */
  readonly credentialMaxAgeMs: number;
};

export type RotateLoginFailure =
  | ReplaceFailure
  | { readonly step: 'find' | 'password' | 'user' | 'verify'; readonly sql: SqlFailure }
  /** Functions may still use the login whose turn it is. */
  | { readonly waitMs: number };

export type RotatedLogin = {
  readonly version: number;
  readonly user: string;
  /** The login that stays valid; undefined when the only one was rotated. */
  readonly before: string | undefined;
  readonly isResumed: boolean;
};

type Outcome<T> = Promise<Result<T, RotateLoginFailure>>;

/** Long enough, and of every class that a password policy asks for. */
const newPassword = (): string => `Aa1-${randomBytes(24).toString('base64url')}`;

/** The login whose turn it is: `acme_app`, `acme_app_clone`, `acme_app`, … */
export const otherLoginOf = (user: string): string =>
  user.endsWith(cloneSuffix) ? user.slice(0, -cloneSuffix.length) : `${user}${cloneSuffix}`;

type Stored = {
  readonly login: SqlServerLogin;
  readonly previous: SqlServerLogin | undefined;
  readonly version: number;
  readonly updatedAtMs: number;
};

const loadStored = async ({ tenantId, deps, newUse }: RotateLoginTools): Outcome<Stored> => {
  const use = newUse();
  const record = await deps.tenantStore.load(tenantId, { isConsistent: true, deadline: use.deadline });
  if (!record.ok) return record;
  const stored = record.value.credentials.get(purpose);
  if (stored === undefined) return fail('credential-missing');
  const open = async (isPrevious: boolean): Promise<Result<SqlServerLogin, RotateLoginFailure>> => {
    const opened = await openAnyCredential(deps, record.value, { purpose, isPrevious }, use);
    if (!opened.ok) return fail({ unreadable: opened.failure });
    return parseCredential(purpose, opened.value.value.expose());
  };
  const current = await open(false);
  if (!current.ok) return current;
  const previous = stored.previous === undefined ? undefined : await open(true);
  return succeed({
    login: current.value,
    previous: previous?.ok === true ? previous.value : undefined,
    version: stored.current.version,
    updatedAtMs: Date.parse(stored.updatedAt),
  });
};

const step = async (
  name: Extract<RotateLoginFailure, { step: string }>['step'],
  result: Promise<Result<unknown, SqlFailure>>,
  isFine: (failure: SqlFailure) => boolean = () => false,
): Outcome<void> => {
  const { ok, ...rest } = await result;
  if (ok || !('failure' in rest) || isFine(rest.failure)) return succeed(undefined);
  return fail({ step: name, sql: rest.failure });
};

/** Undefined until the login is there. */
const hasLogin = async ({ admin }: RotateLoginTools, user: string): Outcome<boolean> => {
  const found = await admin.run(findLogin, { name: user });
  if (!found.ok) return fail({ step: 'find', sql: found.failure });
  const [row] = found.value.rowSets[0] ?? [];
  return succeed(typeof row === 'object' && row !== null && Reflect.get(row, 'id') !== null);
};

/** The login with this password, its user in the database, and that in the application's role. */
const putLogin = async (tools: RotateLoginTools, user: string, password: string): Outcome<void> => {
  const { admin } = tools;
  const known = await hasLogin(tools, user);
  if (!known.ok) return known;
  const changed = await step(
    'password',
    admin.run(putPassword(known.value ? 'ALTER' : 'CREATE', user, password), {}),
  );
  if (!changed.ok) return changed;
  const created = await step('user', admin.run(createUser(user), {}), ({ number }) =>
    userExistsNumbers.includes(number),
  );
  return created.ok ? step('user', admin.run(joinApplication(user), {})) : created;
};

const verify = ({ withLogin }: RotateLoginTools, login: SqlServerLogin): Outcome<void> =>
  step(
    'verify',
    withLogin(login, (database) => database.run(readMarker, {})),
  );

const store = async (
  { tenantId, deps, newUse }: RotateLoginTools,
  login: SqlServerLogin,
  replaces: number,
): Outcome<number> => {
  const { deadline } = newUse();
  const value = new Secret<unknown>(login);
  return sealCredential(deps, { tenantId, purpose, value, format: 'jwe1', deadline, replaces });
};

/** What must not be overtaken: the version before the stored one, in functions that have it open. */
const remainingMs = ({ nowMs, credentialMaxAgeMs }: RotateLoginTools, { updatedAtMs }: Stored): number =>
  Math.max(0, updatedAtMs + credentialMaxAgeMs - nowMs());

export const rotateAlternating = async (
  tools: RotateLoginTools,
  options: { readonly isDryRun: boolean; readonly mayHurry: boolean },
): Outcome<RotatedLogin> => {
  const stored = await loadStored(tools);
  if (!stored.ok) return stored;
  const { login, previous, version } = stored.value;
  const user = otherLoginOf(login.user);
  const isIdleInUse = previous?.user === user && remainingMs(tools, stored.value) > 0;
  if (isIdleInUse && !options.mayHurry) return fail({ waitMs: remainingMs(tools, stored.value) });
  const rotated = { user, before: login.user, isResumed: false };
  if (options.isDryRun) return succeed({ ...rotated, version: version + 1 });

  const next = { ...login, user, password: newPassword() };
  const put = await putLogin(tools, user, next.password);
  if (!put.ok) return put;
  const verified = await verify(tools, next);
  if (!verified.ok) return verified;
  const sealed = await store(tools, next, version);
  return sealed.ok ? succeed({ ...rotated, version: sealed.value }) : sealed;
};

/** A stored password that the database does not have, while it has the one before: a rotation that was interrupted. */
const isHalfDone = async (
  tools: RotateLoginTools,
  { login, previous }: Stored,
): Promise<Result<boolean, RotateLoginFailure>> => {
  if (previous === undefined || isDeepStrictEqual(previous, login) || previous.user !== login.user) {
    return succeed(false);
  }
  const current = await verify(tools, login);
  if (current.ok) return succeed(false);
  const isRefused =
    typeof current.failure === 'object' && 'sql' in current.failure && current.failure.sql.number === 18456;
  return isRefused ? succeed(true) : current;
};

export const rotateInPlace = async (
  tools: RotateLoginTools,
  { isDryRun }: { readonly isDryRun: boolean },
): Outcome<RotatedLogin> => {
  const stored = await loadStored(tools);
  if (!stored.ok) return stored;
  const { login, version } = stored.value;
  const isResumed = await isHalfDone(tools, stored.value);
  if (!isResumed.ok) return isResumed;
  const rotated = { user: login.user, before: undefined, isResumed: isResumed.value };
  if (isDryRun) return succeed({ ...rotated, version: isResumed.value ? version : version + 1 });

  const next = isResumed.value ? login : { ...login, password: newPassword() };
  const sealed = isResumed.value ? succeed(version) : await store(tools, next, version);
  if (!sealed.ok) return sealed;
  const put = await step('password', tools.admin.run(putPassword('ALTER', login.user, next.password), {}));
  if (!put.ok) return put;
  const verified = await verify(tools, next);
  return verified.ok ? succeed({ ...rotated, version: sealed.value }) : verified;
};
