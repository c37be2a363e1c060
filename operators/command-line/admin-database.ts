// A tenant's database as its `sql-server-admin`, for the commands that change more than the store. The login leaves with the
// connection.

import type { CredentialFailure } from '#shared/credentials/credential-failure';
import { withSqlServerAdmin } from '../credentials/open-operator-credential.ts';
import type { SqlServerLogin } from '#shared/credentials/purpose';
import type { TenantId } from '#shared/domain/tenant-id';
import { systemClock } from '#shared/platform/clock';
import { deadlineIn } from '#shared/platform/deadline';
import type { Result } from '#shared/platform/result';
import { readAllowedHosts } from '#shared/platform/allowed-hosts';
import type { SqlDatabase } from '#shared/sql/sql-session';
import { readTlsSettings } from '#shared/sql/tls-settings';
import { describeFailure } from './describe-failure.ts';
import type { Operator } from './operator.ts';
import { exitCodes, type ExitCode } from './operator-program.ts';
import { reportFailure, type JsonOption } from './report.ts';

type Patience = { readonly patienceMs: number; readonly longestRequestMs?: number };

/** Runs `work` on a connection of its own, logged in with this login. */
export type WithLogin = <T>(login: SqlServerLogin, work: (database: SqlDatabase) => Promise<T>) => Promise<T>;

/** @param patience of everything together, and of one request where that may be longer than a function's */
export const withLoginFor = async (
  { opening }: Operator,
  tenantId: TenantId,
  { patienceMs, ...limits }: Patience,
): Promise<WithLogin> => {
  // The driver is loaded only for commands that need a database.
  const { openMssqlDatabase } = await import('#shared/sql/mssql-database');
  const { createSqlPools } = await import('#shared/sql/sql-pools');
  const scope = { deadline: deadlineIn(systemClock, patienceMs), log: opening.log, ...limits };
  return async (login, work) => {
    const pools = createSqlPools({
      ...readTlsSettings(process.env),
      allowedHosts: readAllowedHosts(process.env),
      maxPools: 1,
    });
    try {
      return await work(openMssqlDatabase(pools, { tenantId, login, credentialVersion: 0 }, scope));
    } finally {
      await pools.close();
    }
  };
};

export const withAdminDatabase = async <T>(
  { opening, caller }: Operator,
  tenantId: TenantId,
  { withLogin, patienceMs }: { readonly withLogin: WithLogin; readonly patienceMs: number },
  work: (database: SqlDatabase, login: SqlServerLogin) => Promise<T>,
): Promise<Result<T, CredentialFailure>> =>
  withSqlServerAdmin(
    opening,
    tenantId,
    (secret) => {
      const login = secret.expose();
      return withLogin(login, (database) => work(database, login));
    },
    { caller, deadline: deadlineIn(systemClock, patienceMs) },
  );

/** Nothing is wrong where nothing was stored yet. */
export const isNotSetUp = ({ code }: CredentialFailure): boolean => code === 'CREDENTIAL_NOT_FOUND';

export const describeNoAdmin = (failure: CredentialFailure): string =>
  isNotSetUp(failure)
    ? `not set up yet: it has no sql-server-admin credential (credentials put stores it) (${failure.code})`
    : `the sql-server-admin credential cannot be opened: ${describeFailure({ unreadable: failure.code })}`;

export const reportNoAdmin = (
  options: JsonOption,
  about: Readonly<Record<string, string>>,
  failure: CredentialFailure,
): ExitCode => {
  reportFailure(options, about, { unreadable: failure.code }, describeNoAdmin(failure));
  return isNotSetUp(failure) ? exitCodes.notSetUp : exitCodes.failed;
};
