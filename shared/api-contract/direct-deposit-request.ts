// The JSON shape of a direct deposit in a request: members and JSON types. Whether a value keeps the rules is for the
// domain to say, so an unknown `kind` passes here and is refused there.

import * as v from 'valibot';
import { strictObject } from './strict-object.ts';

export const fixedAllocation = strictObject({ kind: v.literal('fixed'), amountCents: v.number() });
export const percentageAllocation = strictObject({
  kind: v.literal('percentage'),
  basisPoints: v.number(),
  basis: v.optional(v.string()),
});
export const remainderAllocation = strictObject({ kind: v.literal('remainder') });
/** No kind that is known: the members of all kinds may stand there, and nothing else. */
const otherAllocation = strictObject({
  kind: v.string(),
  amountCents: v.optional(v.number()),
  basisPoints: v.optional(v.number()),
  basis: v.optional(v.string()),
});

const kindOf = (input: unknown): unknown =>
  typeof input === 'object' && input !== null && 'kind' in input ? input.kind : undefined;

type AllocationRequest =
  | v.InferOutput<typeof fixedAllocation>
  | v.InferOutput<typeof percentageAllocation>
  | v.InferOutput<typeof remainderAllocation>
  | v.InferOutput<typeof otherAllocation>;

export const allocation = v.lazy((input): v.GenericSchema<unknown, AllocationRequest> => {
  switch (kindOf(input)) {
    case 'fixed':
      return fixedAllocation;
    case 'percentage':
      return percentageAllocation;
    case 'remainder':
      return remainderAllocation;
    default:
      return otherAllocation;
  }
});

const itemMembers = {
  priority: v.optional(v.number()),
  nickname: v.optional(v.string()),
  accountType: v.string(),
  routingNumber: v.string(),
  allocation,
  /** The account number typed once more. */
  accountNumberConfirm: v.optional(v.string()),
};

const requestMembers = {
  /** Names of the warnings that the sender has seen and accepts. */
  confirm: v.optional(v.array(v.string())),
  /** The day from which the change is to count, yyyy-mm-dd. */
  effectiveOn: v.optional(v.string()),
};

export const createDirectDepositRequest = strictObject({
  ...itemMembers,
  ...requestMembers,
  accountNumber: v.string(),
});

/** The whole representation; without `accountNumber` the stored one stays. */
export const updateDirectDepositRequest = strictObject({
  ...itemMembers,
  ...requestMembers,
  accountNumber: v.optional(v.string()),
});

/** The whole ordered set: an item with the `id` of a stored one changes that, one without is new. */
export const replaceDirectDepositsRequest = strictObject({
  ...requestMembers,
  items: v.array(
    strictObject({ ...itemMembers, id: v.optional(v.string()), accountNumber: v.optional(v.string()) }),
  ),
});

/** Net pays, and the set to divide them among where it is not the stored one; of an item only its share counts. */
export const simulateNetPayRequest = strictObject({
  netPayCents: v.array(v.number()),
  /** The day whose split is meant, yyyy-mm-dd; today's when left out. */
  on: v.optional(v.string()),
  items: v.optional(
    v.array(
      strictObject({
        ...itemMembers,
        id: v.optional(v.string()),
        accountType: v.optional(v.string()),
        routingNumber: v.optional(v.string()),
        accountNumber: v.optional(v.string()),
      }),
    ),
  ),
});
