// One employee's events to the suite, the oldest first, none before the one in front of it was taken.

import type { AccountNumberKeyset } from '#shared/crypto/account-number-keyset';
import type { TenantId } from '#shared/domain/tenant-id';
import type { Deadline } from '#shared/platform/deadline';
import type { Result } from '#shared/platform/result';
import { withRetries, type RetryRule, type RetryTools } from '#shared/platform/retry';
import type { LeasedEmployee } from '#shared/payroll/payroll-outbox';
import type { PayrollSuite, SplitMessage, SuiteAnswer, SuiteFailure } from '#shared/payroll/payroll-suite';
import { toSplitDocument } from '#shared/payroll/split-document';

export type Sender = Omit<RetryTools, 'deadline'> & {
  readonly tenantId: TenantId;
  readonly keyset: AccountNumberKeyset;
  readonly suite: PayrollSuite;
};

export type SendFailure =
  /** Only this employee's events wait, for an operator. */
  | { readonly kind: 'stop'; readonly code: string }
  | { readonly kind: 'retry'; readonly code: string; readonly retryAfterMs: number | undefined }
  /** Nobody's events can be sent now. */
  | { readonly kind: 'halt'; readonly code: string };

export type SendOutcome = {
  readonly sent: number;
  readonly sentThrough: number | undefined;
  readonly failure: SendFailure | undefined;
};

const rule: RetryRule = { maxAttempts: 3, longestPausesMs: [200, 600], leastUsefulMs: 1_000 };

/** A message is not begun with less time left. */
const leastUsefulMs = 1_500;

const toSendFailure = (failure: SuiteFailure): SendFailure => {
  switch (failure.kind) {
    case 'refused':
      return { kind: 'stop', code: failure.code };
    case 'unavailable':
      return { kind: 'retry', code: failure.code, retryAfterMs: failure.retryAfterMs };
    case 'key-refused':
      return { kind: 'halt', code: 'KEY_REFUSED' };
    case 'host-refused':
      return { kind: 'halt', code: failure.code };
  }
};

/** A pause that the suite asks for is longer than a run has patience: the next run comes after it. */
const mayRetry = (answer: Result<SuiteAnswer, SuiteFailure>): RetryRule | undefined =>
  !answer.ok && answer.failure.kind === 'unavailable' && answer.failure.retryAfterMs === undefined
    ? rule
    : undefined;

const put = (
  { suite, ...tools }: Sender,
  message: SplitMessage,
  deadline: Deadline,
): Promise<Result<SuiteAnswer, SuiteFailure>> =>
  withRetries({ ...tools, deadline }, () => suite.putSplit(message, deadline), mayRetry);

export const sendEvents = async (
  sender: Sender,
  { employeeId, events }: LeasedEmployee,
  deadline: Deadline,
  isHalted: () => boolean,
): Promise<SendOutcome> => {
  const { tenantId, keyset } = sender;
  let outcome: SendOutcome = { sent: 0, sentThrough: undefined, failure: undefined };
  for (const event of events) {
    if (isHalted() || deadline.remainingMs() < leastUsefulMs) break;
    const body = toSplitDocument({ tenantId, employeeId, keyset }, event);
    if (!body.ok) {
      return { ...outcome, failure: { kind: 'stop', code: 'ACCOUNT_NUMBER_UNREADABLE' } };
    }
    const message = { employeeId, eventId: event.eventId, body: body.value };
    const answer = await put(sender, message, deadline);
    if (!answer.ok) return { ...outcome, failure: toSendFailure(answer.failure) };
    outcome = { sent: outcome.sent + 1, sentThrough: event.sequence, failure: undefined };
  }
  return outcome;
};
