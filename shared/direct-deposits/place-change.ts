// Where a decided change goes: into the rows in force, or beside them until the payroll that pays by it. Either way the rules of a split have
// to hold on every day that is known of.

import type { DirectDepositId } from '../domain/direct-deposit-id.ts';
import type { DirectDeposit, NetPaySplit } from '../domain/direct-deposit.ts';
import type { IsoDate } from '../domain/iso-date.ts';
import type { RuleFinding } from '../domain/rule.ts';
import { laterFindings, type UpcomingChange } from '../domain/upcoming.ts';
import type { RowChange, StoredUpcoming, UpcomingWrite, UpcomingWrites } from './direct-deposit-store.ts';

/** The version of what is not written yet. */
const unwritten = '';

/** The split as the changes leave it. */
export const splitAfterChanges = (
  { items, maxItems }: NetPaySplit,
  changes: readonly RowChange[],
): NetPaySplit => {
  const gone = new Set(changes.map((change) => (change.kind === 'remove' ? change.id : change.row.id)));
  const written = changes.flatMap((change): DirectDeposit[] =>
    change.kind === 'remove' ? [] : [{ ...change.row, version: unwritten }],
  );
  const all = [...items.filter(({ id }) => !gone.has(id)), ...written];
  return { maxItems, items: all.toSorted((left, right) => left.priority - right.priority) };
};

export type Placement = {
  readonly changes: readonly RowChange[];
  readonly upcoming: UpcomingWrites;
  /** What is in force and what waits, as written. */
  readonly split: NetPaySplit;
  readonly waiting: readonly UpcomingChange[];
  /** Of the days on which something is to change. */
  readonly findings: readonly RuleFinding[];
};

const place = (
  changes: readonly RowChange[],
  upcoming: UpcomingWrites,
  split: NetPaySplit,
  waiting: readonly UpcomingChange[],
): Placement => ({ changes, upcoming, split, waiting, findings: laterFindings(split, waiting) });

const toWaiting = (write: UpcomingWrite, now: Date): UpcomingChange => {
  const { id, effectiveOn } = write;
  return write.kind === 'remove'
    ? { kind: 'remove', id, effectiveOn, version: unwritten, createdAt: now, requestedBy: write.requestedBy }
    : { kind: write.kind, id, effectiveOn, row: { ...write.row, version: unwritten } };
};

const toUpcomingWrite = (
  change: RowChange,
  effectiveOn: IsoDate,
  requestedBy: string,
): readonly UpcomingWrite[] => {
  switch (change.kind) {
    case 'move':
      // Follows from what the others say of their places.
      return [];
    case 'remove':
      return [{ kind: 'remove', id: change.id, effectiveOn, requestedBy }];
    case 'create':
    case 'update':
      return [
        {
          kind: change.kind,
          id: change.row.id,
          effectiveOn,
          row: { ...change.row, effectiveOn },
          account: change.account,
        },
      ];
  }
};

type Later = {
  readonly split: NetPaySplit;
  readonly upcoming: readonly StoredUpcoming[];
  readonly effectiveOn: IsoDate;
  readonly subject: string;
  readonly now: Date;
  /** A whole set takes the place of all that waits from its day on. */
  readonly isWholeSet: boolean;
};

/** Beside the rows: one change for each direct deposit, the newer in place of the older. */
export const placeLater = (
  changes: readonly RowChange[],
  { split, upcoming, effectiveOn, subject, now, isWholeSet }: Later,
): Placement => {
  const put = changes.flatMap((change) => toUpcomingWrite(change, effectiveOn, subject));
  const isReplaced = (change: UpcomingChange): boolean =>
    put.some(({ id }) => id === change.id) || (isWholeSet && change.effectiveOn >= effectiveOn);
  const dropped = upcoming.filter(isReplaced).map(({ id }) => id);
  const waiting = [
    ...upcoming.filter((change) => !isReplaced(change)),
    ...put.map((write) => toWaiting(write, now)),
  ];
  return place([], { dropped, put }, split, waiting);
};

/** What an upcoming change leaves as it is follows the row beside it. */
const carryOver = (
  change: StoredUpcoming,
  before: DirectDeposit | undefined,
  after: DirectDeposit | undefined,
): StoredUpcoming => {
  if (change.kind !== 'update' || before === undefined || after === undefined) return change;
  const { row } = change;
  const isSame = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);
  const keep = <K extends keyof DirectDeposit>(name: K): DirectDeposit[K] =>
    isSame(row[name], before[name]) ? after[name] : row[name];
  const isAccountKept = change.account === undefined && row.prenote === null;
  return {
    ...change,
    row: {
      ...row,
      nickname: keep('nickname'),
      allocation: keep('allocation'),
      priority: keep('priority'),
      status: keep('status'),
      statusReason: keep('statusReason'),
      ...(isAccountKept
        ? {
            accountNumberMask: after.accountNumberMask,
            accountFingerprint: after.accountFingerprint,
            accountType: keep('accountType'),
            routingNumber: keep('routingNumber'),
          }
        : {}),
    },
  };
};

/** Into the rows. What waits beside a removed row goes with it; what waits beside a changed one follows it. */
export const placeNow = (
  changes: readonly RowChange[],
  split: NetPaySplit,
  upcoming: readonly StoredUpcoming[],
): Placement => {
  const after = splitAfterChanges(split, changes);
  const find = ({ items }: NetPaySplit, wanted: string) => items.find(({ id }) => id === wanted);
  const isWaiting = (change: StoredUpcoming): boolean =>
    change.kind === 'create' || find(after, change.id) !== undefined;
  const waiting = upcoming
    .filter(isWaiting)
    .map((change) => ({ change, moved: carryOver(change, find(split, change.id), find(after, change.id)) }));
  const put = waiting.flatMap(({ change, moved }): UpcomingWrite[] => {
    if (moved.kind === 'remove' || JSON.stringify(moved) === JSON.stringify(change)) return [];
    const { version: _version, ...row } = moved.row;
    return [{ kind: moved.kind, id: moved.id, effectiveOn: moved.effectiveOn, row, account: moved.account }];
  });
  const dropped = upcoming.filter((change) => !isWaiting(change)).map(({ id }) => id);
  return place(
    changes,
    { dropped, put },
    after,
    waiting.map(({ moved }) => moved),
  );
};

/** Together with what is cancelled. */
export const withDropped = (placement: Placement, id: DirectDepositId): Placement => ({
  ...placement,
  upcoming: { ...placement.upcoming, dropped: [...placement.upcoming.dropped, id] },
});

/** A change that waits and is not held any more, as it will be written. */
export const releasedChange = (change: StoredUpcoming, now: Date): StoredUpcoming =>
  change.kind === 'remove'
    ? change
    : { ...change, row: { ...change.row, status: 'active', statusReason: null, updatedAt: now } };

/** Together with what is released before its day. */
export const withReleased = (placement: Placement, change: StoredUpcoming | undefined): Placement => {
  if (change === undefined || change.kind === 'remove') return placement;
  const { version: _version, ...row } = change.row;
  const { kind, id, effectiveOn, account } = change;
  const put = [...placement.upcoming.put, { kind, id, effectiveOn, row, account }];
  return { ...placement, upcoming: { ...placement.upcoming, put } };
};
