// prenote.sent: the days that were expected become the days that count, of the account in force or of the change that waits. Of an account
// that was replaced since, and of a prenote that is known as sent, nothing changes.

import { toWrite, type Author } from '#shared/direct-deposits/audited-write';
import type { AccountScope } from '#shared/direct-deposits/account-scope';
import type {
  DirectDepositStore,
  Gathered,
  StoreFailure,
  Write,
} from '#shared/direct-deposits/direct-deposit-store';
import { auditedState } from '#shared/direct-deposits/present-direct-deposit';
import { timingOf } from '#shared/direct-deposits/split-view';
import type { IsoDate } from '#shared/domain/iso-date';
import { sentPrenote, type Prenote } from '#shared/domain/payroll/prenote';
import { effectiveAfter } from '#shared/domain/upcoming';
import { fail, succeed, type Result } from '#shared/platform/result';

export type SentPrenote = {
  readonly prenoteId: string;
  readonly settlementDate: IsoDate;
  readonly traceNumber: string;
};

const isAwaited = (prenote: Prenote | null, prenoteId: string): prenote is Prenote =>
  prenote !== null && prenote.id === prenoteId && prenote.state === 'requested';

const decide = (
  author: Author,
  account: AccountScope,
  gathered: Gathered,
  { prenoteId, settlementDate, traceNumber }: SentPrenote,
): Write | undefined => {
  const { split, upcoming, now, calendar } = gathered;
  const { policy } = timingOf(gathered);
  const sent = (prenote: Prenote): Prenote =>
    sentPrenote(prenote, { settlesOn: settlementDate, traceNumber }, policy);

  const current = split.items.find(({ prenote }) => isAwaited(prenote, prenoteId));
  if (current?.prenote) {
    const { version, ...row } = { ...current, prenote: sent(current.prenote), updatedAt: now };
    return toWrite(author, account, gathered, {
      changes: [{ kind: 'update', version, row, account: undefined }],
      action: 'prenote',
      directDepositId: row.id,
      before: auditedState(current),
      after: auditedState(row),
    });
  }

  for (const change of upcoming) {
    if (change.kind === 'remove' || !isAwaited(change.row.prenote, prenoteId)) continue;
    const prenote = sent(change.row.prenote);
    const effectiveOn = effectiveAfter(change.effectiveOn, prenote, calendar);
    const { version: _version, ...row } = { ...change.row, prenote, effectiveOn, updatedAt: now };
    return toWrite(author, account, gathered, {
      changes: [],
      upcoming: {
        dropped: [],
        put: [{ kind: change.kind, id: row.id, effectiveOn, row, account: change.account }],
      },
      action: 'prenote',
      directDepositId: row.id,
      before: auditedState({ ...change.row, effectiveOn: change.effectiveOn }),
      after: auditedState(row),
    });
  }
  return undefined;
};

/** @returns whether anything was changed */
export const applyPrenote = async (
  store: DirectDepositStore,
  account: AccountScope,
  author: Author,
  sent: SentPrenote,
): Promise<Result<boolean, StoreFailure>> => {
  const nothing = { kind: 'nothing-awaited' } as const;
  const applied = await store.change<Write, typeof nothing>(
    account.employeeId,
    { accountFingerprints: [] },
    (gathered) => {
      const write = gathered && decide(author, account, gathered, sent);
      return write === undefined ? fail(nothing) : succeed(write);
    },
  );
  if (applied.ok) return succeed(true);
  return applied.failure.kind === 'nothing-awaited' ? succeed(false) : fail(applied.failure);
};
