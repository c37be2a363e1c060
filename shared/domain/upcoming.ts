// Changes that count from a later payroll on, and the split as it is on any day: what is in force, with every change applied whose day has
// come. The rules of a split hold for each of these days.

import { basisPointsOfNet, wholeBasisPoints } from './allocation.ts';
import type { DirectDepositId } from './direct-deposit-id.ts';
import { accountKey, type DirectDeposit, type NetPaySplit } from './direct-deposit.ts';
import { isInForce, payrollInForce, type PayCalendar } from './effective-date.ts';
import type { IsoDate } from './iso-date.ts';
import { plannedPrenote, type Prenote, type PrenotePolicy } from './payroll/prenote.ts';
import { finding, type RuleFinding } from './rule.ts';

type Dated = { readonly id: DirectDepositId; readonly effectiveOn: IsoDate };

/** One for each direct deposit. The row is as it will be, with the version of the change itself. */
export type UpcomingChange = Dated &
  (
    | { readonly kind: 'create' | 'update'; readonly row: DirectDeposit }
    | {
        readonly kind: 'remove';
        readonly version: string;
        readonly createdAt: Date;
        readonly requestedBy: string | null;
      }
  );

export const upcomingVersion = (change: UpcomingChange): string =>
  change.kind === 'remove' ? change.version : change.row.version;

/** All that the employee has: in force, and as what waits will be. */
export const allRows = ({
  split,
  upcoming,
}: {
  readonly split: NetPaySplit;
  readonly upcoming: readonly UpcomingChange[];
}): readonly DirectDeposit[] => [
  ...split.items,
  ...upcoming.flatMap((change) => (change.kind === 'remove' ? [] : [change.row])),
];

/** When today is, and what moves days. */
export type Timing = {
  readonly today: IsoDate;
  readonly calendar: PayCalendar | null;
  readonly policy: PrenotePolicy;
};

/** A change is paid by from the payroll after its prenote on, and from its own day at the earliest. */
export const effectiveAfter = (
  effectiveOn: IsoDate,
  { endsOn }: Prenote,
  calendar: PayCalendar | null,
): IsoDate => (endsOn > effectiveOn ? (payrollInForce(calendar, endsOn)?.payDate ?? endsOn) : effectiveOn);

/** A prenote that was not sent yet moves its change on: nothing is paid to an account that was not prenoted. */
export const planUpcoming = (change: UpcomingChange, { today, calendar, policy }: Timing): UpcomingChange => {
  if (change.kind === 'remove' || change.row.prenote?.state !== 'requested') return change;
  const prenote = plannedPrenote(change.row.prenote, today, policy);
  const effectiveOn = effectiveAfter(change.effectiveOn, prenote, calendar);
  return { ...change, effectiveOn, row: { ...change.row, prenote, effectiveOn } };
};

/** The bank takes nothing for its account: it never comes into force, and waits for another account or for being cancelled. */
const isRejected = (change: UpcomingChange): boolean =>
  change.kind !== 'remove' && change.row.status === 'rejected';

/** Of a planned change. One whose prenote was not sent yet is in force on no day before it could have passed. */
const isInForceOn = (change: UpcomingChange, day: IsoDate, { calendar }: Timing): boolean => {
  const prenote = change.kind === 'remove' ? null : change.row.prenote;
  const isWaiting = prenote?.state === 'requested' && day < prenote.endsOn;
  return !isWaiting && !isRejected(change) && isInForce(change.effectiveOn, calendar, day);
};

const byPriority = (left: DirectDeposit, right: DirectDeposit): number => left.priority - right.priority;

