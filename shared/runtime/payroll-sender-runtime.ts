// Wires the sender of payroll changes once per container. DEPOSITS_PAYROLL_HOST_SUFFIXES: where payroll suites may be
// (shared/platform/allowed-hosts.ts).

import type { CredentialSource, OpenedCredential } from '../credentials/credential-source.ts';
import type { PayrollOutbox } from '../payroll/payroll-outbox.ts';
import type { PayrollSuite } from '../payroll/payroll-suite.ts';
import { createHttpPayrollSuite } from '../payroll/http-payroll-suite.ts';
import { readAllowedHosts } from '../platform/allowed-hosts.ts';
import { systemClock, type Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { wireCredentials } from './credentials-runtime.ts';
import { wireLog } from './log-runtime.ts';
import { onFirstUse } from './on-first-use.ts';
import type { SqlStores } from './sql-stores-runtime.ts';

/** What a database shows of the sessions of the payroll loop. */
const payrollSessions = 'direct-deposits-payroll';

export type PayrollSenderRuntime = {
  readonly clock: Clock;
  readonly log: Log;
  readonly credentials: CredentialSource;
  readonly openOutbox: (...parameters: Parameters<SqlStores['openOutbox']>) => Promise<PayrollOutbox>;
  readonly openSuite: (access: OpenedCredential<'payroll-api'>) => PayrollSuite;
  /** 0 up to 1. */
  readonly random: () => number;
  readonly prepare: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export const wirePayrollSender = (): PayrollSenderRuntime => {
  const { log, metrics } = wireLog();
  const allowedHosts = readAllowedHosts(process.env, 'DEPOSITS_PAYROLL_HOST_SUFFIXES');
  const stores = onFirstUse(async () => {
    const { createSqlStores } = await import('./sql-stores-runtime.ts');
    return createSqlStores(process.env, metrics, payrollSessions);
  });
  const { credentials, prepare } = wireCredentials(
    log,
    metrics,
    (tenantId) => void stores.peek()?.then(({ purge }) => purge(tenantId)),
  );
  return {
    clock: systemClock,
    log,
    credentials,
    openOutbox: async (...parameters) => (await stores.get()).openOutbox(...parameters),
    openSuite: ({ value }) => createHttpPayrollSuite({ access: value, allowedHosts }),
    random: Math.random,
    prepare: async () => {
      await prepare();
      await stores.get();
    },
    close: async () => (await stores.peek())?.close(),
  };
};
