// Audit rows and the bank's answers as lines of evidence: what changed, what was held and released, what the bank returned and corrected. Rows are
// read as they are found; what cannot be read of a state is left out and not guessed.

import * as v from 'valibot';
import { bankCodeWords } from '#shared/domain/payroll/bank-answer';
import { isBankingDay } from '#shared/domain/banking-calendar';
import { addDays, isoDateIn, type IsoDate } from '#shared/domain/iso-date';
import { parseJson } from '#shared/platform/parse-json';
import type { FoundReceipt } from '../read-chain.ts';

const stateSchema = v.object({
  id: v.optional(v.string()),
  accountNumberMask: v.optional(v.string()),
  routingNumber: v.optional(v.string()),
  accountType: v.optional(v.string()),
  status: v.optional(v.string()),
  statusReason: v.optional(v.string()),
  effectiveOn: v.optional(v.nullable(v.string())),
  bankAnswer: v.optional(v.object({ code: v.string(), traceNumber: v.string() })),
});
export type State = v.InferOutput<typeof stateSchema>;

/** Of one direct deposit, or of each of a whole set. */
export const statesIn = (text: string | null): readonly State[] => {
  const parsed = text === null ? undefined : parseJson(text);
  const list: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  return list.flatMap((state) => {
    const read = v.safeParse(stateSchema, state);
    return read.success ? [read.output] : [];
  });
};

const accountOf = ({ routingNumber, accountType, accountNumberMask }: State): string =>
  [routingNumber, accountType, accountNumberMask].filter((part) => part !== undefined).join(' ');

const shown = (states: readonly State[]): string =>
  states.map((state) => [accountOf(state), state.status].filter(Boolean).join(' ')).join('; ');

export type ChangeLine = {
  readonly occurredAt: Date;
  readonly sequence: number;
  readonly hash: string;
  readonly action: string;
  readonly employeeId: string;
  readonly directDepositId: string | null;
  readonly subject: string;
  readonly requestId: string;
  readonly before: readonly State[];
  readonly after: readonly State[];
};

/** A receipt without its row is for the chain's check to tell. */
export const toChangeLine = ({ receipt, row }: FoundReceipt): ChangeLine | undefined =>
  row && {
    occurredAt: row.occurredAt,
    ...receipt,
    action: row.audit.action,
    employeeId: row.employeeId,
    directDepositId: row.audit.directDepositId,
    subject: row.audit.subject,
    requestId: row.audit.requestId,
    before: statesIn(row.audit.before),
    after: statesIn(row.audit.after),
  };

export const changeHead = [
  'occurredAt',
  'receipt',
  'receiptHash',
  'action',
  'employee',
  'directDeposit',
  'subject',
  'request',
  'before',
  'after',
] as const;

export const changeCells = (line: ChangeLine): readonly (string | number | null)[] => [
  line.occurredAt.toISOString(),
  line.sequence,
  line.hash,
  line.action,
  line.employeeId,
  line.directDepositId,
  line.subject,
  line.requestId,
  shown(line.before),
  shown(line.after),
];

export type Hold = {
  readonly employeeId: string;
  readonly directDepositId: string;
  readonly heldAt: Date;
  readonly reason: string;
  readonly askedBy: string;
  releasedAt?: Date;
  releasedBy?: string;
};

/** Feeds on changes in their order. */
export const createHoldBook = () => {
  const open = new Map<string, Hold>();
  const holds: Hold[] = [];
  return {
    holds,
    meet: (line: ChangeLine): void => {
      for (const state of line.after) {
        const { id = line.directDepositId ?? '', status } = state;
        const known = open.get(id);
        if (status === 'held' && known === undefined) {
          const reason = state.bankAnswer?.code ?? state.statusReason ?? 'fraud.sharedAccount';
          const { employeeId, occurredAt: heldAt, subject: askedBy } = line;
          const hold: Hold = { employeeId, directDepositId: id, heldAt, reason, askedBy };
          open.set(id, hold);
          holds.push(hold);
        } else if (status !== undefined && status !== 'held' && known !== undefined) {
          known.releasedAt = line.occurredAt;
          known.releasedBy = line.action === 'release' ? line.subject : `${line.action} by ${line.subject}`;
          open.delete(id);
        }
      }
    },
  };
};

export const holdHead = [
  'employee',
  'directDeposit',
  'heldAt',
  'reason',
  'askedBy',
  'releasedAt',
  'releasedBy',
] as const;

export const holdCells = (hold: Hold): readonly (string | null)[] => [
  hold.employeeId,
  hold.directDepositId,
  hold.heldAt.toISOString(),
  hold.reason,
  hold.askedBy,
  hold.releasedAt?.toISOString() ?? null,
  hold.releasedBy ?? null,
];

/** Banking days that begin after the one of `from`, up to the one of `to`; 0: the same day. */
export const bankingDaysBetween = (from: Date, to: Date, timeZone: string): number => {
  const last = isoDateIn(timeZone, to);
  let days = 0;
  for (let day: IsoDate = addDays(isoDateIn(timeZone, from), 1); day <= last; day = addDays(day, 1))
    if (isBankingDay(day)) days += 1;
  return days;
};

export const answerSchema = v.object({
  employeeId: v.string(),
  directDepositId: v.pipe(v.string(), v.toLowerCase()),
  traceNumber: v.string(),
  code: v.string(),
  effect: v.string(),
  receivedAt: v.date(),
  dismissedAt: v.nullable(v.date()),
  dismissedBy: v.nullable(v.string()),
});
export type AnswerRow = v.InferOutput<typeof answerSchema>;

export const answerKey = (traceNumber: string, code: string): string => `${traceNumber} ${code}`;

export const answerHead = [
  'receivedAt',
  'code',
  'reason',
  'effect',
  'employee',
  'directDeposit',
  'trace',
  'appliedAt',
  'bankingDays',
  'dismissedAt',
  'dismissedBy',
] as const;

export type AnswerLine = AnswerRow & {
  readonly appliedAt: Date | undefined;
  readonly bankingDays: number | undefined;
};

export const answerCells = (line: AnswerLine): readonly (string | number | null)[] => [
  line.receivedAt.toISOString(),
  line.code,
  bankCodeWords(line.code),
  line.effect,
  line.employeeId,
  line.directDepositId,
  line.traceNumber,
  line.appliedAt?.toISOString() ?? null,
  line.bankingDays ?? null,
  line.dismissedAt?.toISOString() ?? null,
  line.dismissedBy,
];