/** All changes of one day: what they say of priorities holds, the rest keeps its order, the remainder stays last. */
const applyDay = (
  items: readonly DirectDeposit[],
  changes: readonly UpcomingChange[],
): readonly DirectDeposit[] => {
  const touched = new Set(changes.map(({ id }) => id));
  const placed = changes.flatMap((change) => {
    if (change.kind === 'remove') return [];
    // What was removed or never came to be in between is not changed any more.
    const isThere = change.kind === 'create' || items.some(({ id }) => id === change.id);
    return isThere ? [change.row] : [];
  });
  const result = items.filter(({ id }) => !touched.has(id));
  for (const row of placed.toSorted(byPriority)) result.splice(row.priority - 1, 0, row);
  const isRemainder = ({ allocation }: DirectDeposit): boolean => allocation.kind === 'remainder';
  const ordered = [...result.filter((item) => !isRemainder(item)), ...result.filter(isRemainder)];
  return ordered.map((item, index) =>
    item.priority === index + 1 ? item : { ...item, priority: index + 1 },
  );
};

/** @param isApplied of the changes, in the order of their days */
const applyWhere = (
  { items, maxItems }: NetPaySplit,
  upcoming: readonly UpcomingChange[],
  isApplied: (change: UpcomingChange) => boolean,
): NetPaySplit => {
  const days = Map.groupBy(upcoming.filter(isApplied), ({ effectiveOn }) => effectiveOn);
  const ordered = [...days].toSorted(([left], [right]) => (left < right ? -1 : 1));
  return { maxItems, items: ordered.reduce((all, [, changes]) => applyDay(all, changes), items) };
};

/** By the changes of that day and all before it. */
export const splitAfter = (
  split: NetPaySplit,
  upcoming: readonly UpcomingChange[],
  effectiveOn: IsoDate,
): NetPaySplit =>
  applyWhere(split, upcoming, (change) => change.effectiveOn <= effectiveOn && !isRejected(change));

/** What is paid next on a day is paid by it. */
export const splitOn = (
  split: NetPaySplit,
  upcoming: readonly UpcomingChange[],
  day: IsoDate,
  timing: Timing,
): NetPaySplit =>
  applyWhere(
    split,
    upcoming.map((change) => planUpcoming(change, timing)),
    (change) => isInForceOn(change, day, timing),
  );

/** Changes whose day has come: they are in force and have yet to be written into the rows. */
export const dueChanges = (upcoming: readonly UpcomingChange[], timing: Timing): readonly UpcomingChange[] =>
  upcoming
    .map((change) => planUpcoming(change, timing))
    .filter((change) => isInForceOn(change, timing.today, timing));

const setFindings = ({ items, maxItems }: NetPaySplit, on: string): readonly RuleFinding[] => {
  const found: RuleFinding[] = [];
  if (items.length > maxItems)
    found.push(
      finding('splits.max', '', `${on} the employee would have ${items.length} of at most ${maxItems}.`),
    );
  const remainders = items.filter(({ allocation }) => allocation.kind === 'remainder').length;
  if (items.length > 0 && remainders !== 1)
    found.push(
      finding(
        'splits.remainder',
        '',
        `${on} ${remainders === 0 ? 'none' : 'more than one'} would take the remainder.`,
      ),
    );
  const ofNet = items.reduce((sum, { allocation }) => sum + basisPointsOfNet(allocation), 0);
  if (ofNet > wholeBasisPoints)
    found.push(
      finding('split.percent', '', `${on} the percentages of net pay would add up to more than the whole.`),
    );
  const accounts = items.map(accountKey);
  if (new Set(accounts).size < accounts.length)
    found.push(finding('splits.duplicate', '', `${on} two direct deposits would go to one account.`));
  return found;
};

/** The rules of a split on each day on which something changes; those of the first day that breaks any. */
export const laterFindings = (
  split: NetPaySplit,
  upcoming: readonly UpcomingChange[],
): readonly RuleFinding[] => {
  const days = [...new Set(upcoming.map(({ effectiveOn }) => effectiveOn))].toSorted();
  for (const day of days) {
    const found = setFindings(splitAfter(split, upcoming, day), `On ${day}`);
    if (found.length > 0) return found;
  }
  return [];
};
