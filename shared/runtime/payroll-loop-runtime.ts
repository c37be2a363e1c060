// Wires the functions of the payroll loop that log in to databases, once per container. DEPOSITS_PAYROLL_HOST_SUFFIXES: where payroll suites may be
// (shared/platform/allowed-hosts.ts).

import { createEventBridgePublisher } from '../aws/eventbridge-publisher.ts';
import type { CredentialSource, OpenedCredential } from '../credentials/credential-source.ts';
import type { DirectDepositStore } from '../direct-deposits/direct-deposit-store.ts';
import { createHttpPayrollSuite } from '../payroll/http-payroll-suite.ts';
import type { PayrollOutbox } from '../payroll/payroll-outbox.ts';
import type { PayrollSuite } from '../payroll/payroll-suite.ts';
import { readAllowedHosts } from '../platform/allowed-hosts.ts';
import type { EventPublisher } from '../events/event-publisher.ts';
import { systemClock, type Clock } from '../platform/clock.ts';
import { requiredVariable } from '../platform/environment.ts';
import type { Log } from '../platform/log.ts';
import { wireSenderCall, type TellSender } from './announcer-runtime.ts';
import { wireCredentials } from './credentials-runtime.ts';
import { wireLog } from './log-runtime.ts';
import { createEventCalls } from './event-calls-runtime.ts';
import { onFirstUse } from './on-first-use.ts';
import type { SqlStores } from './sql-stores-runtime.ts';

/** What a database shows of the sessions of the payroll loop. */
const payrollSessions = 'direct-deposits-payroll';

export type PayrollDatabases = {
  readonly clock: Clock;
  readonly log: Log;
  readonly credentials: CredentialSource;
  readonly openStore: (...parameters: Parameters<SqlStores['open']>) => Promise<DirectDepositStore>;
  /** Opens what the first event would have to wait for. */
  readonly prepare: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type PayrollEventsRuntime = PayrollDatabases & {
  readonly tellSender: TellSender;
};

export type PayrollSenderRuntime = PayrollDatabases & {
  readonly openOutbox: (...parameters: Parameters<SqlStores['openOutbox']>) => Promise<PayrollOutbox>;
  readonly openSuite: (access: OpenedCredential<'payroll-api'>) => PayrollSuite;
  /** 0 up to 1. */
  readonly random: () => number;
  readonly publisher: EventPublisher;
  /** Where changes of destination are published. */
  readonly busName: string;
};

export const wirePayrollDatabases = () => {
  const { log, metrics } = wireLog();
  const stores = onFirstUse(async () => {
    const { createSqlStores } = await import('./sql-stores-runtime.ts');
    return createSqlStores(process.env, metrics, payrollSessions);
  });
  const { credentials, prepare } = wireCredentials(
    log,
    metrics,
    (tenantId) => void stores.peek()?.then(({ purge }) => purge(tenantId)),
  );
  const databases: PayrollDatabases = {
    clock: systemClock,
    log,
    credentials,
    openStore: async (...parameters) => (await stores.get()).open(...parameters),
    prepare: async () => {
      await prepare();
      await stores.get();
    },
    close: async () => (await stores.peek())?.close(),
  };
  return { databases, stores };
};

export const wirePayrollEvents = (): PayrollEventsRuntime => {
  const { databases } = wirePayrollDatabases();
  return { ...databases, tellSender: wireSenderCall(databases.log) };
};

export const wirePayrollSender = (): PayrollSenderRuntime => {
  const { databases, stores } = wirePayrollDatabases();
  const allowedHosts = readAllowedHosts(process.env, 'DEPOSITS_PAYROLL_HOST_SUFFIXES');
  return {
    ...databases,
    openOutbox: async (...parameters) => (await stores.get()).openOutbox(...parameters),
    openSuite: ({ value }) => createHttpPayrollSuite({ access: value, allowedHosts }),
    random: Math.random,
    busName: requiredVariable(process.env, 'DEPOSITS_EVENT_BUS'),
    publisher: createEventBridgePublisher(
      createEventCalls(process.env).putEvents,
      ({ name: errorName, status }) => databases.log('payroll.publish.failed', { errorName, status }),
    ),
  };
};
