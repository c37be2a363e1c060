// What to do when a database refuses the password (18456): the version before this one, once; then the credential read anew,
// once for each version; then nothing, for a while. SQL Server locks an account after a few wrong passwords, so no version is
// tried a second time unless the database has just shown that its password was changed. Every other refusal is final.

import { fail, type Result } from '../platform/result.ts';
import type { SqlFailure } from './sql-failure.ts';
import type { SqlLogin } from './sql-pools.ts';

export type OtherLogin = 'previous' | 'refresh';

export type LoginSource = {
  readonly first: SqlLogin;
  /** Undefined when there is none to be had. */
  readonly reopen: (which: OtherLogin) => Promise<SqlLogin | undefined>;
};

export type RefusalMemory = {
  /** This version was refused some time ago; before it is tried again the credential is read anew. */
  readonly wasRefused: (login: SqlLogin) => boolean;
  readonly forgive: (login: SqlLogin) => void;
};

const isWrongPassword = (failure: SqlFailure): boolean => failure.repeat === 'credential';

const isSame = (left: SqlLogin, right: SqlLogin): boolean =>
  left.credentialVersion === right.credentialVersion ||
  (left.login.user === right.login.user && left.login.password === right.login.password);

export const tryLogins = async <T>(
  { first: given, reopen }: LoginSource,
  memory: RefusalMemory,
  attempt: (login: SqlLogin) => Promise<Result<T, SqlFailure>>,
  onRecovered: (which: OtherLogin) => void,
): Promise<Result<T, SqlFailure>> => {
  const first = memory.wasRefused(given) ? ((await reopen('refresh')) ?? given) : given;
  const tried = await attempt(first);
  if (tried.ok || !isWrongPassword(tried.failure)) return tried;
  const isRecalled = tried.failure.isRecalled === true;

  const previous = await reopen('previous');
  if (previous !== undefined && !isSame(previous, first)) {
    const before = await attempt(previous);
    if (before.ok || !isWrongPassword(before.failure)) {
      if (before.ok) onRecovered('previous');
      return before;
    }
    if (isRecalled && before.failure.isRecalled !== true) {
      // The old password has just stopped working: now the new one must.
      memory.forgive(first);
      return attempt(first);
    }
  }
  if (isRecalled) return tried;

  const newest = await reopen('refresh');
  const isNews = newest !== undefined && ![first, previous].some((known) => known && isSame(known, newest));
  if (newest === undefined || !isNews) return fail(tried.failure);
  const anew = await attempt(newest);
  if (anew.ok) onRecovered('refresh');
  return anew;
};
