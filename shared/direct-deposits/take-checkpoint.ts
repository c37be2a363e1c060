// A checkpoint over the chains of receipts that grew since the last one, when that is long enough ago: for a schedule, so that no writer
// waits for it.

import type { AccountScope } from './account-scope.ts';
import type { DirectDepositStore, StoreFailure } from './direct-deposit-store.ts';
import { checkpointAfter, readHeads, writeHeads } from './receipt-checkpoint.ts';
import { succeed, type Result } from '../platform/result.ts';

/** Of a schedule. */
const defaultMinutesBetween = 15;

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
  const { heads, through } = grown.value;
  // What was written shortly before the last one is among what grew: a write may have been under way then.
  const known = new Set(((previous && readHeads(previous.heads)) ?? []).map(({ receipt }) => receipt.hash));
  if (heads.every(({ receipt }) => known.has(receipt.hash))) return succeed(0);
  const content = { takenAt: now, through, heads: writeHeads(heads) };
  const put = await store.putCheckpoint(checkpointAfter(keyset, tenantId, previous, content));
  return put.ok ? succeed(heads.length) : put;
};
