// One tenant's evidence of a span of days: the chains of receipts are checked whole, then their rows of those days and the bank's answers are written as
// they are read. Counts are all that stays in memory, and the holds.

import * as v from 'valibot';
import type { AccountNumberKeyset } from '#shared/crypto/account-number-keyset';
import type { TenantId } from '#shared/domain/tenant-id';
import { fail, succeed, type Result } from '#shared/platform/result';
import type { SqlFailure } from '#shared/sql/sql-failure';
import type { SqlSession } from '#shared/sql/sql-session';
import { bigInt, dateTime2, defineStatement, int } from '#shared/sql/statement';
import { receiptedPages, findBounds } from '../read-chain.ts';
import { verifyChain, type ChainFailure, type ChainReport } from '../verify-chain.ts';
import { csvLine } from './csv.ts';
import {
  answerCells,
  answerHead,
  answerKey,
  answerSchema,
  bankingDaysBetween,
  changeCells,
  changeHead,
  createHoldBook,
  holdCells,
  holdHead,
  toChangeLine,
  type AnswerLine,
  type Hold,
} from './evidence-rows.ts';

export type EvidenceFile = 'changes.csv' | 'holds.csv' | 'bank-answers.csv';

export type Evidence = {
  readonly chain: ChainReport;
  readonly changes: number;
  /** By month, `2026-11`, and action. */
  readonly months: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly holds: readonly Hold[];
  /** By code. */
  readonly answers: ReadonlyMap<string, number>;
  /** Of corrections that were applied: how many took so many banking days. */
  readonly correctionDays: ReadonlyMap<number, number>;
};

export type Span = {
  /** The first instant, and the one after the last. */
  readonly from: Date;
  readonly until: Date;
  /** In which banking days are counted. */
  readonly timeZone: string;
};

type Settings = {
  readonly tenantId: TenantId;
  readonly keyset: AccountNumberKeyset;
  readonly span: Span;
  readonly signal: AbortSignal;
  readonly write: (file: EvidenceFile, text: string) => Promise<void>;
  readonly onBegun: (receipts: number) => void;
  readonly onRead: (receipts: number) => void;
};

const pageSize = 1_000;

const readAnswers = defineStatement({
  name: 'audit.bank-answers',
  text: `SELECT TOP (@pageSize) [Position] AS [position], [EmployeeId] AS [employeeId], [DirectDepositId] AS [directDepositId],
  [TraceNumber] AS [traceNumber], [Code] AS [code], [Effect] AS [effect], [ReceivedAt] AS [receivedAt],
  [DismissedAt] AS [dismissedAt], [DismissedBy] AS [dismissedBy]
FROM [dbo].[BankAnswer] WHERE [Position] > @after AND [ReceivedAt] >= @from AND [ReceivedAt] < @until ORDER BY [Position];`,
  parameters: { pageSize: int, after: bigInt, from: dateTime2, until: dateTime2 },
});
const positionRow = v.object({ position: v.string() });

const add = <K>(counts: Map<K, number>, key: K): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

export const collectEvidence = async (
  session: SqlSession,
  { tenantId, keyset, span, signal, write, onBegun, onRead }: Settings,
): Promise<Result<Evidence, ChainFailure>> => {
  const verified = await verifyChain(session, {
    tenantId,
    keyset,
    saved: [],
    signal,
    onBegun,
    onRead,
  });
  if (!verified.ok) return verified;

  const months = new Map<string, Map<string, number>>();
  const appliedAt = new Map<string, Date>();
  const book = createHoldBook();
  let changes = 0;
  const isWithin = (at: Date): boolean => at >= span.from && at < span.until;

  const readChanges = async (): Promise<SqlFailure | undefined> => {
    const found = await findBounds(session);
    if (!found.ok) return found.failure;
    await write('changes.csv', csvLine(changeHead));
    for await (const page of receiptedPages(session, found.value.bounds)) {
      if (!page.ok) return page.failure;
      let text = '';
      for (const receipt of page.value) {
        const line = toChangeLine(receipt);
        if (line === undefined) continue;
        for (const { bankAnswer } of line.after)
          if (bankAnswer !== undefined)
            appliedAt.set(answerKey(bankAnswer.traceNumber, bankAnswer.code), line.occurredAt);
        // A hold that began before the days may be released within them.
        if (line.occurredAt < span.until) book.meet(line);
        if (!isWithin(line.occurredAt)) continue;
        changes += 1;
        const month = line.occurredAt.toISOString().slice(0, 7);
        const counts = months.get(month) ?? new Map<string, number>();
        months.set(month, counts);
        add(counts, line.action);
        text += csvLine(changeCells(line));
      }
      if (text !== '') await write('changes.csv', text);
      if (signal.aborted) return undefined;
    }
    return undefined;
  };

  const answers = new Map<string, number>();
  const correctionDays = new Map<number, number>();
  const readBankAnswers = async (): Promise<SqlFailure | undefined> => {
    await write('bank-answers.csv', csvLine(answerHead));
    for (let after = '0'; ;) {
      const { from, until } = span;
      const page = await session.run(readAnswers, { pageSize, after, from, until });
      if (!page.ok) return page.failure;
      const rows = page.value.rowSets[0] ?? [];
      let text = '';
      for (const row of rows) {
        const answer = v.parse(answerSchema, row);
        const applied = appliedAt.get(answerKey(answer.traceNumber, answer.code));
        const bankingDays =
          applied === undefined ? undefined : bankingDaysBetween(answer.receivedAt, applied, span.timeZone);
        const line: AnswerLine = { ...answer, appliedAt: applied, bankingDays };
        add(answers, answer.code);
        if (answer.effect === 'corrected' && bankingDays !== undefined) add(correctionDays, bankingDays);
        text += csvLine(answerCells(line));
      }
      if (text !== '') await write('bank-answers.csv', text);
      const last = rows.at(-1);
      if (last === undefined || rows.length < pageSize) return undefined;
      after = v.parse(positionRow, last).position;
    }
  };

  const unread = (await readChanges()) ?? (await readBankAnswers());
  if (unread !== undefined) return fail(unread);
  const holds = book.holds.filter(
    ({ heldAt, releasedAt }) => isWithin(heldAt) || (releasedAt !== undefined && isWithin(releasedAt)),
  );
  await write('holds.csv', csvLine(holdHead) + holds.map((hold) => csvLine(holdCells(hold))).join(''));
  return succeed({ chain: verified.value, changes, months, holds, answers, correctionDays });
};
