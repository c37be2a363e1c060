// What the bank answered to an entry, applied to the account that the entry went to: once, in whatever order answers come. An answer to an
// account that was replaced since changes nothing and is kept. Of an account that the bank itself has corrected, a correction and a hold are
// about what it became; a return is about the number that was wrong.

import type { RecordedBankAnswer, RecordedState } from '../api-contract/other-answers.ts';
import { maskAccountNumber } from '../domain/account-number.ts';
import { accountKey, type UnversionedDirectDeposit } from '../domain/direct-deposit.ts';
import {
  isAppliedCorrection,
  isBankCode,
  isCorrectionCode,
  readCorrection,
  returnReason,
  type BankAnswerEffect,
  type BankCode,
  type Correction,
} from '../domain/payroll/bank-answer.ts';
import { allRows } from '../domain/upcoming.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import { Secret } from '../platform/secret.ts';
import { accountIdOf } from './account-id.ts';
import { fingerprintOf, sealAccount, type AccountScope } from './account-scope.ts';
import { toWrite, type Author } from './audited-write.ts';
import { bankAnswerIdOf, type AnsweredEntry, type CorrectedAccount } from './bank-answers.ts';
import type {
  DirectDepositStore,
  Gathered,
  RowChange,
  SealedAccount,
  StoreFailure,
  UpcomingWrite,
  Write,
} from './direct-deposit-store.ts';
import { placeNow } from './place-change.ts';
import { auditedState } from './present-direct-deposit.ts';
import { changeWhenSettled } from './take-effect.ts';

export type BankAnswer = AnsweredEntry & {
  /** Of a correction: positions 36 to 64 of the addenda record. */
  readonly correctedData?: Secret<string> | undefined;
};

type Row = UnversionedDirectDeposit;
type Status = Pick<Row, 'status' | 'statusReason'>;

/** A row that the answer is about, and what the answer makes of it. */
type Touched = { readonly before: Row; readonly after: Row; readonly account: SealedAccount | undefined };
type Outcome = { readonly effect: BankAnswerEffect; readonly touched: readonly Touched[] };

const rank = ({ status }: Status): number => ['active', 'held', 'rejected'].indexOf(status);

/** Of two standings the worse one; of two equal ones the bank's, then the first code: whichever came first. */
const worse = (left: Status, right: Status): Status => {
  if (rank(left) !== rank(right)) return rank(left) > rank(right) ? left : right;
  if (!isBankCode(left.statusReason) || !isBankCode(right.statusReason))
    return isBankCode(left.statusReason) ? left : right;
  return left.statusReason <= right.statusReason ? left : right;
};

const standingAfterReturn = (code: BankCode): Status | undefined => {
  switch (returnReason(code).effect) {
    case 'reject':
      return { status: 'rejected', statusReason: code };
    case 'hold':
      return { status: 'held', statusReason: code };
    case 'record':
      return undefined;
  }
};

/** Whether the account of a row is the one with that id, or what the bank has made of it. */
const relationOf = (
  row: Row,
  accountId: string,
  corrected: readonly CorrectedAccount[],
): 'same' | 'corrected' | 'another' => {
  const wanted = accountIdOf(row);
  if (wanted === accountId) return 'same';
  const seen = new Set<string>();
  for (let at: string | undefined = accountId; at !== undefined && !seen.has(at);) {
    seen.add(at);
    const current: string = at;
    at = corrected.find((one) => one.accountId === current)?.newAccountId;
    if (at === wanted) return 'corrected';
  }
  return 'another';
};

/** The direct deposit in force and the change that waits for it. */
const rowsOf = (gathered: Gathered, directDepositId: string): readonly Row[] =>
  allRows(gathered)
    .filter(({ id }) => id === directDepositId)
    .map(({ version: _version, ...row }) => row);

const decideReturn = (gathered: Gathered, { accountId, code, directDepositId }: BankAnswer): Outcome => {
  const standing = standingAfterReturn(code);
  if (standing === undefined) return { effect: 'recorded', touched: [] };
  const isReached = (row: Row): boolean => {
    const relation = relationOf(row, accountId, gathered.correctedAccounts);
    return relation === 'same' || (relation === 'corrected' && standing.status === 'held');
  };
  const reached = rowsOf(gathered, directDepositId).filter(isReached);
  if (reached.length === 0) return { effect: 'replaced', touched: [] };
  const touched = reached.map((before) => ({
    before,
    after: { ...before, ...worse(before, standing), updatedAt: gathered.now },
    account: undefined,
  }));
  return { effect: standing.status === 'rejected' ? 'rejected' : 'held', touched };
};

