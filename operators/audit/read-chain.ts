// A tenant's receipts and audit rows as they are found, a page at a time. Nothing about their content is promised: what
// somebody with rights over the tables left there is read as it is.

import * as v from 'valibot';
import type { ReceiptContent, Receipt } from '#shared/direct-deposits/audit';
import { succeed, type Result } from '#shared/platform/result';
import { auditedIdColumn, hexOf } from '#shared/direct-deposits/sql/direct-deposit-row';
import type { SqlFailure } from '#shared/sql/sql-failure';
import type { SqlSession } from '#shared/sql/sql-session';
import { readBounds, readChain, readRowsWithoutReceipt } from './chain-statements.ts';

export type FoundRow = Omit<ReceiptContent, 'tenantId'> & {
  /** Grows with the order of writing, unless it was set by hand. */
  readonly position: bigint;
};

export type FoundReceipt = {
  readonly receipt: Receipt;
  readonly writeId: string;
  readonly row: FoundRow | undefined;
};

export type Bounds = {
  readonly receipts: number;
  readonly lastSequence: bigint | undefined;
  readonly lastPosition: bigint | undefined;
};

const pageSize = 1_000;
/** Below every bigint that a column can hold but one. */
const beforeAll = -(2n ** 63n);

const id = v.pipe(v.string(), v.toLowerCase());
/** The driver hands a bigint over as text. */
const bigIntColumn = v.pipe(
  v.string(),
  v.transform((text) => BigInt(text)),
);

const boundsSchema = v.object({
  receipts: v.pipe(v.string(), v.transform(Number)),
  lastSequence: v.nullable(bigIntColumn),
  lastPosition: v.nullable(bigIntColumn),
});

const rowSchema = v.object({
  position: bigIntColumn,
  writeId: id,
  employeeId: v.string(),
  directDepositId: auditedIdColumn,
  action: v.string(),
  subject: v.string(),
  requestId: v.string(),
  before: v.nullable(v.string()),
  after: v.nullable(v.string()),
  occurredAt: v.date(),
});

const toRow = (row: unknown): FoundRow => {
  const { position, employeeId, occurredAt, ...audit } = v.parse(rowSchema, row);
  return { position, employeeId, occurredAt, audit };
};

const receiptSchema = v.object({
  sequence: bigIntColumn,
  hash: hexOf(32),
  writeId: id,
  position: v.nullable(v.string()),
});

const toFoundReceipt = (row: unknown): FoundReceipt => {
  const { sequence, hash, writeId, position } = v.parse(receiptSchema, row);
  return {
    receipt: { sequence: Number(sequence), hash },
    writeId,
    row: position === null ? undefined : toRow(row),
  };
};

/** Whose database it is, and where it ends at this moment. */
export const findBounds = async (
  session: SqlSession,
): Promise<Result<{ readonly markers: readonly unknown[]; readonly bounds: Bounds }, SqlFailure>> => {
  const answer = await session.run(readBounds, {});
  if (!answer.ok) return answer;
  const [markers = [], rows = []] = answer.value.rowSets;
  const { receipts, lastSequence, lastPosition } = v.parse(boundsSchema, rows[0]);
  return succeed({
    markers,
    bounds: {
      receipts,
      lastSequence: lastSequence ?? undefined,
      lastPosition: lastPosition ?? undefined,
    },
  });
};

export async function* chainPages(
  session: SqlSession,
  { lastSequence }: Bounds,
): AsyncGenerator<Result<readonly FoundReceipt[], SqlFailure>> {
  if (lastSequence === undefined) return;
  for (let after = beforeAll; after < lastSequence;) {
    const values = { pageSize, after: String(after), last: String(lastSequence) };
    const answer = await session.run(readChain, values);
    if (!answer.ok) {
      yield answer;
      return;
    }
    const rows = answer.value.rowSets[0] ?? [];
    const last = rows.at(-1);
    if (last === undefined) return;
    after = v.parse(receiptSchema, last).sequence;
    yield succeed(rows.map(toFoundReceipt));
  }
}

/** Audit rows without a receipt, handed out in order as far as is asked: a page at most, an empty list when there are no more. */
export type LooseRows = (before: bigint | 'end') => Promise<Result<readonly FoundRow[], SqlFailure>>;

export const openLooseRows = (session: SqlSession, { lastPosition }: Bounds): LooseRows => {
  let after = beforeAll;
  let isAtEnd = lastPosition === undefined;
  let read: readonly FoundRow[] = [];
  return async (before) => {
    if (read.length === 0 && !isAtEnd) {
      const values = { pageSize, after: String(after), last: String(lastPosition) };
      const answer = await session.run(readRowsWithoutReceipt, values);
      if (!answer.ok) return answer;
      read = (answer.value.rowSets[0] ?? []).map(toRow);
      isAtEnd = read.length < pageSize;
      after = read.at(-1)?.position ?? after;
    }
    const end = before === 'end' ? -1 : read.findIndex(({ position }) => position >= before);
    const taken = end === -1 ? read : read.slice(0, end);
    if (taken.length > 0) read = read.slice(taken.length);
    return succeed(taken);
  };
};
