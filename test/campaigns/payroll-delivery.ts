// Writers and senders side by side, broken at random awaits: requests to the database and their answers lost, messages to the suite and its
// answers lost, refused or answered with 5xx, senders that end in the middle. Afterwards a committed change and an effect in the suite are
// the same thing: each once, in the employee's order.

import { randomUUID } from 'node:crypto';
import type { FaultPoint } from '#local/sql-server/faults';
import type { PayrollOutbox } from '#shared/payroll/payroll-outbox';
import type { PayrollSuite, SuiteFailure } from '#shared/payroll/payroll-suite';
import { systemClock, type Clock } from '#shared/platform/clock';
import { fail } from '#shared/platform/result';
import { acme } from '../support/deposits-world.ts';
import { startPayrollWorld, type PayrollWorld, type SenderChanges } from '../support/payroll-world.ts';
import { seededRandom, type SeededRandom } from '../support/seeded-random.ts';
import { count, judge, newTally, printTally, type Tally } from './campaign-tally.ts';
import { memberOf } from './json-members.ts';
import { divertProductOutput } from './product-output.ts';

export type DeliveryOptions = {
  readonly seed: number;
  readonly employees: number;
  readonly changesEach: number;
  /** At the same time. */
  readonly senders: number;
  readonly areBroken: boolean;
  /** Without it a sender's lease has ended when it begins, so that leases hold nobody off. */
  readonly areLeased: boolean;
};

type Arrival = { readonly employee: string; readonly eventId: string };

/** Ends the sender here: its promise never settles, as when its process is gone. */
const gone = <T>(): Promise<T> => new Promise<T>(() => undefined);

const suiteFailures: readonly SuiteFailure[] = [
  { kind: 'unavailable', code: 'HTTP_503', retryAfterMs: undefined },
  { kind: 'unavailable', code: 'TIMED_OUT', retryAfterMs: undefined },
  { kind: 'key-refused', code: 'KEY_REFUSED' },
];

/** A clock that can be set forward: leases and pauses end when the test says so. */
const movableClock = (): Clock & { forward: (ms: number) => void } => {
  let aheadMs = 0;
  return {
    nowMs: () => systemClock.nowMs() + aheadMs,
    monotonicMs: systemClock.monotonicMs,
    forward: (ms) => {
      aheadMs += ms;
    },
  };
};

const breakingSuite =
  (random: SeededRandom, tally: Tally, ended: () => void) =>
  (suite: PayrollSuite): PayrollSuite => ({
    ...suite,
    putSplit: async (message, deadline) => {
      const dice = random.below(40);
      if (dice === 0) {
        count(tally, 'senders that ended before a message');
        ended();
        return gone();
      }
      if (dice <= 3) {
        count(tally, 'messages lost or refused');
        return fail(random.pick(suiteFailures));
      }
      const answer = await suite.putSplit(message, deadline);
      if (dice === 4) {
        count(tally, 'senders that ended after a message');
        ended();
        return gone();
      }
      if (dice <= 6) {
        count(tally, 'answers of the suite lost');
        return fail({ kind: 'unavailable', code: 'TIMED_OUT', retryAfterMs: undefined });
      }
      return answer;
    },
  });

const unleased = (outbox: PayrollOutbox): PayrollOutbox => ({
  ...outbox,
  lease: (lease, limits) => outbox.lease({ ...lease, until: lease.now }, limits),
});

const breakingOutbox =
  (random: SeededRandom, tally: Tally, ended: () => void) =>
  (outbox: PayrollOutbox): PayrollOutbox => ({
    ...outbox,
    lease: async (...parameters) => {
      const leased = await outbox.lease(...parameters);
      if (random.below(12) > 0) return leased;
      count(tally, 'senders that ended with a lease');
      ended();
      return gone();
    },
    settle: async (...parameters) => {
      const dice = random.below(12);
      if (dice > 1) return outbox.settle(...parameters);
      count(tally, `senders that ended ${dice === 0 ? 'before' : 'after'} settling`);
      if (dice === 1) await outbox.settle(...parameters);
      ended();
      return gone();
    },
  });

