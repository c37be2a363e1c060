// Wires the stores over the tenants' databases: the driver and all that leans on it. A module of the shared layer, loaded
// when the first request needs a database and not before.
//
// DEPOSITS_SQL_ENCRYPT, DEPOSITS_SQL_TRUST_CERTIFICATE: TLS to the databases (default on) and whether any certificate will
// do (default off).

import type { TenantId } from '../domain/tenant-id.ts';
import { systemClock } from '../platform/clock.ts';
import { switchVariable, type Environment } from '../platform/environment.ts';
import { noMetrics, type Metrics } from '../platform/metrics.ts';
import { openMssqlDatabase } from '../sql/mssql-database.ts';
import { createSqlDirectDepositStore } from '../sql/sql-direct-deposit-store.ts';
import { createSqlPools, type SqlPools } from '../sql/sql-pools.ts';
import type { DirectDepositPorts } from './direct-deposit-route.ts';

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
  open: async (login) => {
    const startedMs = systemClock.monotonicMs();
    try {
      return await pools.open(login);
    } finally {
      metrics('database-pool', {
        PoolWait: systemClock.monotonicMs() - startedMs,
        OpenPools: pools.size(),
      });
    }
  },
});

export const createSqlStores = (env: Environment, metrics: Metrics = noMetrics): SqlStores => {
  const pools = measurePools(
    metrics,
    createSqlPools({
      isEncrypted: switchVariable(env, 'DEPOSITS_SQL_ENCRYPT', 'on'),
      isCertificateTrusted: switchVariable(env, 'DEPOSITS_SQL_TRUST_CERTIFICATE', 'off'),
      maxPools,
    }),
  );
  return {
    open: ({ tenantId }, { value, version }, { deadline, log }) =>
      createSqlDirectDepositStore({
        database: openMssqlDatabase(
          pools,
          { tenantId, login: value.expose(), credentialVersion: version },
          { deadline, log },
        ),
        tenantId,
        log,
        onMismatch: () => pools.purge(tenantId),
      }),
    purge: pools.purge,
    close: pools.close,
  };
};
