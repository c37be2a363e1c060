// The four columns in which a row holds an allocation.

import * as v from 'valibot';
import { allocationKinds, percentageBases, type Allocation } from '../../domain/allocation.ts';

export const allocationMembers = {
  allocationKind: v.picklist(allocationKinds),
  amountCents: v.nullable(v.number()),
  basisPoints: v.nullable(v.number()),
  percentageBasis: v.nullable(v.picklist(percentageBases)),
} as const;

type AllocationRow = {
  readonly allocationKind: Allocation['kind'];
  readonly amountCents: number | null;
  readonly basisPoints: number | null;
  readonly percentageBasis: (typeof percentageBases)[number] | null;
};

export const toAllocation = (row: AllocationRow): Allocation => {
  const { allocationKind, amountCents, basisPoints, percentageBasis } = row;
  if (allocationKind === 'remainder') return { kind: 'remainder' };
  if (allocationKind === 'fixed' && amountCents !== null) return { kind: 'fixed', amountCents };
  if (allocationKind === 'percentage' && basisPoints !== null && percentageBasis !== null) {
    return { kind: 'percentage', basisPoints, basis: percentageBasis };
  }
  throw new TypeError('A row has an allocation without its values');
};

export const allocationColumns = (allocation: Allocation): AllocationRow => ({
  allocationKind: allocation.kind,
  amountCents: allocation.kind === 'fixed' ? allocation.amountCents : null,
  basisPoints: allocation.kind === 'percentage' ? allocation.basisPoints : null,
  percentageBasis: allocation.kind === 'percentage' ? allocation.basis : null,
});
