// A checkpoint over the chains of receipts that grew since the last one, when that is long enough ago: for a schedule, so that no writer
// waits for it.

import type { AccountScope } from './account-scope.ts';
import type { DirectDepositStore, StoreFailure } from './direct-deposit-store.ts';
import { checkpointAfter, readHeads, writeHeads, type ChainHead } from './receipt-checkpoint.ts';
import { succeed, type Result } from '../platform/result.ts';

/** Of a schedule. */
const defaultMinutesBetween = 15;

const isKnownTo =
  (known: readonly ChainHead[]) =>
  ({ employeeId, receipt }: ChainHead): boolean =>
    known.some((head) => head.employeeId === employeeId && head.receipt.hash === receipt.hash);

/** @returns how many chains it is over; 0 where none is due, or no chain grew */
export const takeCheckpoint = async (
  store: DirectDepositStore,
  { tenantId, keyset }: Omit<AccountScope, 'employeeId'>,
  minutesBetween = defaultMinutesBetween,
): Promise<Result<number, StoreFailure>> => {
  const last = await store.readLastCheckpoint();
  if (!last.ok) return last;
  const { now, checkpoint: previous } = last.value;
  if (previous !== undefined && now.getTime() - previous.takenAt.getTime() < minutesBetween * 60_000)
    return succeed(0);
  const grown = await store.readGrownChains(previous?.through ?? 0n);
  if (!grown.ok) return grown;
  const known = (previous && readHeads(previous.heads)) ?? [];
  const isKnown = isKnownTo(known);
  const heads = grown.value.heads.filter((head) => !isKnown(head));
  if (heads.length === 0) return succeed(0);
  const { through } = grown.value;
  const content = { takenAt: now, through, heads: writeHeads(heads) };
  const put = await store.putCheckpoint(checkpointAfter(keyset, tenantId, previous, content));
  return put.ok ? succeed(heads.length) : put;
};
