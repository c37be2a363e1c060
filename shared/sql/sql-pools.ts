// One small pool for each tenant database in a container, a bounded number of them. A pool belongs to a tenant, a
// database, a login and a version of its credential: when any of these changes, it is another pool.

import mssql from 'mssql';
import type { SqlServerLogin } from '../credentials/purpose.ts';
import type { TenantId } from '../domain/tenant-id.ts';

export type SqlPoolSettings = {
  /** TLS to the database, with its certificate checked unless `isCertificateTrusted`. */
  readonly isEncrypted: boolean;
  readonly isCertificateTrusted: boolean;
  /** The most pools that stay open; the one unused for longest goes first. */
  readonly maxPools: number;
};

export type SqlLogin = {
  readonly tenantId: TenantId;
  readonly login: SqlServerLogin;
  readonly credentialVersion: number;
};

export type SqlPools = {
  /** An open pool; throws what the driver throws when the login fails. */
  readonly open: (login: SqlLogin) => Promise<mssql.ConnectionPool>;
  /** Closes a tenant's pools: its credential was denied. */
  readonly purge: (tenantId: TenantId) => void;
  readonly close: () => Promise<void>;
  readonly size: () => number;
};

const connectMs = 5_000;
const acquireMs = 4_000;
export const requestMs = 8_000;

const configFor = ({ login }: SqlLogin, settings: SqlPoolSettings): mssql.config => ({
  server: login.server,
  port: login.port,
  database: login.database,
  user: login.user,
  password: login.password,
  connectionTimeout: connectMs,
  requestTimeout: requestMs,
  pool: { min: 0, max: 2, acquireTimeoutMillis: acquireMs, createTimeoutMillis: connectMs },
  options: {
    encrypt: settings.isEncrypted,
    trustServerCertificate: settings.isCertificateTrusted,
    appName: 'direct-deposits',
    useUTC: true,
    maxRetriesOnTransientErrors: 0,
  },
});

const keyOf = ({ tenantId, login, credentialVersion }: SqlLogin): string =>
  JSON.stringify([tenantId, login.server, login.port, login.database, login.user, credentialVersion]);

type Entry = { readonly tenantId: TenantId; readonly pool: Promise<mssql.ConnectionPool> };

const closeQuietly = ({ pool }: Entry): Promise<void> =>
  pool.then((open) => open.close()).catch(() => undefined);

export const createSqlPools = (settings: SqlPoolSettings): SqlPools => {
  /** In order of use: the first is the one unused for longest. */
  const entries = new Map<string, Entry>();

  const drop = (key: string): void => {
    const entry = entries.get(key);
    entries.delete(key);
    if (entry) void closeQuietly(entry);
  };

  const connect = (login: SqlLogin): Promise<mssql.ConnectionPool> => {
    const pool = new mssql.ConnectionPool(configFor(login, settings));
    // Without a listener the driver's late socket errors would end the process; the next acquire replaces the connection.
    pool.on('error', () => undefined);
    return pool.connect();
  };

  return {
    open: (login) => {
      const key = keyOf(login);
      const entry = entries.get(key) ?? { tenantId: login.tenantId, pool: connect(login) };
      entries.delete(key);
      entries.set(key, entry);
      for (const oldest of [...entries.keys()].slice(0, Math.max(0, entries.size - settings.maxPools)))
        drop(oldest);
      // A failed login is forgotten, so that the next request tries anew.
      entry.pool.catch(() => entries.get(key) === entry && entries.delete(key));
      return entry.pool;
    },
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
