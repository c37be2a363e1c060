// Port: who is told of a change of where pay goes, and who has been. An address is leased while it is being written to, so that two deliveries of
// one event write to it once; a lease that ran out is anyone's.

import type { DestinationChangeDetail } from '../events/read-change-event.ts';
import type { Result } from '../platform/result.ts';
import type { Language } from './notice-words.ts';

export type Recipient = {
  readonly address: string;
  /** Undefined: not known. */
  readonly language: Language | undefined;
  /** Of an address that is not the employee's any more. */
  readonly replacedAt: Date | undefined;
};

export type LeasedNotices = {
  readonly employeeName: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly recipients: readonly Recipient[];
  /** Addresses that another invocation is writing to, or was when it ended. */
  readonly leasedElsewhere: number;
  /** Addresses that the database has for the employee. */
  readonly known: number;
};

export type NoticeLease = { readonly token: string; readonly now: Date; readonly until: Date };

/** `free`: to be tried again. */
export type NoticeOutcome = 'sent' | 'refused' | 'free';

/** Code in constants: CHANGE_UNKNOWN for a write that changed no destination of this employee, else what is wrong with the database. */
export type NoticeFailure = { readonly kind: 'notice-failure'; readonly code: string };

export type NoticeStore = {
  /** Takes every address of the employee that has not been told of this change. */
  readonly lease: (
    change: Pick<DestinationChangeDetail, 'id' | 'employeeId'>,
    lease: NoticeLease,
  ) => Promise<Result<LeasedNotices, NoticeFailure>>;
  readonly settle: (
    notice: { readonly changeId: string; readonly address: string; readonly token: string },
    outcome: NoticeOutcome,
    now: Date,
  ) => Promise<Result<void, NoticeFailure>>;
};
