// A set of shares as a simulation proposes it: judged as a set, but for the accounts, which divide nothing.

import { fail, succeed, type Result } from '../platform/result.ts';
import { readAllocation, type AllocationInput } from './allocation.ts';
import type { NetPaySplit } from './direct-deposit.ts';
import { itemPointer, replacementFindings } from './replacement-rules.ts';
import type { RuleFinding } from './rule.ts';
import type { SimulatedItem } from './simulate-net-pay.ts';

export type ProposedItemInput = {
  readonly id?: string | undefined;
  readonly priority?: number | undefined;
  readonly allocation: AllocationInput;
};

/**
 * One that is stored and held stays held, whatever its share.
 * @param stands how the stored ones are paid
 */
export const readProposedSplit = (
  split: NetPaySplit,
  stands: readonly SimulatedItem[],
  inputs: readonly ProposedItemInput[],
): Result<readonly SimulatedItem[], readonly RuleFinding[]> => {
  const allocations = inputs.map(({ allocation }, index) =>
    readAllocation(allocation, `${itemPointer(index)}/allocation`),
  );
  const setItems = inputs.map(({ id, priority }, index) => {
    const allocation = allocations[index];
    return { id, priority, allocation: allocation?.ok === true ? allocation.value : undefined };
  });
  const broken = [
    ...allocations.flatMap((allocation) => (allocation.ok ? [] : allocation.failure)),
    ...replacementFindings(split, setItems),
  ];
  const unique = broken.filter(
    ({ rule, pointer }, index) =>
      broken.findIndex((other) => other.rule === rule && other.pointer === pointer) === index,
  );
  if (unique.length > 0) return fail(unique);
  return succeed(
    allocations
      .filter((allocation) => allocation.ok)
      .map(({ value: allocation }, index) => {
        const stored = stands.find((item) => item.id === inputs[index]?.id);
        return stored === undefined
          ? { id: null, allocation, status: 'active' as const }
          : { ...stored, allocation };
      }),
  );
};