/** Of what an answer corrects, as much as the row still has of the account that was answered. */
const correctRow = (
  row: Row,
  original: Pick<Row, 'routingNumber' | 'accountType' | 'accountFingerprint'>,
  { accountNumber, routingNumber, accountType }: Correction,
  account: AccountScope,
): { readonly row: Row; readonly number: string | undefined } => {
  const isNumberKept = row.accountFingerprint === original.accountFingerprint;
  const number = isNumberKept ? accountNumber : undefined;
  return {
    row: {
      ...row,
      ...(routingNumber !== undefined && row.routingNumber === original.routingNumber
        ? { routingNumber }
        : {}),
      ...(accountType !== undefined && row.accountType === original.accountType ? { accountType } : {}),
      ...(number === undefined
        ? {}
        : {
            accountNumberMask: maskAccountNumber(number),
            accountFingerprint: fingerprintOf(account, number),
          }),
    },
    number,
  };
};

/** A rejected account is another one once it is corrected; what is held stays held, also where it was hidden behind the rejection. */
const standingAfterCorrection = ({ bankAnswers, correctedAccounts }: Gathered, row: Row): Status => {
  if (row.status !== 'rejected') return row;
  return bankAnswers
    .filter(
      ({ effect, accountId }) =>
        effect === 'held' && relationOf(row, accountId, correctedAccounts) !== 'another',
    )
    .flatMap(({ code }) => standingAfterReturn(code) ?? [])
    .reduce<Status>(worse, { status: 'active', statusReason: null });
};

const decideCorrection = (
  account: AccountScope,
  gathered: Gathered,
  { accountId, code, directDepositId, correctedData }: BankAnswer,
): Outcome => {
  if (!isAppliedCorrection(code)) return { effect: 'queued', touched: [] };
  const { correctedAccounts, now } = gathered;
  const reached = rowsOf(gathered, directDepositId).filter(
    (row) => relationOf(row, accountId, correctedAccounts) !== 'another',
  );
  if (reached.length === 0) return { effect: 'replaced', touched: [] };
  const correction = readCorrection(code, correctedData?.expose() ?? '');
  if (!correction.ok) return { effect: 'queued', touched: [] };

  const original = correctedAccounts.find((one) => one.accountId === accountId);
  const touched = reached.flatMap((before): Touched[] => {
    const { row, number } = correctRow(before, original ?? before, correction.value, account);
    if (accountIdOf(row) === accountIdOf(before)) return [];
    const { status, statusReason } = standingAfterCorrection(gathered, before);
    const after = { ...row, status, statusReason, updatedAt: now };
    const digits =
      number === undefined ? undefined : { accountNumber: new Secret(number), mask: '', warnings: [] };
    return [{ before, after, account: digits && sealAccount(account, directDepositId, digits) }];
  });
  const others = allRows(gathered).filter(({ id }) => id !== directDepositId);
  const isTaken = ({ after }: Touched): boolean =>
    others.some((other) => accountKey(other) === accountKey(after));
  return touched.some(isTaken) ? { effect: 'queued', touched: [] } : { effect: 'corrected', touched };
};

const correctedAccountOf = ({ before, after }: Touched): CorrectedAccount => ({
  accountId: accountIdOf(before),
  newAccountId: accountIdOf(after),
  directDepositId: before.id,
  accountType: before.accountType,
  routingNumber: before.routingNumber,
  accountFingerprint: before.accountFingerprint,
});

/** All that an answer changes of a row. */
const answered = ({ after }: Touched) => {
  const { accountType, routingNumber, accountNumberMask, accountFingerprint } = after;
  const { status, statusReason, updatedAt } = after;
  return {
    accountType,
    routingNumber,
    accountNumberMask,
    accountFingerprint,
    status,
    statusReason,
    updatedAt,
  };
};

