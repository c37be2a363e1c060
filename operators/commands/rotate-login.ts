// Rotates a tenant's database login: password in the database, check, stored credential. Asks first whether it may do every step; can be
// run again. Alternating: the idle login takes over and the other stays valid until the next rotation. In place: the new version is stored
// first, functions fall back to the one before until the database follows, and what the database refuses is taken back.

import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { parseCredential } from '#shared/credentials/credential-shape';
import type { OpenCredentialsDeps } from '#shared/credentials/open-credentials';
import { openAnyCredential, type OperatorUse } from '../credentials/open-any-credential.ts';
import type { ReplaceFailure } from '../credentials/replace-credential.ts';
import { sealCredential, type SealDeps, type SealFailure } from '../credentials/seal-credential.ts';
import type { SqlServerLogin } from '#shared/credentials/purpose';
import type { TenantId } from '#shared/domain/tenant-id';
import { fail, succeed, type Result } from '#shared/platform/result';
import { Secret } from '#shared/platform/secret';
import { missingPermissions } from '../command-line/missing-permissions.ts';
import type { SqlFailure } from '#shared/sql/sql-failure';
import type { SqlDatabase } from '#shared/sql/sql-session';
import {
  askLoginPermissions,
  askPasswordPermissions,
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
  /** Asked before anything was changed. */
  | { readonly lacks: readonly string[] }
  /** The database kept the password that it had; `restored` is the version that holds it again, or why none does. */
  | { readonly refused: SqlFailure; readonly restored: Result<number, ReplaceFailure> }
  /** The answer to the change of the password was lost, and neither password could be tried. */
  | { readonly unclear: SqlFailure }
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

const hasLogin = async ({ admin }: RotateLoginTools, user: string): Outcome<boolean> => {
  const found = await admin.run(findLogin, { name: user });
  if (!found.ok) return fail({ step: 'find', sql: found.failure });
  const [row] = found.value.rowSets[0] ?? [];
  return succeed(typeof row === 'object' && row !== null && Reflect.get(row, 'id') !== null);
};

/** Nothing is begun that could not be ended. */
const requirePermissions = async (
  { admin }: RotateLoginTools,
  asks: typeof askLoginPermissions | typeof askPasswordPermissions,
): Outcome<void> => {
  const lacks = await missingPermissions(admin, asks);
  if (!lacks.ok) return fail({ step: 'find', sql: lacks.failure });
  return lacks.value.length === 0 ? succeed(undefined) : fail({ lacks: lacks.value });
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
): Promise<Result<number, SealFailure>> => {
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
  const permitted = await requirePermissions(tools, askLoginPermissions);
  if (!permitted.ok) return permitted;
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

/** Whether the database takes this password; a failure of any other kind says nothing about that. */
const isAccepted = async (
  tools: RotateLoginTools,
  login: SqlServerLogin,
): Promise<Result<boolean, RotateLoginFailure>> => {
  const tried = await verify(tools, login);
  if (tried.ok) return succeed(true);
  const isWrongPassword =
    typeof tried.failure === 'object' && 'sql' in tried.failure && tried.failure.sql.number === 18456;
  return isWrongPassword ? succeed(false) : tried;
};

/** A stored password that the database does not have, while it has the one before: a rotation that was interrupted. */
const isHalfDone = async (
  tools: RotateLoginTools,
  { login, previous }: Stored,
): Promise<Result<boolean, RotateLoginFailure>> => {
  if (previous === undefined || isDeepStrictEqual(previous, login) || previous.user !== login.user) {
    return succeed(false);
  }
  const current = await isAccepted(tools, login);
  if (!current.ok || current.value) return current.ok ? succeed(false) : current;
  return isAccepted(tools, previous);
};

/** Stored is `next` already. What the database has by now decides whether that stays. */
const changePassword = async (
  tools: RotateLoginTools,
  { before, next, version }: { before: SqlServerLogin; next: SqlServerLogin; version: number },
): Outcome<void> => {
  const changed = await tools.admin.run(putPassword('ALTER', next.user, next.password), {});
  if (changed.ok) return verify(tools, next);
  // An error that the server numbered is its answer; without one the answer was lost, and the change may have been made.
  const isAnswered = changed.failure.number !== undefined;
  const accepted = isAnswered ? succeed(false) : await isAccepted(tools, next);
  if (accepted.ok && accepted.value) return succeed(undefined);
  const kept = isAnswered ? succeed(true) : await isAccepted(tools, before);
  if (!accepted.ok || !kept.ok || !kept.value) return fail({ unclear: changed.failure });
  return fail({ refused: changed.failure, restored: await store(tools, before, version) });
};

export const rotateInPlace = async (
  tools: RotateLoginTools,
  { isDryRun }: { readonly isDryRun: boolean },
): Outcome<RotatedLogin> => {
  const stored = await loadStored(tools);
  if (!stored.ok) return stored;
  const permitted = await requirePermissions(tools, askPasswordPermissions);
  if (!permitted.ok) return permitted;
  const { login, previous, version } = stored.value;
  const isResumed = await isHalfDone(tools, stored.value);
  if (!isResumed.ok) return isResumed;
  const rotated = { user: login.user, before: undefined, isResumed: isResumed.value };
  if (isDryRun) return succeed({ ...rotated, version: isResumed.value ? version : version + 1 });

  const next = isResumed.value ? login : { ...login, password: newPassword() };
  const before = isResumed.value && previous !== undefined ? previous : login;
  const sealed = isResumed.value ? succeed(version) : await store(tools, next, version);
  if (!sealed.ok) return sealed;
  const changed = await changePassword(tools, { before, next, version: sealed.value });
  return changed.ok ? succeed({ ...rotated, version: sealed.value }) : changed;
};
