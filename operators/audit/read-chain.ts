// A tenant's receipts, audit rows and checkpoints as they are found, a page at a time. Nothing about their content is promised: what
// somebody with rights over the tables left there is read as it is.

import * as v from 'valibot';
import type { ReceiptContent, Receipt } from '#shared/direct-deposits/audit';
import { succeed, type Result } from '#shared/platform/result';
import { auditedIdColumn, hexOf } from '#shared/direct-deposits/sql/direct-deposit-row';
import type { SqlFailure } from '#shared/sql/sql-failure';
import type { SqlSession } from '#shared/sql/sql-session';
import { toCheckpoint } from '#shared/direct-deposits/sql/checkpoint-parts';
import { bigIntColumn } from '#shared/direct-deposits/sql/gathered-rows';
import {
  readBounds,
  readCheckpoints,
  readEmployeeChains,
  readReceipted,
  readRowsWithoutReceipt,
  readRowsWithoutReceiptBefore,
  readTenantChain,
} from './chain-statements.ts';

export type FoundRow = Omit<ReceiptContent, 'tenantId'> & {
  /** Grows with the order of writing, unless it was set by hand. */
  readonly position: bigint;
};

export type FoundReceipt = {
  readonly receipt: Receipt;
  readonly writeId: string;
  readonly row: FoundRow | undefined;
};

/** Of an employee's chain. */
export type ChainedReceipt = FoundReceipt & { readonly chain: string };

export type Bounds = {
  readonly now: Date;
  /** In the tenant's chain and in those of employees. */
  readonly receipts: number;
  readonly lastSequence: bigint | undefined;
  readonly lastPosition: bigint | undefined;
  readonly lastCheckpoint: bigint | undefined;
};

const pageSize = 1_000;
/** Heads of thousands of chains can stand in one. */
const checkpointPageSize = 20;
/** Below every bigint that a column can hold but one. */
const beforeAll = -(2n ** 63n);

const id = v.pipe(v.string(), v.toLowerCase());
/** The driver hands a bigint over as text. */
const count = v.pipe(v.string(), v.transform(Number));

const boundsSchema = v.object({
  now: v.date(),
  tenantReceipts: count,
  employeeReceipts: count,
  lastSequence: v.nullable(bigIntColumn),
  lastPosition: v.nullable(bigIntColumn),
  lastCheckpoint: v.nullable(bigIntColumn),
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
  const { now, tenantReceipts, employeeReceipts, ...last } = v.parse(boundsSchema, rows[0]);
  return succeed({
    markers,
    bounds: {
      now,
      receipts: tenantReceipts + employeeReceipts,
      lastSequence: last.lastSequence ?? undefined,
      lastPosition: last.lastPosition ?? undefined,
      lastCheckpoint: last.lastCheckpoint ?? undefined,
    },
  });
};

type Page<T> = Result<readonly T[], SqlFailure>;

/** Pages of what a statement reads after a number and up to another, until there are no more. */
async function* pagesUpTo<T>(
  session: SqlSession,
  statement: typeof readTenantChain,
  { last, size = pageSize }: { readonly last: bigint | undefined; readonly size?: number },
  read: { readonly row: (row: unknown) => T; readonly numberOf: (row: T) => bigint },
): AsyncGenerator<Page<T>> {
  if (last === undefined) return;
  for (let after = beforeAll; after < last;) {
    const values = { pageSize: size, after: String(after), last: String(last) };
    const answer = await session.run(statement, values);
    if (!answer.ok) {
      yield answer;
      return;
    }
    const rows = (answer.value.rowSets[0] ?? []).map(read.row);
    const end = rows.at(-1);
    if (end === undefined) return;
    after = read.numberOf(end);
    yield succeed(rows);
  }
}

/** The tenant's one chain, from before employees had their own. */
export const tenantChainPages = (session: SqlSession, { lastSequence }: Bounds) =>
  pagesUpTo(
    session,
    readTenantChain,
    { last: lastSequence },
    { row: toFoundReceipt, numberOf: ({ receipt }) => BigInt(receipt.sequence) },
  );

/** Audit rows that have a receipt, in the order of writing. */
export const receiptedPages = (session: SqlSession, { lastPosition }: Bounds) =>
  pagesUpTo(
    session,
    readReceipted,
    { last: lastPosition },
    { row: toFoundReceipt, numberOf: ({ row }) => row?.position ?? 0n },
  );

/** Audit rows that have none. */
export const loosePages = (session: SqlSession, { lastPosition }: Bounds) =>
  pagesUpTo(
    session,
    readRowsWithoutReceipt,
    { last: lastPosition },
    { row: toRow, numberOf: ({ position }) => position },
  );

export const checkpointPages = (session: SqlSession, { lastCheckpoint }: Bounds) =>
  pagesUpTo(
    session,
    readCheckpoints,
    { last: lastCheckpoint, size: checkpointPageSize },
    { row: toCheckpoint, numberOf: ({ number }) => BigInt(number) },
  );

const chainRow = v.object({ chain: v.string() });

/** The employees' chains one after the other, each by sequence. */
export async function* employeeChainPages(session: SqlSession): AsyncGenerator<Page<ChainedReceipt>> {
  for (let from = { employeeId: '', after: beforeAll }; ;) {
    const values = { pageSize, employeeId: from.employeeId, after: String(from.after) };
    const answer = await session.run(readEmployeeChains, values);
    if (!answer.ok) {
      yield answer;
      return;
    }
    const page = (answer.value.rowSets[0] ?? []).map((row) => ({
      ...toFoundReceipt(row),
      ...v.parse(chainRow, row),
    }));
    const end = page.at(-1);
    if (end === undefined) return;
    from = { employeeId: end.chain, after: BigInt(end.receipt.sequence) };
    yield succeed(page);
    if (page.length < pageSize) return;
  }
}

/** Rows without receipt, of one employee or of all, that were written last before a position; in their order. */
export const looseBefore = async (
  session: SqlSession,
  { employeeId, before, most }: { employeeId: string | null; before: bigint; most: number },
): Promise<Page<FoundRow>> => {
  const values = { most, before: String(before), employeeId };
  const answer = await session.run(readRowsWithoutReceiptBefore, values);
  return answer.ok ? succeed((answer.value.rowSets[0] ?? []).map(toRow).toReversed()) : answer;
};