/** Something of the product's on the wire; what a test asks itself is left alone. */
const isOfProduct = ({ kind, login, text }: FaultPoint): boolean =>
  login.startsWith('acme_app') && (kind === 'begin' || kind === 'commit' || text.includes('SET XACT_ABORT'));

const outboxRows = `SELECT [EmployeeId] AS [employeeId], [Sequence] AS [sequence], [EventId] AS [eventId], [Status] AS [status]
FROM [dbo].[PayrollOutbox] ORDER BY [EmployeeId], [Sequence];`;
const auditRows = `SELECT [EmployeeId] AS [employeeId], [WriteId] AS [writeId] FROM [dbo].[DirectDepositAudit]
ORDER BY [EmployeeId], [DirectDepositAuditId];`;

const listsOf = (rows: readonly unknown[], member: string): Map<string, string[]> => {
  const lists = new Map<string, string[]>();
  for (const row of rows) {
    const employee = String(memberOf(row, 'employeeId'));
    lists.set(employee, [...(lists.get(employee) ?? []), String(memberOf(row, member)).toLowerCase()]);
  }
  return lists;
};

const write = async (
  { world }: PayrollWorld,
  employee: string,
  changes: number,
  random: SeededRandom,
  tally: Tally,
): Promise<void> => {
  const api = world.newContainer();
  const account = (amountCents: number) => ({
    accountType: 'checking',
    routingNumber: '021000021',
    accountNumber: String(10_000_000 + random.below(80_000_000)),
    allocation: amountCents === 0 ? { kind: 'remainder' } : { kind: 'fixed', amountCents },
  });
  for (let made = 0; made < changes; made += 1) {
    const idempotencyKey = randomUUID();
    const first = made === 0;
    const before = first ? undefined : await api.list({ employee });
    const current = before?.status === 200 ? before.body.items : [];
    const change = (): Promise<{ readonly status: number }> => {
      if (current.length === 0) return api.create({ employee, body: account(0), idempotencyKey });
      if (current.length < 3 && random.below(2) === 0)
        return api.create({ employee, body: account(1 + random.below(9_000)), idempotencyKey });
      const items = current.map(({ id, routingNumber, allocation }) => ({
        id,
        accountType: 'checking',
        routingNumber,
        allocation,
      }));
      return api.replace({
        employee,
        ifMatch: before?.headers['etag'],
        body: {
          items: items.map((item, index) =>
            index === made % items.length ? { ...account(0), ...item } : item,
          ),
        },
        idempotencyKey,
      });
    };
    const { status } = await change();
    count(tally, status < 300 ? 'writes answered as made' : 'writes answered otherwise');
  }
};