/** Into the row in force and into the change that waits for it, each where the answer is about it. */
const placeTouched = ({ split, upcoming }: Gathered, touched: readonly Touched[]) => {
  const touchedOf = (row: Row): Touched | undefined =>
    touched.find(({ before }) => before.id === row.id && accountIdOf(before) === accountIdOf(row));
  const changes = split.items.flatMap(({ version, ...row }): RowChange[] => {
    const found = touchedOf(row);
    if (found === undefined) return [];
    return [{ kind: 'update', version, row: { ...row, ...answered(found) }, account: found.account }];
  });
  const placed = placeNow(changes, split, upcoming);
  const put = upcoming.flatMap((change): UpcomingWrite[] => {
    const found = change.kind === 'remove' ? undefined : touchedOf(change.row);
    if (change.kind === 'remove' || found === undefined)
      return placed.upcoming.put.filter(({ id }) => id === change.id);
    const { kind, id, effectiveOn } = change;
    const { version: _version, ...waiting } = change.row;
    const row = { ...waiting, ...answered(found) };
    return [{ kind, id, effectiveOn, row, account: found.account ?? change.account }];
  });
  return { changes, upcoming: { dropped: placed.upcoming.dropped, put } };
};

const decide = (
  author: Author,
  account: AccountScope,
  gathered: Gathered,
  answer: BankAnswer,
): Write | undefined => {
  const { correctedData: _data, ...entry } = answer;
  const id = bankAnswerIdOf(entry);
  const known = gathered.bankAnswers.find((stored) => stored.id === id);
  const isCorrection = isCorrectionCode(answer.code);
  if (known !== undefined && known.effect !== 'awaited') return undefined;

  const { effect, touched } = isCorrection
    ? decideCorrection(account, gathered, answer)
    : decideReturn(gathered, answer);
  const changed = touched.filter(
    ({ before, after }) =>
      accountIdOf(before) !== accountIdOf(after) ||
      before.status !== after.status ||
      before.statusReason !== after.statusReason,
  );
  const bankAnswer: RecordedBankAnswer = { code: answer.code, traceNumber: answer.traceNumber };
  const [first] = changed;
  const states: { before: RecordedState | null; after: object } =
    first === undefined
      ? { before: null, after: { bankAnswer } }
      : { before: auditedState(first.before), after: { ...auditedState(first.after), bankAnswer } };
  const corrected = isCorrection ? changed.map(correctedAccountOf) : [];
  const write = toWrite(author, account, gathered, {
    ...placeTouched(gathered, changed),
    action: isCorrection ? 'correction' : 'return',
    directDepositId: answer.directDepositId,
    ...states,
  });
  return {
    ...write,
    bank: { answer: { ...entry, id, effect, suiteAnswerId: known?.suiteAnswerId ?? null }, corrected },
  };
};

type Known = { readonly kind: 'known' | 'employee-unknown' };

export type Applied = BankAnswerEffect | 'known' | 'employee-unknown';

/** What applying it would do. */
export const considerBankAnswer = async (
  store: DirectDepositStore,
  account: AccountScope,
  answer: BankAnswer,
): Promise<Result<Applied, StoreFailure>> => {
  const gathered = await store.gather(account.employeeId, { accountFingerprints: [], withBankAnswers: true });
  if (!gathered.ok) return gathered;
  if (gathered.value === undefined) return succeed('employee-unknown');
  const write = decide({ subject: 'bank', requestId: '' }, account, gathered.value, answer);
  return succeed(write?.bank?.answer.effect ?? 'known');
};

/** @returns what it did; `known`: nothing, since it had been applied before */
export const applyBankAnswer = async (
  store: DirectDepositStore,
  account: AccountScope,
  author: Author,
  answer: BankAnswer,
): Promise<Result<Applied, StoreFailure>> => {
  const applied = await changeWhenSettled<Write, Known>(
    store,
    account,
    { accountFingerprints: [], withBankAnswers: true },
    (gathered) => {
      if (gathered === undefined) return fail({ kind: 'employee-unknown' });
      const write = decide(author, account, gathered, answer);
      return write === undefined ? fail({ kind: 'known' }) : succeed(write);
    },
  );
  if (applied.ok) return succeed(applied.value.write.bank?.answer.effect ?? 'known');
  const { failure } = applied;
  return failure.kind === 'store-failure' ? fail(failure) : succeed(failure.kind);
};
