// The payroll loop with everything real behind it: the direct-deposit functions, their databases, the sender, and a payroll suite that keeps
// books for two tenants.

import { randomUUID } from 'node:crypto';
import {
  createHandler as createEventHandler,
  type EventAnswer,
} from '../../functions/apply-payroll-event/handler.ts';
import { createHandler as createNotifier } from '../../functions/notify-employee/handler.ts';
import { createHandler, type SenderAnswer } from '../../functions/send-payroll-changes/handler.ts';
import type { SuiteEvent } from '#local/payroll-suite/suite-webhooks';
import {
  startPayrollSuite,
  type LocalPayrollSuite,
  type PayrollSuiteSettings,
} from '#local/payroll-suite/start-payroll-suite';
import type { TenantId } from '#shared/domain/tenant-id';
import type { EventEntry } from '#shared/events/event-publisher';
import { fail, succeed } from '#shared/platform/result';
import type { Mailer } from '#shared/notices/mailer';
import type { PayrollOutbox } from '#shared/payroll/payroll-outbox';
import type { PayrollSuite } from '#shared/payroll/payroll-suite';
import { createSqlNoticeStore } from '#shared/notices/sql/sql-notice-store';
import { createSqlDirectDepositStore } from '#shared/direct-deposits/sql/sql-direct-deposit-store';
import { createHttpPayrollSuite } from '#shared/payroll/http-payroll-suite';
import { createSqlPayrollOutbox } from '#shared/payroll/sql/sql-payroll-outbox';
import { systemClock, type Clock } from '#shared/platform/clock';
import { createLog, type LogEvent } from '#shared/platform/log';
import { createSource } from '#shared/runtime/lambda-source-runtime';
import type { NotifierRuntime } from '#shared/runtime/notifier-runtime';
import type { PayrollEventsRuntime, PayrollSenderRuntime } from '#shared/runtime/payroll-loop-runtime';
import { createSqlStores, type SqlStores } from '#shared/runtime/sql-stores-runtime';
import type { SqlDatabase } from '#shared/sql/sql-session';
import { acme, globex, startDepositsWorld, type DepositsWorld } from './deposits-world.ts';

export type LoggedLine = { readonly event: LogEvent; readonly [field: string]: unknown };

export type SenderChanges = {
  readonly clock?: Clock;
  readonly aroundOutbox?: (outbox: PayrollOutbox) => PayrollOutbox;
  /** Around the databases of outbox and store. */
  readonly aroundDatabase?: (database: SqlDatabase) => SqlDatabase;
  readonly aroundSuite?: (suite: PayrollSuite) => PayrollSuite;
  readonly remainingMs?: number;
  /** Where suites may be; anywhere when not said. */
  readonly allowedHosts?: readonly string[];
};

export type PayrollWorld = {
  readonly world: DepositsWorld;
  readonly suite: LocalPayrollSuite;
  readonly keys: ReadonlyMap<TenantId, string>;
  /** Lines of all senders, parsed. */
  readonly lines: readonly LoggedLine[];
  /** One run of a sender of its own. */
  readonly send: (tenant?: TenantId, changes?: SenderChanges) => Promise<SenderAnswer>;
  /** What the bus brings to the function that applies it: the suite's own event, under an id of its own or a given one. */
  readonly tell: (
    event: SuiteEvent,
    from?: Partial<{ source: string; id: string }>,
    changes?: Pick<SenderChanges, 'aroundDatabase'>,
  ) => Promise<EventAnswer>;
  /** What all senders have put onto the bus. */
  readonly published: readonly EventEntry[];
  /** What the bus brings to the notifier of one of these entries. */
  readonly notify: (
    entry: Pick<EventEntry, 'source' | 'detailType' | 'detail'>,
    mailer: Mailer,
    changes?: Pick<SenderChanges, 'aroundDatabase' | 'clock' | 'remainingMs'>,
  ) => ReturnType<ReturnType<typeof createNotifier>>;
  readonly setBusDown: (isDown: boolean) => void;
  readonly stop: () => Promise<void>;
};

