// One small pool for each tenant database in a container, a bounded number of them. A pool belongs to a tenant, a server, a
// database and a user, and is at one version of its credential: where only the password has changed, it is given the new one
// and keeps its connections, which SQL Server leaves alone; where anything else has, it is another pool.

import type mssql from 'mssql';
import type { SqlServerLogin } from '../credentials/purpose.ts';
import type { TenantId } from '../domain/tenant-id.ts';
import { systemClock, type Clock } from '../platform/clock.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import { isHostAllowed, type AllowedHosts } from '../platform/allowed-hosts.ts';
import type { LoginError } from './connection-guard.ts';
import { poolConfig } from './pool-config.ts';
import { createRefusedLogins } from './refused-logins.ts';
import { createSingleLoginPool } from './single-login-pool.ts';
import { toSqlFailure, withLoginError, type SqlFailure } from './sql-failure.ts';
import { isAnswering, shakeHands } from './tenant-handshake.ts';
import { trustedIdleMs } from './time-limits.ts';
import type { TlsSettings } from './tls-settings.ts';

export type SqlPoolSettings = TlsSettings & {
  /** The most pools that stay open; the one unused for longest goes first. */
  readonly maxPools: number;
  /** Empty: any. */
  readonly allowedHosts?: AllowedHosts;
  /** False only for who compares the tenant's marker himself, the migrations, because he writes it. */
  readonly isTenantChecked?: boolean;
  /** What the database shows of its sessions. */
  readonly applicationName?: string;
  readonly clock?: Clock;
  /** 0 up to 1. */
  readonly random?: () => number;
};

export type SqlLogin = {
  readonly tenantId: TenantId;
  readonly login: SqlServerLogin;
  readonly credentialVersion: number;
};

export type SqlPools = {
  /** @param onSnapshotOff a new connection found READ_COMMITTED_SNAPSHOT off */
  readonly open: (
    login: SqlLogin,
    onSnapshotOff?: () => void,
  ) => Promise<Result<mssql.ConnectionPool, SqlFailure>>;
  /** A later connection of an open pool was refused: remembers it; the failure with the server's number. */
  readonly refuse: (login: SqlLogin, failure: SqlFailure) => SqlFailure;
  readonly wasRefused: (login: SqlLogin) => boolean;
  readonly forgive: (login: SqlLogin) => void;
  /** Closes this login's pool: one of its connections is in an unknown state. */
  readonly discard: (login: SqlLogin) => void;
  /** Closes a tenant's pools: its credential was denied. */
  readonly purge: (tenantId: TenantId) => void;
  readonly close: () => Promise<void>;
  readonly size: () => number;
};

const accountOf = ({ tenantId, login }: SqlLogin): string =>
  JSON.stringify([tenantId, login.server, login.port, login.database, login.user]);

const versionOf = (login: SqlLogin): string => JSON.stringify([accountOf(login), login.credentialVersion]);

type Opened = Result<mssql.ConnectionPool, SqlFailure>;

/** One pool and what changes about it. */
type Entry = {
  readonly tenantId: TenantId;
  readonly config: mssql.config;
  credentialVersion: number;
  loginError: LoginError | undefined;
  opened: Promise<Opened>;
};

const closeQuietly = async ({ opened }: Entry): Promise<void> => {
  const result = await opened;
  if (result.ok) await result.value.close().catch(() => undefined);
};

const hostRefused: SqlFailure = {
  kind: 'host-refused',
  number: undefined,
  class: undefined,
  state: undefined,
  constraint: undefined,
};

const connect = async (pool: mssql.ConnectionPool, entry: Entry): Promise<Opened> => {
  // Without a listener the driver's late socket errors would end the process; the next acquire replaces the connection.
  pool.on('error', () => undefined);
  try {
    return succeed(await pool.connect());
  } catch (thrown) {
    return fail(withLoginError(toSqlFailure(thrown, 'before-login'), entry.loginError));
  }
};

