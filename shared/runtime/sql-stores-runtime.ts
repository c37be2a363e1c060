// Wires the stores over the tenants' databases with the driver: a module of the shared layer, loaded on the first request that needs a
// database. Settings: shared/sql/tls-settings.ts, shared/sql/allowed-hosts.ts.

import type { TenantId } from '../domain/tenant-id.ts';
import { systemClock } from '../platform/clock.ts';
import type { Environment } from '../platform/environment.ts';
import type { TimeSpent } from '../platform/time-spent.ts';
import { noMetrics, type Metrics } from '../metrics/metrics.ts';
import { readAllowedHosts } from '../sql/allowed-hosts.ts';
import { openMssqlDatabase } from '../sql/mssql-database.ts';
import { createSqlDirectDepositStore } from '../direct-deposits/sql/sql-direct-deposit-store.ts';
import { createSqlPools, type SqlPools } from '../sql/sql-pools.ts';
import { timedDatabase } from '../sql/timed-database.ts';
import { readTlsSettings } from '../sql/tls-settings.ts';
import type { DirectDepositPorts } from '../direct-deposits/direct-deposit-route.ts';
import { toReopenLogin, toSqlLogin } from '../direct-deposits/with-login.ts';

const maxPools = 8;

export type SqlStores = {
  readonly open: DirectDepositPorts['openStore'];
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

export const createSqlStores = (env: Environment, metrics: Metrics = noMetrics): SqlStores => {
  const pools = measurePools(
    metrics,
    createSqlPools({
      ...readTlsSettings(env),
      allowedHosts: readAllowedHosts(env),
      maxPools,
    }),
  );
  return {
    open: ({ tenantId }, login, { deadline, log, timeSpent }, reopen) =>
      createSqlDirectDepositStore({
        database: timedDatabase(
          openMssqlDatabase(timePools(pools, timeSpent), toSqlLogin(tenantId, login), {
            deadline,
            log,
            reopenLogin: toReopenLogin(tenantId, reopen),
          }),
          timeSpent,
        ),
        tenantId,
        log,
        onMismatch: () => pools.purge(tenantId),
      }),
    purge: pools.purge,
    close: pools.close,
  };
};
