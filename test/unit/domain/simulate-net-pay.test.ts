import * as fc from 'fast-check';
import type { Allocation } from '#shared/domain/allocation';
import type { StoredStatus } from '#shared/domain/direct-deposit';
import type { DirectDepositId } from '#shared/domain/direct-deposit-id';
import {
  maxNetPayCents,
  netPayReasons,
  readNetPays,
  simulateNetPay,
  type SimulatedItem,
} from '#shared/domain/simulate-net-pay';

const remainder: Allocation = { kind: 'remainder' };
const fixed = (amountCents: number): Allocation => ({ kind: 'fixed', amountCents });
const ofNet = (basisPoints: number): Allocation => ({ kind: 'percentage', basisPoints, basis: 'net' });
const ofRemaining = (basisPoints: number): Allocation => ({
  kind: 'percentage',
  basisPoints,
  basis: 'remaining',
});

const item = (allocation: Allocation, status: StoredStatus = 'active'): SimulatedItem => ({
  id: null,
  allocation,
  status,
});
const held = (allocation: Allocation) => item(allocation, 'held');

const linesOf = (items: readonly SimulatedItem[], netPayCents: number) =>
  simulateNetPay(items, netPayCents).map(({ amountCents, reason }) => `${amountCents} ${reason}`);

describe('dividing a net pay', () => {
  test.each<[string, number, SimulatedItem[], string[]]>([
    ['to the remainder alone', 123_456, [item(remainder)], ['123456 remainder']],
    ['a fixed amount first', 1_000, [item(fixed(400)), item(remainder)], ['400 full', '600 remainder']],
    ['a fixed amount that is all', 400, [item(fixed(400)), item(remainder)], ['400 full', '0 nothing-left']],
    [
      'a fixed amount, one cent short',
      399,
      [item(fixed(400)), item(remainder)],
      ['399 reduced', '0 nothing-left'],
    ],
    ['nothing', 0, [item(fixed(1)), item(remainder)], ['0 nothing-left', '0 nothing-left']],
    [
      'short pay over three',
      500,
      [item(fixed(400)), item(fixed(400)), item(fixed(400)), item(remainder)],
      ['400 full', '100 reduced', '0 nothing-left', '0 nothing-left'],
    ],
    ['a third rounded down', 100, [item(ofNet(3_333)), item(remainder)], ['33 full', '67 remainder']],
    [
      'two halves of an odd cent',
      101,
      [item(ofNet(5_000)), item(ofNet(5_000)), item(remainder)],
      ['50 full', '50 full', '1 remainder'],
    ],
    ['less than a cent', 9_999, [item(ofNet(1)), item(remainder)], ['0 below-one-cent', '9999 remainder']],
    ['exactly a cent', 10_000, [item(ofNet(1)), item(remainder)], ['1 full', '9999 remainder']],
    [
      'half of net behind a fixed amount, cut to what is left',
      1_000,
      [item(fixed(600)), item(ofNet(5_000)), item(remainder)],
      ['600 full', '400 reduced', '0 nothing-left'],
    ],
    [
      'half of net behind a fixed amount, just enough',
      1_000,
      [item(fixed(500)), item(ofNet(5_000)), item(remainder)],
      ['500 full', '500 full', '0 nothing-left'],
    ],
    [
      'half of what remains behind a fixed amount',
      1_000,
      [item(fixed(600)), item(ofRemaining(5_000)), item(remainder)],
      ['600 full', '200 full', '200 remainder'],
    ],
    [
      'all of what remains, twice',
      1_000,
      [item(ofRemaining(10_000)), item(ofRemaining(10_000)), item(remainder)],
      ['1000 full', '0 nothing-left', '0 nothing-left'],
    ],
    [
      'the largest net pay',
      9_999_999_999,
      [item(ofNet(9_999)), item(remainder)],
      ['9998999999 full', '1000000 remainder'],
    ],
    [
      'a held one, whose share goes on',
      1_000,
      [held(fixed(400)), item(ofRemaining(5_000)), item(remainder)],
      ['0 held', '500 full', '500 remainder'],
    ],
    [
      'a held remainder, whose money waits',
      1_000,
      [item(fixed(400)), held(remainder)],
      ['400 full', '600 held'],
    ],
    [
      'a held remainder with nothing to wait for',
      400,
      [item(fixed(400)), held(remainder)],
      ['400 full', '0 held'],
    ],
    ['to no one', 1_000, [], []],
  ])('%s', (_, netPayCents, items, lines) => {
    expect(linesOf(items, netPayCents)).toEqual(lines);
  });

  test('names each line by its place and, when stored, its id', () => {
    const id = '00000000-0000-4000-8000-000000000001' as DirectDepositId;
    const lines = simulateNetPay([{ ...item(fixed(1)), id }, item(remainder)], 2);
    expect(lines.map(({ index, directDepositId }) => [index, directDepositId])).toEqual([
      [0, id],
      [1, null],
    ]);
  });

  test.each([[-1], [0.5], [maxNetPayCents + 1], [Number.NaN], [Number.POSITIVE_INFINITY]])(
    'throws for a net pay of %s',
    (netPayCents) => {
      expect(() => simulateNetPay([item(remainder)], netPayCents)).toThrow(RangeError);
    },
  );

  test.each([
    ['without a remainder', [item(fixed(1))]],
    ['with a remainder before the last', [item(remainder), item(fixed(1))]],
    ['with two remainders', [item(remainder), item(remainder)]],
  ])('throws for a split %s', (_, items) => {
    expect(() => simulateNetPay(items, 1)).toThrow(RangeError);
  });
});