export const deliverPayroll = async (options: DeliveryOptions): Promise<Tally> => {
  const { seed, employees: employeeCount, changesEach, senders, areBroken, areLeased } = options;
  const tally = newTally();
  const random = seededRandom(seed);
  const arrivals: Arrival[] = [];
  const payroll = await startPayrollWorld({
    onArrival: (_tenant, employee, { eventId }) => arrivals.push({ employee, eventId }),
  });
  const { world, suite } = payroll;
  const clock = movableClock();
  try {
    const employees = await world.newEmployees(employeeCount);
    let isWriting = true;

    const runSender = async (): Promise<void> => {
      const { promise: ended, resolve } = Promise.withResolvers<undefined>();
      const end = (): void => resolve(undefined);
      const changes: SenderChanges = {
        clock,
        ...(areBroken ? { aroundSuite: breakingSuite(random, tally, end) } : {}),
        aroundOutbox: (outbox) => {
          const held = areLeased ? outbox : unleased(outbox);
          return areBroken ? breakingOutbox(random, tally, end)(held) : held;
        },
      };
      count(tally, 'runs of senders');
      await Promise.race([payroll.send(acme, changes).catch(() => undefined), ended]);
    };
    const sendWhileWriting = async (): Promise<void> => {
      while (isWriting) await runSender();
    };

    const faults =
      areBroken && world.sql.isEmbedded
        ? (['before-run', 'before-answer'] as const).map((at) =>
            world.sql.inject({
              do: 'drop',
              at,
              when: (point) => isOfProduct(point) && random.below(60) === 0,
              times: Number.POSITIVE_INFINITY,
            }),
          )
        : [];
    const sending = Array.from({ length: senders }, sendWhileWriting);
    await Promise.all(employees.map((employee) => write(payroll, employee, changesEach, random, tally)));
    isWriting = false;
    await Promise.all(sending);
    for (const fault of faults) {
      count(tally, 'connections lost', fault.fired);
      fault.remove();
    }

    // What is left is sent by senders that nothing breaks, after all leases and pauses.
    for (let rounds = 0; rounds < 3; rounds += 1) {
      clock.forward(600_000);
      await payroll.send(acme, { clock });
    }

    const audited = listsOf(await world.query(acme, auditRows), 'writeId');
    const rows = await world.query(acme, outboxRows);
    const told = listsOf(rows, 'eventId');
    const isOpen = rows.filter((row) => memberOf(row, 'status') !== 'sent').length;
    for (const employee of employees) {
      const committed = audited.get(employee) ?? [];
      const outbox = told.get(employee) ?? [];
      const effects = suite.books.eventsOf(acme, employee);
      const own = arrivals.filter((arrival) => arrival.employee === employee).map(({ eventId }) => eventId);
      const firstArrivals = [...new Set(own)];
      count(tally, 'committed changes', committed.length);
      count(tally, 'effects in the suite', effects.length);
      count(tally, 'messages that came again', own.length - firstArrivals.length);
      const isOrdered = firstArrivals.every((eventId, index) => eventId === outbox[index]);
      count(tally, 'employees whose messages came out of order', isOrdered ? 0 : 1);
      const isSame = (left: readonly string[], right: readonly string[]): boolean =>
        left.length === right.length && left.every((each, index) => each === right[index]);
      judge(tally, [
        ...(isSame(committed, outbox) ? [] : [`${committed.length} changes, ${outbox.length} in the outbox`]),
        ...(isOrdered || !areLeased ? [] : ['messages came out of order']),
        ...(isSame(outbox, effects) ? [] : [`${outbox.length} in the outbox, ${effects.length} effects`]),
      ]);
    }
    count(tally, 'events that stayed open', isOpen);
    if (isOpen > 0) tally.faults.push(`${isOpen} events stayed open`);
  } finally {
    await payroll.stop();
  }
  return tally;
};

export const runPayrollDelivery = async (settings: {
  readonly seed: number;
  readonly count: number;
}): Promise<{ passed: number; failed: number }> => {
  let passed = 0;
  let failed = 0;
  const restoreOutput = divertProductOutput(() => undefined);
  for (let senders = 2; senders <= 5; senders += 1) {
    console.log(`\n${senders} senders, everything breaks:`);
    const tally = await deliverPayroll({
      seed: settings.seed + senders,
      employees: 10,
      changesEach: settings.count,
      senders,
      areBroken: true,
      areLeased: true,
    });
    const counts = printTally(tally);
    passed += counts.passed;
    failed += counts.failed;
  }
  for (const areLeased of [true, false]) {
    console.log(`\n4 senders, nothing breaks, ${areLeased ? 'with leases' : 'a control without leases'}:`);
    printTally(
      await deliverPayroll({
        seed: settings.seed,
        employees: 10,
        changesEach: settings.count,
        senders: 4,
        areBroken: false,
        areLeased,
      }),
    );
  }
  restoreOutput();
  return { passed, failed };
};