const createEntry = (
  { tenantId, login, credentialVersion }: SqlLogin,
  settings: SqlPoolSettings & { readonly clock: Clock; readonly applicationName: string },
  onSnapshotOff: () => void,
): Entry => {
  const config = poolConfig(login, settings, {
    onLogin: () => (entry.loginError = undefined),
    // The first is the cause: 4060 is followed by an 18456.
    onLoginError: (error) => (entry.loginError ??= error),
  });
  const pool = createSingleLoginPool(config, {
    greet: async (connection) => {
      if (settings.isTenantChecked !== false) {
        await shakeHands(connection, { tenantId, login }, onSnapshotOff);
      }
    },
    isAlive: (connection, idleMs) => idleMs < trustedIdleMs || isAnswering(connection),
    clock: settings.clock,
  });
  const entry: Entry = {
    tenantId,
    config,
    credentialVersion,
    loginError: undefined,
    opened: Promise.resolve(fail(hostRefused)),
  };
  entry.opened = connect(pool, entry);
  return entry;
};

export const createSqlPools = (given: SqlPoolSettings): SqlPools => {
  const { clock = systemClock, random = Math.random, maxPools, allowedHosts = [] } = given;
  const settings = { applicationName: 'direct-deposits', ...given, clock };
  /** In order of use: the first is the one unused for longest. */
  const entries = new Map<string, Entry>();
  const refused = createRefusedLogins(clock, random);

  const drop = (account: string): void => {
    const entry = entries.get(account);
    entries.delete(account);
    if (entry) void closeQuietly(entry);
  };

  const use = (account: string, entry: Entry): Entry => {
    entries.delete(account);
    entries.set(account, entry);
    for (const oldest of [...entries.keys()].slice(0, Math.max(0, entries.size - maxPools))) drop(oldest);
    return entry;
  };

  /** The account's pool at this version of its credential; waits for one that still logs in at another version. */
  const entryFor = async (login: SqlLogin, onSnapshotOff: () => void): Promise<Entry> => {
    const account = accountOf(login);
    for (;;) {
      const entry = entries.get(account);
      if (entry === undefined) return use(account, createEntry(login, settings, onSnapshotOff));
      if (entry.credentialVersion === login.credentialVersion) return use(account, entry);
      const earlier = await entry.opened;
      if (entries.get(account) !== entry) continue;
      if (!earlier.ok) entries.delete(account);
      else {
        // The driver reads it anew for each physical connection.
        entry.config.password = login.login.password;
        entry.credentialVersion = login.credentialVersion;
      }
    }
  };

  return {
    open: async (login, onSnapshotOff = () => undefined) => {
      if (!isHostAllowed(allowedHosts, login.login.server)) return fail(hostRefused);
      const recalled = refused.recall(versionOf(login));
      if (recalled) return fail({ ...recalled, isRecalled: true });
      const entry = await entryFor(login, onSnapshotOff);
      const result = await entry.opened;
      if (result.ok) {
        refused.forget(versionOf(login));
        return result;
      }
      // A failure is forgotten, so that the next request tries anew; a refused login is not, for a while.
      const account = accountOf(login);
      if (entries.get(account) === entry) entries.delete(account);
      if (result.failure.kind === 'login-refused') refused.remember(versionOf(login), result.failure);
      return result;
    },
    refuse: (login, failure) => {
      const told = withLoginError(failure, entries.get(accountOf(login))?.loginError);
      refused.remember(versionOf(login), told);
      return told;
    },
    wasRefused: (login) => refused.wasRefused(versionOf(login)),
    forgive: (login) => refused.forget(versionOf(login)),
    discard: (login) => drop(accountOf(login)),
    purge: (tenantId) => {
      for (const [account, entry] of entries) if (entry.tenantId === tenantId) drop(account);
    },
    close: async () => {
      const open = [...entries.values()];
      entries.clear();
      await Promise.all(open.map(closeQuietly));
    },
    size: () => entries.size,
  };
};
