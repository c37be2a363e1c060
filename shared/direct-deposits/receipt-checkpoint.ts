// Checkpoints over the chains of receipts: now and then the last receipt of each chain that grew is written down, with a keyed digest
// over all of them and over the checkpoint before, so that a chain that is gone, or lost its end, shows.

import * as v from 'valibot';
import type { AccountNumberKeyset } from '../crypto/account-number-keyset.ts';
import type { TenantId } from '../domain/tenant-id.ts';
import { parseJson } from '../platform/parse-json.ts';
import { noReceipt, receiptDigest, type Receipt } from './audit.ts';

export type ChainHead = {
  /** Null: the tenant's one chain, from before the employees' own. */
  readonly employeeId: string | null;
  readonly receipt: Receipt;
};

export type Checkpoint = {
  /** From 1, without gaps within a tenant. */
  readonly number: number;
  readonly takenAt: Date;
  /** Position in the audit trail up to which nothing can be added any more. */
  readonly through: bigint;
  /** JSON, as `writeHeads` makes it. */
  readonly heads: string;
  /** 64 hex digits. */
  readonly hash: string;
};

const headSchema = v.tuple([
  v.nullable(v.string()),
  v.pipe(v.number(), v.safeInteger()),
  v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
]);

/** One array for each chain: employee or null, sequence, hash. */
export const writeHeads = (heads: readonly ChainHead[]): string =>
  JSON.stringify(heads.map(({ employeeId, receipt }) => [employeeId, receipt.sequence, receipt.hash]));

/** Undefined for a text that `writeHeads` did not make. */
export const readHeads = (text: string): readonly ChainHead[] | undefined => {
  const read = v.safeParse(v.array(headSchema), parseJson(text));
  return read.success
    ? read.output.map(([employeeId, sequence, hash]) => ({ employeeId, receipt: { sequence, hash } }))
    : undefined;
};

/** What the first checkpoint of a tenant follows. */
const noCheckpoint = { number: 0, hash: noReceipt.hash };

export const checkpointAfter = (
  keyset: AccountNumberKeyset,
  tenantId: TenantId,
  previous: Pick<Checkpoint, 'number' | 'hash'> = noCheckpoint,
  { takenAt, through, heads }: Pick<Checkpoint, 'takenAt' | 'through' | 'heads'>,
): Checkpoint => {
  const number = previous.number + 1;
  const hash = receiptDigest(keyset, [
    'direct-deposits/checkpoint/1',
    tenantId,
    String(number),
    previous.hash,
    takenAt.toISOString(),
    String(through),
    heads,
  ]);
  return { number, takenAt, through, heads, hash };
};
