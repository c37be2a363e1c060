// A change whose day has come is written into the rows, with an audit row of its own: asking for it and its taking effect are two things. So
// is a prenote that has passed. Done by whoever comes first: the next write of the employee, or the payroll loop.

import type { DirectDeposit, NetPaySplit } from '../domain/direct-deposit.ts';
import { payrollInForce } from '../domain/effective-date.ts';
import { dueChanges, splitOn, type Timing } from '../domain/upcoming.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import type { AccountScope } from './account-scope.ts';
import { toWrite, type Author } from './audited-write.ts';
import type {
  DirectDepositStore,
  Gathered,
  GatherScope,
  RowChange,
  StoredUpcoming,
  StoreFailure,
  Write,
  Written,
} from './direct-deposit-store.ts';
import { auditedState } from './present-direct-deposit.ts';
import { timingOf } from './split-view.ts';

export const withoutDue = (
  upcoming: readonly StoredUpcoming[],
  timing: Timing,
): readonly StoredUpcoming[] => {
  const due = new Set(dueChanges(upcoming, timing).map(({ id }) => id));
  return upcoming.filter(({ id }) => !due.has(id));
};

/** The share is paid to the account from the next payroll on: its first live entry settles late enough. */
const passPrenote = (item: DirectDeposit, { today, calendar }: Timing): DirectDeposit => {
  const { prenote } = item;
  const nextPayDate = payrollInForce(calendar, today)?.payDate ?? today;
  return prenote?.state === 'sent' && prenote.endsOn <= nextPayDate
    ? { ...item, prenote: { ...prenote, state: 'passed' }, paidMeanwhile: null }
    : item;
};

/** The rows as they have to be today. */
const settledSplit = (gathered: Pick<Gathered, 'split' | 'upcoming'>, timing: Timing): NetPaySplit => {
  const { items, maxItems } = splitOn(gathered.split, gathered.upcoming, timing.today, timing);
  return { maxItems, items: items.map((item) => passPrenote(item, timing)) };
};

const isSame = (left: DirectDeposit, right: DirectDeposit): boolean =>
  JSON.stringify(left) === JSON.stringify(right);

/** From the rows as they are to the rows as they have to be. */
const toChanges = (
  { items: rows }: NetPaySplit,
  { items: wanted }: NetPaySplit,
  upcoming: readonly StoredUpcoming[],
  now: Date,
): readonly RowChange[] => {
  const accountOf = (id: string) => upcoming.find((change) => change.id === id)?.account;
  const removed = rows.filter(({ id }) => !wanted.some((item) => item.id === id));
  return [
    ...removed.map(({ id, version }) => ({ kind: 'remove', id, version }) as const),
    ...wanted.flatMap((item): RowChange[] => {
      const { version: _version, ...row } = { ...item, updatedAt: now };
      const current = rows.find(({ id }) => id === item.id);
      const account = accountOf(item.id);
      if (current === undefined) {
        if (account === undefined)
          throw new TypeError('A new direct deposit takes effect without an account');
        return [{ kind: 'create', row, account }];
      }
      return isSame(current, item) ? [] : [{ kind: 'update', version: current.version, row, account }];
    }),
  ];
};

/** Undefined where everything is as it has to be. */
export const decideEffect = (
  author: Author,
  account: AccountScope,
  gathered: Gathered,
): Write | undefined => {
  const timing = timingOf(gathered);
  const { split, upcoming, now } = gathered;
  const due = dueChanges(upcoming, timing);
  const wanted = settledSplit(gathered, timing);
  const changes = toChanges(split, wanted, upcoming, now);
  if (due.length === 0 && changes.length === 0) return undefined;
  return toWrite(author, account, gathered, {
    changes,
    upcoming: { dropped: due.map(({ id }) => id), put: [] },
    action: 'take-effect',
    directDepositId: null,
    before: split.items.map(auditedState),
    after: wanted.items.map(auditedState),
  });
};

const calendarAuthor = { subject: 'system:calendar', requestId: 'take-effect' } as const;

type Nothing = { readonly kind: 'nothing-due' };

/** @returns whether anything was written */
export const takeEffect = async (
  store: DirectDepositStore,
  account: AccountScope,
  author: Author = calendarAuthor,
): Promise<Result<boolean, StoreFailure>> => {
  const scope: GatherScope = { accountFingerprints: [] };
  const done = await store.change<Write, Nothing>(account.employeeId, scope, (gathered) => {
    const write = gathered && decideEffect(author, account, gathered);
    return write === undefined ? fail({ kind: 'nothing-due' }) : succeed(write);
  });
  if (done.ok) return succeed(true);
  return done.failure.kind === 'nothing-due' ? succeed(false) : fail(done.failure);
};

type Unsettled = { readonly kind: 'unsettled' };

/** Writes first what has to take effect, where there is anything: then the change starts from the rows as they have to be. */
export const changeWhenSettled = async <W extends Write, F extends object>(
  store: DirectDepositStore,
  account: AccountScope,
  scope: GatherScope,
  decide: (gathered: Gathered | undefined) => Result<W, F>,
): Promise<Result<Written<W>, F | StoreFailure>> => {
  const unsettled: Unsettled = { kind: 'unsettled' };
  const isSettled = (gathered: Gathered): boolean =>
    gathered.recorded !== undefined || decideEffect(calendarAuthor, account, gathered) === undefined;
  const attempt = () =>
    store.change<W, F | Unsettled>(account.employeeId, scope, (gathered) =>
      gathered === undefined || isSettled(gathered) ? decide(gathered) : fail(unsettled),
    );
  const isUnsettled = (failure: F | StoreFailure | Unsettled): failure is Unsettled => failure === unsettled;

  const first = await attempt();
  if (first.ok) return first;
  if (!isUnsettled(first.failure)) return fail(first.failure);
  const settled = await takeEffect(store, account);
  if (!settled.ok) return settled;
  const second = await attempt();
  if (second.ok) return second;
  // What became due in between is there for the next request.
  return isUnsettled(second.failure)
    ? fail({ kind: 'store-failure', code: 'DATABASE_BUSY' })
    : fail(second.failure);
};
