// An employee's split as it is on a day, today unless another one is asked for: what is in force, and the changes that still wait. Whether
// their rows have been written yet makes no difference to who looks.

import type { DirectDepositId } from '../domain/direct-deposit-id.ts';
import type { DirectDepositStatus, NetPaySplit, UnversionedDirectDeposit } from '../domain/direct-deposit.ts';
import { payrollInForce } from '../domain/effective-date.ts';
import { isoDateIn, type IsoDate } from '../domain/iso-date.ts';
import { bankCodeWords, isBankCode } from '../domain/payroll/bank-answer.ts';
import { isPending, type MeanwhileWay } from '../domain/payroll/prenote.ts';
import {
  planUpcoming,
  splitOn,
  upcomingVersion,
  type Timing,
  type UpcomingChange,
} from '../domain/upcoming.ts';
import type { Stored } from './direct-deposit-store.ts';

export type ViewItem = {
  readonly row: UnversionedDirectDeposit;
  /** The newest of the row's and of its upcoming change's. */
  readonly version: string;
  /** What waits beside it; of one that is not in force yet, its own creation. */
  readonly upcoming: UpcomingChange | undefined;
  readonly isInForce: boolean;
};

export type SplitView = {
  readonly day: IsoDate;
  readonly timing: Timing;
  /** In force, in order. */
  readonly items: readonly ViewItem[];
  /** Not in force yet. */
  readonly coming: readonly ViewItem[];
  /** All that waits, by day. */
  readonly upcoming: readonly UpcomingChange[];
  /** What is in force as a split of its own. */
  readonly split: NetPaySplit;
};

export const timingOf = ({ now, calendar, limits }: Pick<Stored, 'now' | 'calendar' | 'limits'>): Timing => ({
  today: isoDateIn(limits.timeZone, now),
  calendar,
  policy: limits.prenotes,
});

const newest = (versions: readonly string[]): string => versions.toSorted().at(-1) ?? '';

export const viewOn = (
  { split, upcoming }: Pick<Stored, 'split' | 'upcoming'>,
  timing: Timing,
  day: IsoDate = timing.today,
): SplitView => {
  const inForce = splitOn(split, upcoming, day, timing);
  const isApplied = (change: UpcomingChange): boolean => {
    const item = inForce.items.find(({ id }) => id === change.id);
    return change.kind === 'remove' ? item === undefined : item?.version === change.row.version;
  };
  const waiting = upcoming
    .map((change) => planUpcoming(change, timing))
    .filter((change) => !isApplied(change))
    .toSorted((left, right) => (left.effectiveOn < right.effectiveOn ? -1 : 1));
  const changeOf = (id: DirectDepositId) => waiting.find((change) => change.id === id);
  const items = inForce.items.map(({ version, ...row }): ViewItem => {
    const change = changeOf(row.id);
    const versions = change === undefined ? [version] : [version, upcomingVersion(change)];
    return { row, version: newest(versions), upcoming: change, isInForce: true };
  });
  const coming = waiting.flatMap((change): ViewItem[] => {
    if (change.kind !== 'create') return [];
    const { version, ...row } = change.row;
    return [{ row, version, upcoming: change, isInForce: false }];
  });
  return { day, timing, items, coming, upcoming: waiting, split: inForce };
};

/** One that is in force or is to be. */
export const findItem = ({ items, coming }: SplitView, id: string): ViewItem | undefined =>
  [...items, ...coming].find(({ row }) => row.id === id);

export const viewToday = (stored: Stored): SplitView => viewOn(stored, timingOf(stored));

export const shownStatus = (
  { status, prenote }: Pick<UnversionedDirectDeposit, 'status' | 'prenote'>,
  day: IsoDate,
): DirectDepositStatus => (status === 'active' && isPending(prenote, day) ? 'pending' : status);

const isPrenoted = (change: UpcomingChange | undefined, day: IsoDate): boolean =>
  change !== undefined &&
  change.kind !== 'remove' &&
  change.row.status !== 'rejected' &&
  isPending(change.row.prenote, day);

/** What is paid while the account of an item is prenoted; null where none is. */
export const meanwhileOf = ({ row, upcoming, isInForce }: ViewItem, view: SplitView): MeanwhileWay | null => {
  if (isPrenoted(upcoming, view.day))
    return isInForce || view.items.length > 0 ? 'previous-account' : 'check';
  return isInForce && shownStatus(row, view.day) === 'pending' ? row.paidMeanwhile : null;
};

export type Explanation = { readonly message: string; readonly nextDate: IsoDate | null };

const prenoteWords = (endsOn: IsoDate): string => `The account is prenoted until ${endsOn}.`;

const bankWords = ({ statusReason }: Pick<UnversionedDirectDeposit, 'statusReason'>): string =>
  isBankCode(statusReason) ? ` (${statusReason}: ${bankCodeWords(statusReason)})` : '';

const comingWords = (change: UpcomingChange, day: IsoDate): Explanation => {
  const { effectiveOn: nextDate } = change;
  if (change.kind !== 'remove' && change.row.status === 'rejected') {
    const isPaid = change.kind === 'update' ? 'Paid as shown: the upcoming change was' : 'Not in force:';
    return {
      message: `${isPaid} rejected by the bank${bankWords(change.row)}; enter another account.`,
      nextDate: null,
    };
  }
  const prenote = change.kind === 'remove' ? null : change.row.prenote;
  const wait = prenote !== null && isPending(prenote, day) ? ` ${prenoteWords(prenote.endsOn)}` : '';
  switch (change.kind) {
    case 'create':
      return { message: `Not in force yet: it is paid from the payroll of ${nextDate} on.${wait}`, nextDate };
    case 'update':
      return {
        message: `Paid as shown until the payroll of ${nextDate}, which pays by the upcoming change.${wait}`,
        nextDate,
      };
    case 'remove':
      return { message: `Paid until the payroll of ${nextDate}, from which on it is gone.`, nextDate };
  }
};

const meanwhileWords = {
  check: 'Its share is paid by check until then.',
  live: 'It is paid to the account all the same.',
} as const;

/** The state in words, and the next day on which something is to be expected; null where nothing is. */
export const explain = (item: ViewItem, { day, timing }: SplitView): Explanation => {
  const { row, upcoming } = item;
  if (row.status === 'held')
    return { message: 'Held: nothing is paid to it until payroll releases it.', nextDate: null };
  if (row.status === 'rejected')
    return {
      message: `Rejected by the bank${bankWords(row)}: nothing is paid to it; enter another account.`,
      nextDate: null,
    };
  if (upcoming !== undefined) return comingWords(upcoming, day);
  const { prenote, paidMeanwhile } = row;
  if (prenote !== null && isPending(prenote, day)) {
    const meanwhile = paidMeanwhile === null ? '' : ` ${meanwhileWords[paidMeanwhile]}`;
    return { message: `Pending. ${prenoteWords(prenote.endsOn)}${meanwhile}`, nextDate: prenote.endsOn };
  }
  const nextDate = payrollInForce(timing.calendar, day)?.payDate ?? null;
  return { message: 'Active: its share of each pay goes to this account.', nextDate };
};