export const startPayrollWorld = async (
  settings: Partial<PayrollSuiteSettings> = {},
): Promise<PayrollWorld> => {
  const world = await startDepositsWorld();
  const keys = new Map([acme, globex].map((tenant) => [tenant, `key-canary-${randomUUID()}`]));
  const suite = await startPayrollSuite({
    port: 0,
    tenants: [...keys].map(([tenantId, key]) => ({ tenantId, key })),
    ...settings,
  });
  for (const [tenant, key] of keys) await world.seal(tenant, 'payroll-api', { url: suite.url, key });
  const lines: LoggedLine[] = [];
  const log = createLog(systemClock, (line) => lines.push(JSON.parse(line) as LoggedLine));
  const stores: SqlStores = createSqlStores(process.env);
  const published: EventEntry[] = [];
  let isBusDown = false;

  const runtimeFor = ({
    clock,
    aroundOutbox,
    aroundDatabase,
    aroundSuite,
    allowedHosts = [],
  }: SenderChanges): PayrollSenderRuntime => ({
    clock: clock ?? systemClock,
    log,
    credentials: createSource(process.env, log).source,
    openOutbox: (tenantId, ...parameters) => {
      const outbox =
        aroundDatabase === undefined
          ? stores.openOutbox(tenantId, ...parameters)
          : createSqlPayrollOutbox({
              database: aroundDatabase(world.openDatabase({ tenantId }, ...parameters)),
              tenantId,
            });
      return Promise.resolve(aroundOutbox?.(outbox) ?? outbox);
    },
    openStore: ({ tenantId }, ...parameters) =>
      Promise.resolve(
        aroundDatabase === undefined
          ? stores.open({ tenantId }, ...parameters)
          : createSqlDirectDepositStore({
              database: aroundDatabase(world.openDatabase({ tenantId }, ...parameters)),
              tenantId,
              log,
              onMismatch: () => undefined,
            }),
      ),
    openSuite: ({ value }) => {
      const opened = createHttpPayrollSuite({ access: value, allowedHosts });
      return aroundSuite?.(opened) ?? opened;
    },
    random: Math.random,
    busName: 'bus',
    publisher: {
      publish: (entries) => {
        if (isBusDown) return Promise.resolve(fail('not-published'));
        published.push(...entries);
        return Promise.resolve(succeed('published'));
      },
    },
    prepare: () => Promise.resolve(),
    close: () => Promise.resolve(),
  });

  const tell: PayrollWorld['tell'] = (
    payload,
    { source = 'direct-deposits.payroll-suite', id } = {},
    changes = {},
  ) => {
    const runtime: PayrollEventsRuntime = {
      ...runtimeFor(changes),
      tellSender: () => Promise.resolve(),
    };
    const detail = { version: 1, id: id ?? `evt_${randomUUID()}`, payload };
    const context = { awsRequestId: randomUUID(), getRemainingTimeInMillis: () => 60_000 };
    return createEventHandler(() => runtime)({ source, detail }, context);
  };

  const notify: PayrollWorld['notify'] = (entry, mailer, { aroundDatabase, clock, remainingMs } = {}) => {
    const runtime: NotifierRuntime = {
      clock: clock ?? systemClock,
      log,
      credentials: createSource(process.env, log).source,
      mailer,
      openNotices: (tenantId, ...parameters) => {
        const database = world.openDatabase({ tenantId }, ...parameters);
        return Promise.resolve(
          createSqlNoticeStore({ database: aroundDatabase?.(database) ?? database, tenantId }),
        );
      },
      prepare: () => Promise.resolve(),
      close: () => Promise.resolve(),
    };
    const { source, detailType, detail } = entry;
    const event = { source, 'detail-type': detailType, detail: JSON.parse(detail) as unknown };
    const context = { awsRequestId: randomUUID(), getRemainingTimeInMillis: () => remainingMs ?? 30_000 };
    return createNotifier(() => runtime)(event, context);
  };

  return {
    world,
    notify,
    suite,
    tell,
    keys,
    lines,
    published,
    setBusDown: (isDown) => {
      isBusDown = isDown;
    },
    send: (tenantId = acme, changes = {}) => {
      const runtime = runtimeFor(changes);
      const context = {
        awsRequestId: randomUUID(),
        getRemainingTimeInMillis: () => changes.remainingMs ?? 60_000,
      };
      return createHandler(() => runtime)({ tenantId }, context);
    },
    stop: async () => {
      await stores.close();
      await suite.stop();
      await world.stop();
    },
  };
};
