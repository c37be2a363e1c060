// Sends one tenant's open events to its payroll suite: leases employees, sends each one's events in their order, settles what came of
// it, and again until nothing is left or the time is up. A crash at any point leaves a lease that ends and events that are sent again
// under the same idempotency key.

import { randomUUID } from 'node:crypto';
import type { Clock } from '#shared/platform/clock';
import type { Deadline } from '#shared/platform/deadline';
import { succeed, type Result } from '#shared/platform/result';
import type { OutboxFailure, PayrollOutbox, Settlement } from '#shared/payroll/payroll-outbox';
import { retryDelayMs } from './retry-delay.ts';
import { sendEvents, type Sender, type SendFailure } from './send-events.ts';

export type SendChangesTools = Sender & {
  readonly outbox: PayrollOutbox;
  readonly clock: Clock;
};

export type SendSummary = {
  readonly sent: number;
  readonly stopped: readonly { readonly employeeId: string; readonly code: string }[];
  /** Employees whose events are tried again later. */
  readonly postponed: number;
  /** Why the run ended early: the suite, its key or its address failed, and not one employee's event. */
  readonly haltedBy: string | undefined;
};

const employeesEach = 32;
const eventsEach = 20;
const lanes = 8;
const leaseMs = 30_000;
/** Nothing is sent under a lease that may end before the answer is there: the longest request and its tries. */
const leaseMarginMs = 17_000;
/** Another round is not begun with less time left. */
const leastUsefulMs = 4_000;
/** So many employees in a row that fail are the suite's trouble and not theirs. */
const failuresThatHalt = 4;

type Round = {
  readonly settlements: Settlement[];
  sent: number;
  failuresInARow: number;
  haltedBy: string | undefined;
};

/** Of an employee whose round ended so; what halted the round is not the employee's. */
const nextAfter = (
  failure: SendFailure | undefined,
  attempts: number,
  { clock, random }: SendChangesTools,
): Settlement['next'] => {
  switch (failure?.kind) {
    case undefined:
    case 'halt':
      return { kind: 'free' };
    case 'stop':
      return failure;
    case 'retry': {
      const delayMs = Math.max(retryDelayMs(attempts, random), failure.retryAfterMs ?? 0);
      const at = new Date(clock.nowMs() + delayMs);
      return { kind: 'retry', at, attempts: attempts + 1, code: failure.code };
    }
  }
};

export const sendChanges = async (
  tools: SendChangesTools,
  deadline: Deadline,
): Promise<Result<SendSummary, OutboxFailure>> => {
  const { outbox, clock } = tools;
  const token = randomUUID();
  const now = (): Date => new Date(clock.nowMs());
  let summary: SendSummary = { sent: 0, stopped: [], postponed: 0, haltedBy: undefined };

  while (deadline.remainingMs() > leastUsefulMs && summary.haltedBy === undefined) {
    const leasedAt = now();
    const lease = { token, now: leasedAt, until: new Date(leasedAt.getTime() + leaseMs) };
    const leased = await outbox.lease(lease, { employees: employeesEach, eventsEach });
    if (!leased.ok) return leased;
    if (leased.value.length === 0) break;

    const round: Round = { settlements: [], sent: 0, failuresInARow: 0, haltedBy: undefined };
    const waiting = [...leased.value];
    const lane = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const { employeeId, attempts } = next;
        const isHalted = (): boolean =>
          round.haltedBy !== undefined || clock.nowMs() > lease.until.getTime() - leaseMarginMs;
        const outcome = await sendEvents(tools, next, deadline, isHalted);
        round.sent += outcome.sent;
        const { sentThrough, failure } = outcome;
        if (failure?.kind === 'halt') round.haltedBy ??= failure.code;
        if (failure?.kind === 'retry') {
          round.failuresInARow += 1;
          if (round.failuresInARow >= failuresThatHalt) round.haltedBy ??= failure.code;
        } else if (failure === undefined && outcome.sent > 0) round.failuresInARow = 0;
        round.settlements.push({ employeeId, sentThrough, next: nextAfter(failure, attempts, tools) });
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));

    const settled = await outbox.settle(token, now(), round.settlements);
    if (!settled.ok) return settled;
    summary = {
      sent: summary.sent + round.sent,
      stopped: [
        ...summary.stopped,
        ...round.settlements.flatMap(({ employeeId, next }) =>
          next.kind === 'stop' ? [{ employeeId, code: next.code }] : [],
        ),
      ],
      postponed: summary.postponed + round.settlements.filter(({ next }) => next.kind === 'retry').length,
      haltedBy: round.haltedBy,
    };
  }
  return succeed(summary);
};
