// Writes to every address of the employee that has not been told of the change. Each outcome is kept before the next mail is sent: a crash in
// between leaves one address that may be written to again, and none that is not.

import { randomUUID } from 'node:crypto';
import type { DestinationChangeDetail } from '#shared/events/read-change-event';
import type { Mailer } from '#shared/notices/mailer';
import type { NoticeFailure, NoticeOutcome, NoticeStore } from '#shared/notices/notice-store';
import { writeNotice } from '#shared/notices/write-notice';
import type { Clock } from '#shared/platform/clock';
import type { Deadline } from '#shared/platform/deadline';
import { succeed, type Result } from '#shared/platform/result';

export type TellTools = { readonly store: NoticeStore; readonly mailer: Mailer; readonly clock: Clock };

export type Told = {
  readonly sent: number;
  readonly refused: number;
  /** Addresses that are not told yet: the event has to come again. */
  readonly open: number;
  /** Addresses that there are. */
  readonly known: number;
};

/** Longer than an invocation lasts (serverless.yml), shorter than Lambda's pause before it repeats an event: whoever held it is gone by then. */
const leaseMs = 45_000;
/** Another mail is not begun with less time left. */
const leastUsefulMs = 7_000;

const outcomes = { refused: 'refused', unavailable: 'free' } as const;

export const tellEmployee = async (
  { store, mailer, clock }: TellTools,
  change: DestinationChangeDetail,
  deadline: Deadline,
): Promise<Result<Told, NoticeFailure>> => {
  const token = randomUUID();
  const now = new Date(clock.nowMs());
  const leased = await store.lease(change, { token, now, until: new Date(now.getTime() + leaseMs) });
  if (!leased.ok) return leased;
  const { recipients, leasedElsewhere, known } = leased.value;
  const counts: Record<NoticeOutcome, number> = { sent: 0, refused: 0, free: 0 };
  for (const recipient of recipients) {
    let outcome: NoticeOutcome = 'free';
    if (deadline.remainingMs() >= leastUsefulMs) {
      const sent = await mailer.send(writeNotice(change, leased.value, recipient), deadline);
      outcome = sent.ok ? 'sent' : outcomes[sent.failure];
    }
    const notice = { changeId: change.id, address: recipient.address, token };
    const settled = await store.settle(notice, outcome, new Date(clock.nowMs()));
    if (!settled.ok) return settled;
    counts[outcome] += 1;
  }
  return succeed({ sent: counts.sent, refused: counts.refused, open: counts.free + leasedElsewhere, known });
};