describe('any split of any net pay', () => {
  const allocation = fc.oneof(
    fc.integer({ min: 1, max: 9_999_999 }).map(fixed),
    fc.integer({ min: 1, max: 10_000 }).map(ofNet),
    fc.integer({ min: 1, max: 10_000 }).map(ofRemaining),
  );
  const status = fc.constantFrom<StoredStatus>('active', 'active', 'active', 'held');
  const items = fc
    .tuple(fc.array(fc.tuple(allocation, status), { maxLength: 9 }), status)
    .map(([others, last]) => [...others.map(([a, s]) => item(a, s)), item(remainder, last)]);
  const netPay = fc.oneof(
    fc.integer({ min: 0, max: maxNetPayCents }),
    fc.integer({ min: 0, max: 1_000_000 }),
    fc.constantFrom(0, 1, maxNetPayCents),
  );

  /** Fractions of cents as pairs of BigInts in ten-thousandths; each line is the largest whole cent not above its claim. */
  const oracle = (split: readonly SimulatedItem[], netPayCents: number): number[] => {
    const paid: bigint[] = [];
    for (const { allocation: a, status: s } of split) {
      const left = BigInt(netPayCents) - paid.reduce((sum, cents) => sum + cents, 0n);
      const claims: Record<Allocation['kind'], () => bigint> = {
        fixed: () => (a.kind === 'fixed' ? BigInt(a.amountCents) * 10_000n : 0n),
        percentage: () =>
          a.kind === 'percentage'
            ? (a.basis === 'net' ? BigInt(netPayCents) : left) * BigInt(a.basisPoints)
            : 0n,
        remainder: () => left * 10_000n,
      };
      const claim = claims[a.kind]();
      const whole = (claim - (claim % 10_000n)) / 10_000n;
      const isSkipped = s === 'held' && a.kind !== 'remainder';
      paid.push(isSkipped ? 0n : whole < left ? whole : left);
    }
    return paid.map(Number);
  };

  test('adds up to it, has no negative line, and equals the slow way with exact fractions', () => {
    fc.assert(
      fc.property(items, netPay, (split, netPayCents) => {
        const lines = simulateNetPay(split, netPayCents);
        const amounts = lines.map(({ amountCents }) => amountCents);
        expect(amounts.reduce((sum, cents) => sum + cents, 0)).toBe(netPayCents);
        expect(amounts.every((cents) => Number.isSafeInteger(cents) && cents >= 0)).toBe(true);
        expect(amounts).toEqual(oracle(split, netPayCents));
      }),
      { numRuns: 2_000 },
    );
  });

  test('gives each line the reason that its amount has', () => {
    fc.assert(
      fc.property(items, netPay, (split, netPayCents) => {
        for (const { index, amountCents, reason } of simulateNetPay(split, netPayCents)) {
          const line = split[index];
          expect(Object.keys(netPayReasons)).toContain(reason);
          expect(reason === 'held').toBe(line?.status === 'held');
          if (reason === 'nothing-left' || reason === 'below-one-cent') expect(amountCents).toBe(0);
          if (reason === 'full' || reason === 'reduced' || reason === 'remainder') {
            expect(amountCents).toBeGreaterThan(0);
          }
          if (line?.allocation.kind === 'fixed' && (reason === 'full' || reason === 'reduced')) {
            expect(amountCents === line.allocation.amountCents).toBe(reason === 'full');
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('the net pays of a request', () => {
  const rulesOf = (netPays: number[]) => {
    const reading = readNetPays(netPays, '/netPayCents');
    return reading.ok ? [] : reading.failure.map(({ rule, pointer }) => `${rule} ${pointer}`);
  };

  test.each<[string, number[]]>([
    ['one', [123_456]],
    ['0 and the largest', [0, 9_999_999_999]],
    ['a thousand', Array.from({ length: 1_000 }, () => 1)],
  ])('are accepted: %s', (_, netPays) => {
    expect(rulesOf(netPays)).toEqual([]);
  });

  test.each<[string, number[], string[]]>([
    ['none', [], ['netPay.count /netPayCents']],
    ['a thousand and one', Array.from({ length: 1_001 }, () => 1), ['netPay.count /netPayCents']],
    ['one below 0', [1, -1], ['netPay.amount /netPayCents/1']],
    ['one above the largest', [10_000_000_000], ['netPay.amount /netPayCents/0']],
    ['half a cent', [0.5, 1, 1.5], ['netPay.amount /netPayCents/0', 'netPay.amount /netPayCents/2']],
  ])('are refused: %s', (_, netPays, rules) => {
    expect(rulesOf(netPays)).toEqual(rules);
  });
});

test('nothing is paid by no check', () => {
  expect(linesOf([{ ...item(fixed(400)), isByCheck: true }, item(remainder)], 0)[0]).toBe('0 nothing-left');
});

test('what an account cannot be paid into yet is paid by check, to the same cent', () => {
  const byCheck = { ...item(fixed(400)), isByCheck: true };

  expect(simulateNetPay([byCheck, item(remainder)], 1_000).map(({ amountCents }) => amountCents)).toEqual([
    400, 600,
  ]);
  expect(linesOf([byCheck, item(remainder)], 1_000)[0]).not.toBe(
    linesOf([item(fixed(400)), item(remainder)], 1_000)[0],
  );
});
