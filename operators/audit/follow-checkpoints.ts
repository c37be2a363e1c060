// Follows a tenant's checkpoints from the first to the last: tells what does not fit, and hands back what the genuine ones vouch for.

import type { AccountNumberKeyset } from '#shared/crypto/account-number-keyset';
import type { Receipt } from '#shared/direct-deposits/audit';
import { checkpointAfter, readHeads, type Checkpoint } from '#shared/direct-deposits/receipt-checkpoint';
import type { TenantId } from '#shared/domain/tenant-id';
import { succeed, type Result } from '#shared/platform/result';
import { findingOf, type Finding } from './findings.ts';

export type CheckpointTally = {
  readonly count: number;
  readonly last: { readonly sequence: number; readonly hash: string; readonly takenAt: string } | undefined;
};

type Settings = {
  readonly tenantId: TenantId;
  readonly keyset: AccountNumberKeyset;
  readonly onFinding: (finding: Finding) => void;
  /** Each, in the form in which it can be kept. */
  readonly onMet: (checkpoint: Receipt) => void;
};

type Followed = {
  /** The newest receipt of each chain that a checkpoint vouches for, by employee; of null the tenant's. */
  readonly heads: Map<string | null, Receipt>;
  readonly tally: CheckpointTally;
};

export const followCheckpoints = async <F>(
  pages: AsyncIterable<Result<readonly Checkpoint[], F>>,
  { tenantId, keyset, onFinding, onMet }: Settings,
): Promise<Result<Followed, F>> => {
  const heads = new Map<string | null, Receipt>();
  let previous: Checkpoint | undefined;
  let count = 0;

  const meet = (checkpoint: Checkpoint): void => {
    const { number, hash, takenAt } = checkpoint;
    const expected = (previous?.number ?? 0) + 1;
    if (number > expected)
      onFinding(findingOf('checkpoint-missing', { sequence: expected, throughSequence: number - 1 }));
    // After a gap it cannot be checked for itself.
    const isChecked = number === expected;
    const isGenuine = isChecked && checkpointAfter(keyset, tenantId, previous, checkpoint).hash === hash;
    if (number <= expected && !isGenuine)
      onFinding(findingOf('checkpoint-forged', { sequence: number, occurredAt: takenAt }));
    if (isGenuine)
      for (const { employeeId, receipt } of readHeads(checkpoint.heads) ?? []) {
        const known = heads.get(employeeId);
        if (known === undefined || known.sequence < receipt.sequence) heads.set(employeeId, receipt);
      }
    onMet({ sequence: number, hash });
    count += 1;
    previous = checkpoint;
  };

  for await (const page of pages) {
    if (!page.ok) return page;
    for (const checkpoint of page.value) meet(checkpoint);
  }
  const last = previous && {
    sequence: previous.number,
    hash: previous.hash,
    takenAt: previous.takenAt.toISOString(),
  };
  return succeed({ heads, tally: { count, last } });
};
