// Wires the tenants' databases with the driver. Settings: shared/sql/tls-settings.ts, shared/platform/allowed-hosts.ts.

import type { OpenedCredentials } from '../credentials/credential-source.ts';
import { toReopenLogin, toSqlLogin, type ReopenLogin } from '../direct-deposits/with-login.ts';
import type { TenantId } from '../domain/tenant-id.ts';
import { noMetrics, type Metrics } from '../metrics/metrics.ts';
import { readAllowedHosts } from '../platform/allowed-hosts.ts';
import { systemClock } from '../platform/clock.ts';
import type { Deadline } from '../platform/deadline.ts';
import type { Environment } from '../platform/environment.ts';
import type { Log } from '../platform/log.ts';
import type { TimeSpent } from '../platform/time-spent.ts';
import { openMssqlDatabase } from '../sql/mssql-database.ts';
import { createSqlPools, type SqlPools } from '../sql/sql-pools.ts';
import type { SqlDatabase } from '../sql/sql-session.ts';
import { timedDatabase } from '../sql/timed-database.ts';
import { readTlsSettings } from '../sql/tls-settings.ts';

const maxPools = 8;

export type SqlScope = {
  readonly deadline: Deadline;
  readonly log: Log;
  readonly timeSpent?: TimeSpent;
};

export type SqlDatabases = {
  readonly open: (
    tenantId: TenantId,
    login: OpenedCredentials<'sql-server'>['sql-server'],
    scope: SqlScope,
    reopen?: ReopenLogin,
  ) => SqlDatabase;
  /** Closes a tenant's pools: its credential was denied. */
  readonly purge: (tenantId: TenantId) => void;
  readonly close: () => Promise<void>;
};

/** How long a request waits for an open pool (a login, when there is none yet) and how many there are then. */
const measurePools = (metrics: Metrics, pools: SqlPools): SqlPools => ({
  ...pools,
  open: async (...parameters) => {
    const startedMs = systemClock.monotonicMs();
    try {
      return await pools.open(...parameters);
    } finally {
      metrics('database-pool', {
        PoolWait: systemClock.monotonicMs() - startedMs,
        OpenPools: pools.size(),
      });
    }
  },
});

const timePools = (pools: SqlPools, timeSpent: TimeSpent): SqlPools => ({
  ...pools,
  open: async (login) => {
    const stop = timeSpent.start();
    try {
      return await pools.open(login);
    } finally {
      stop('login');
    }
  },
});

/** @param applicationName what a database shows of the function's sessions */
export const createSqlDatabases = (
  env: Environment,
  metrics: Metrics = noMetrics,
  applicationName = 'direct-deposits',
): SqlDatabases => {
  const pools = measurePools(
    metrics,
    createSqlPools({
      ...readTlsSettings(env),
      allowedHosts: readAllowedHosts(env),
      maxPools,
      applicationName,
    }),
  );
  return {
    open: (tenantId, login, { deadline, log, timeSpent }, reopen) => {
      const first = toSqlLogin(tenantId, login);
      const scope = { deadline, log, reopenLogin: toReopenLogin(tenantId, reopen) };
      if (timeSpent === undefined) return openMssqlDatabase(pools, first, scope);
      return timedDatabase(openMssqlDatabase(timePools(pools, timeSpent), first, scope), timeSpent);
    },
    purge: pools.purge,
    close: pools.close,
  };
};
