// Port: the events that the payroll suite has not taken yet. Whoever leases an employee sends that employee's events in their order and
// settles them; a lease that ran out is anyone's.

import type { Allocation } from '../domain/allocation.ts';
import type { AccountType } from '../domain/direct-deposit.ts';
import type { DirectDepositId } from '../domain/direct-deposit-id.ts';
import type { EmployeeId } from '../domain/employee-id.ts';
import type { OutboxWay } from '../domain/payroll/payment-way.ts';
import type { RoutingNumber } from '../domain/routing-number.ts';
import type { Result } from '../platform/result.ts';

export type OutboxItem = {
  /** A share of each pay, or an account that a prenote goes to before anything is paid to it. */
  readonly part: 'pay' | 'prenote';
  readonly priority: number;
  readonly directDepositId: DirectDepositId;
  /** Of a prenote: a UUID that the suite's events about it name. */
  readonly prenoteId: string | undefined;
  readonly accountType: AccountType;
  readonly routingNumber: RoutingNumber;
  readonly account: { readonly sealed: Uint8Array; readonly keyVersion: number };
  readonly allocation: Allocation;
  readonly pay: OutboxWay;
};

/** One committed change, with the whole split as it left it. */
export type OutboxEvent = {
  /** From 1, without gaps within an employee. */
  readonly sequence: number;
  /** A UUID: the write's id in the audit trail. */
  readonly eventId: string;
  readonly action: string;
  readonly employeeName: string;
  readonly payGroup: string;
  readonly occurredAt: Date;
  readonly items: readonly OutboxItem[];
};

export type LeasedEmployee = {
  readonly employeeId: EmployeeId;
  /** Rounds that failed before this one. */
  readonly attempts: number;
  /** The oldest ones, in order. */
  readonly events: readonly OutboxEvent[];
};

export type Lease = { readonly token: string; readonly now: Date; readonly until: Date };

/** What became of one leased employee's events. */
export type Settlement = {
  readonly employeeId: EmployeeId;
  /** The last event that the suite has taken, with all before it; undefined for none. */
  readonly sentThrough: number | undefined;
  readonly next:
    | { readonly kind: 'free' }
    /** Not to be tried before. */
    | { readonly kind: 'retry'; readonly at: Date; readonly attempts: number; readonly code: string }
    /** Waits for an operator. */
    | { readonly kind: 'stop'; readonly code: string };
};

export type Backlog = {
  readonly openEvents: number;
  readonly stoppedEmployees: number;
  readonly oldestOpenAt: Date | undefined;
};

export type OutboxFailure = { readonly kind: 'outbox-failure'; readonly code: string };

export interface PayrollOutbox {
  /** Employees with open events whom nobody has leased, those with the oldest event first. */
  lease(
    lease: Lease,
    limits: { readonly employees: number; readonly eventsEach: number },
  ): Promise<Result<readonly LeasedEmployee[], OutboxFailure>>;

  /** In one transaction. An employee whose lease another has taken over keeps that lease; sent events are marked all the same. */
  settle(token: string, now: Date, settlements: readonly Settlement[]): Promise<Result<void, OutboxFailure>>;

  readBacklog(): Promise<Result<Backlog, OutboxFailure>>;
}
