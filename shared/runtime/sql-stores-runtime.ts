// Wires what is kept in tenants' databases: a module of the shared layer, loaded on the first request that needs one.

import type { DirectDepositPorts } from '../direct-deposits/direct-deposit-route.ts';
import { createSqlDirectDepositStore } from '../direct-deposits/sql/sql-direct-deposit-store.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { NoticeStore } from '../notices/notice-store.ts';
import { createSqlNoticeStore } from '../notices/sql/sql-notice-store.ts';
import type { Environment } from '../platform/environment.ts';
import type { PayrollOutbox } from '../payroll/payroll-outbox.ts';
import { createSqlPayrollOutbox } from '../payroll/sql/sql-payroll-outbox.ts';
import { createSqlDatabases, type SqlDatabases } from './sql-databases-runtime.ts';

export type SqlStores = Pick<SqlDatabases, 'purge' | 'close'> & {
  readonly open: DirectDepositPorts['openStore'];
  readonly openOutbox: (...parameters: Parameters<SqlDatabases['open']>) => PayrollOutbox;
  readonly openNotices: (...parameters: Parameters<SqlDatabases['open']>) => NoticeStore;
};

export const createSqlStores = (env: Environment, metrics?: Metrics, applicationName?: string): SqlStores => {
  const databases = createSqlDatabases(env, metrics, applicationName);
  return {
    open: ({ tenantId }, login, scope, reopen) =>
      createSqlDirectDepositStore({
        database: databases.open(tenantId, login, scope, reopen),
        tenantId,
        log: scope.log,
        onMismatch: () => databases.purge(tenantId),
      }),
    openOutbox: (tenantId, ...parameters) =>
      createSqlPayrollOutbox({ database: databases.open(tenantId, ...parameters), tenantId }),
    openNotices: (tenantId, ...parameters) =>
      createSqlNoticeStore({ database: databases.open(tenantId, ...parameters), tenantId }),
    purge: databases.purge,
    close: databases.close,
  };
};
