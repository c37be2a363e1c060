// One small pool for each tenant database in a container, a bounded number of them. A pool belongs to a tenant, a
// database, a login and a version of its credential: when any of these changes, it is another pool.

import type mssql from 'mssql';
import type { SqlServerLogin } from '../credentials/purpose.ts';
import type { TenantId } from '../domain/tenant-id.ts';
import { systemClock, type Clock } from '../platform/clock.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import { guardConnection, type LoginError } from './connection-guard.ts';
import { createRefusedLogins } from './refused-logins.ts';
import { createSingleLoginPool } from './single-login-pool.ts';
import { toSqlFailure, type SqlFailure } from './sql-failure.ts';
import type { TlsSettings } from './tls-settings.ts';

export type SqlPoolSettings = TlsSettings & {
  /** The most pools that stay open; the one unused for longest goes first. */
  readonly maxPools: number;
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
  readonly open: (login: SqlLogin) => Promise<Result<mssql.ConnectionPool, SqlFailure>>;
  /** Closes this login's pool: one of its connections is in a state that nobody knows. */
  readonly discard: (login: SqlLogin) => void;
  /** Closes a tenant's pools: its credential was denied. */
  readonly purge: (tenantId: TenantId) => void;
  readonly close: () => Promise<void>;
  readonly size: () => number;
};

// Connecting fits into creating, creating into acquiring, and all of it into API Gateway's 30 s together with a request.
const connectMs = 4_000;
const createMs = 4_500;
const acquireMs = 5_000;
export const requestMs = 8_000;

/**
 * Holds every request of ours in one packet. At the driver's own 4,096 bytes a write goes out in two, and the second waits for
 * the first one's acknowledgement (Nagle): 54 ms for a create instead of 14 ms, measured on loopback. SQL Server takes at
 * most 16,383 bytes on an encrypted connection.
 */
const packetSize = 16_000;

const configFor = (
  { login }: SqlLogin,
  settings: SqlPoolSettings,
  onLoginError: (error: LoginError) => void,
): mssql.config => ({
  server: login.server,
  port: login.port,
  database: login.database,
  user: login.user,
  password: login.password,
  connectionTimeout: connectMs,
  requestTimeout: requestMs,
  pool: { min: 0, max: 2, acquireTimeoutMillis: acquireMs, createTimeoutMillis: createMs },
  beforeConnect: (connection) =>
    guardConnection(connection, { isEncrypted: settings.isEncrypted, onLoginError }),
  options: {
    encrypt: settings.isEncrypted,
    ...(settings.certificateAuthorities === undefined
      ? {}
      : { cryptoCredentialsDetails: { ca: settings.certificateAuthorities } }),
    trustServerCertificate: settings.isCertificateTrusted,
    appName: 'direct-deposits',
    packetSize,
    useUTC: true,
    maxRetriesOnTransientErrors: 0,
  },
});

/** A look at the socket instead of a `SELECT 1` before each request; the driver's types do not know the word yet. */
const withSocketValidation = (config: mssql.config): mssql.config =>
  Object.assign(config, { validateConnection: 'socket' });

const keyOf = ({ tenantId, login, credentialVersion }: SqlLogin): string =>
  JSON.stringify([tenantId, login.server, login.port, login.database, login.user, credentialVersion]);

type Opened = Result<mssql.ConnectionPool, SqlFailure>;
type Entry = { readonly tenantId: TenantId; readonly opened: Promise<Opened> };

const closeQuietly = async ({ opened }: Entry): Promise<void> => {
  const result = await opened;
  if (result.ok) await result.value.close().catch(() => undefined);
};

/** The number that the server gave, where the driver's own error has none. */
const withLoginError = (failure: SqlFailure, error: LoginError | undefined): SqlFailure =>
  error !== undefined && failure.number === undefined && failure.kind === 'login-refused'
    ? { ...failure, number: error.number, class: error.class, state: error.state }
    : failure;

const connect = async (login: SqlLogin, settings: SqlPoolSettings): Promise<Opened> => {
  let loginError: LoginError | undefined;
  const config = configFor(login, settings, (error) => (loginError ??= error));
  const pool = createSingleLoginPool(withSocketValidation(config));
  // Without a listener the driver's late socket errors would end the process; the next acquire replaces the connection.
  pool.on('error', () => undefined);
  try {
    return succeed(await pool.connect());
  } catch (thrown) {
    return fail(withLoginError(toSqlFailure(thrown), loginError));
  }
};

export const createSqlPools = (settings: SqlPoolSettings): SqlPools => {
  const { clock = systemClock, random = Math.random, maxPools } = settings;
  /** In order of use: the first is the one unused for longest. */
  const entries = new Map<string, Entry>();
  const refused = createRefusedLogins(clock, random);

  const drop = (key: string): void => {
    const entry = entries.get(key);
    entries.delete(key);
    if (entry) void closeQuietly(entry);
  };

  /** A failure is forgotten, so that the next request tries anew; a refused login is not, for a while. */
  const settle = (key: string, entry: Entry, result: Opened): Opened => {
    if (result.ok) return result;
    if (entries.get(key) === entry) entries.delete(key);
    if (result.failure.kind === 'login-refused') refused.remember(key, result.failure);
    return result;
  };

  return {
    open: async (login) => {
      const key = keyOf(login);
      const recalled = refused.recall(key);
      if (recalled) return fail({ ...recalled, isRecalled: true });
      const entry = entries.get(key) ?? { tenantId: login.tenantId, opened: connect(login, settings) };
      entries.delete(key);
      entries.set(key, entry);
      for (const oldest of [...entries.keys()].slice(0, Math.max(0, entries.size - maxPools))) drop(oldest);
      return settle(key, entry, await entry.opened);
    },
    discard: (login) => drop(keyOf(login)),
    purge: (tenantId) => {
      for (const [key, entry] of entries) if (entry.tenantId === tenantId) drop(key);
    },
    close: async () => {
      const open = [...entries.values()];
      entries.clear();
      await Promise.all(open.map(closeQuietly));
    },
    size: () => entries.size,
  };
};
