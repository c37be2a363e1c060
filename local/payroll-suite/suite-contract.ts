// What the payroll suite takes of an employee's split, version 1 (docs/payroll-suite.openapi.yaml), and what it refuses beyond shapes.

import * as v from 'valibot';
import { readRoutingNumber } from '#shared/domain/routing-number';

const count = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

const directDepositId = v.pipe(v.string(), v.uuid());
const account = {
  accountId: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))),
  accountType: v.picklist(['checking', 'savings']),
  routingNumber: v.pipe(v.string(), v.regex(/^\d{9}$/)),
  accountNumber: v.pipe(v.string(), v.regex(/^[0-9A-Za-z-]{4,17}$/)),
};

const allocation = v.variant('kind', [
  v.strictObject({ kind: v.literal('fixed'), amountCents: count(1, 9_999_999) }),
  v.strictObject({
    kind: v.literal('percentage'),
    basisPoints: count(1, 10_000),
    basis: v.picklist(['net', 'remaining']),
  }),
  v.strictObject({ kind: v.literal('remainder') }),
]);

const share = { priority: count(1, 10), directDepositId, allocation };

export const splitDocument = v.strictObject({
  version: v.literal(1),
  eventId: v.pipe(v.string(), v.uuid()),
  sequence: count(1, 2_147_483_647),
  occurredAt: v.pipe(v.string(), v.isoTimestamp()),
  payGroup: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  // Positions 55 to 76 of an entry.
  receiverName: v.pipe(v.string(), v.maxLength(22), v.regex(/^[\x20-\x7e]*$/)),
  // The left of positions 54 to 63 of a batch.
  companyEntryDescription: v.literal('PAYROLL'),
  items: v.pipe(
    v.array(
      v.union([
        v.strictObject({ ...share, ...account, pay: v.picklist(['account', 'check', 'hold']) }),
        // Of an account that the bank has rejected nothing is told.
        v.strictObject({ ...share, pay: v.literal('hold') }),
      ]),
    ),
    v.maxLength(10),
  ),
  prenotes: v.pipe(
    v.array(v.strictObject({ prenoteId: v.pipe(v.string(), v.uuid()), directDepositId, ...account })),
    v.maxLength(20),
  ),
});

export type SplitDocument = v.InferOutput<typeof splitDocument>;

/** The code of the first rule that the split breaks. */
export const findBrokenRule = ({ items, prenotes }: SplitDocument): string | undefined => {
  const paid = items.flatMap((item) => ('accountNumber' in item ? [item] : []));
  if (![...paid, ...prenotes].every(({ routingNumber }) => readRoutingNumber(routingNumber, '').ok))
    return 'ROUTING_NUMBER_INVALID';
  if (!items.every(({ priority }, index) => priority === index + 1)) return 'PRIORITY_INVALID';
  const isRemainderLast = items.every(
    (item, index) => (item.allocation.kind === 'remainder') === (index === items.length - 1),
  );
  if (!isRemainderLast) return 'REMAINDER_INVALID';
  const ofNet = items.reduce(
    (sum, { allocation: share }) =>
      sum + (share.kind === 'percentage' && share.basis === 'net' ? share.basisPoints : 0),
    0,
  );
  if (ofNet > 10_000) return 'PERCENTAGE_INVALID';
  const accounts = paid.map(
    ({ routingNumber, accountType, accountNumber }) => `${routingNumber} ${accountType} ${accountNumber}`,
  );
  return new Set(accounts).size < accounts.length ? 'ACCOUNT_REPEATED' : undefined;
};
