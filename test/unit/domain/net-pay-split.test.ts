import * as fc from 'fast-check';
import type { Allocation } from '#shared/domain/allocation';
import type { DirectDeposit } from '#shared/domain/direct-deposit';
import type { DirectDepositId } from '#shared/domain/direct-deposit-id';
import type { EmployeeId } from '#shared/domain/employee-id';
import {
  decideCreation,
  decideRemoval,
  decideUpdate,
  type Placement,
  type Proposal,
} from '#shared/domain/net-pay-split';
import type { RoutingNumber } from '#shared/domain/routing-number';

const remainder: Allocation = { kind: 'remainder' };
const fixed: Allocation = { kind: 'fixed', amountCents: 100 };
const percentOfNet = (basisPoints: number): Allocation => ({ kind: 'percentage', basisPoints, basis: 'net' });
const percentOfRemaining = (basisPoints: number): Allocation => ({
  kind: 'percentage',
  basisPoints,
  basis: 'remaining',
});

const row = (
  priority: number,
  allocation: Allocation,
  change: Partial<DirectDeposit> = {},
): DirectDeposit => ({
  id: `00000000-0000-4000-8000-00000000000${priority}` as DirectDepositId,
  employeeId: 'e-1001' as EmployeeId,
  priority,
  nickname: null,
  accountType: 'checking',
  routingNumber: '021000021' as RoutingNumber,
  accountNumberMask: '****1111',
  accountFingerprint: `account-${priority}`,
  allocation,
  status: 'active',
  statusReason: null,
  prenote: null,
  paidMeanwhile: null,
  requestedBy: 'someone',
  effectiveOn: null,
  createdAt: new Date(0),
  updatedAt: new Date(0),
  version: '0000000000000001',
  ...change,
});

const splitOf = (...allocations: Allocation[]) => ({
  items: allocations.map((allocation, index) => row(index + 1, allocation)),
  maxItems: 10,
});

const proposal = (change: Partial<Proposal> = {}): Proposal => ({
  priority: undefined,
  accountType: 'checking',
  routingNumber: '021000021' as RoutingNumber,
  allocation: fixed,
  accountFingerprint: 'new account',
  routingFingerprint: 'routing',
  ...change,
});

const outcome = (decision: ReturnType<typeof decideCreation>) =>
  decision.ok ? decision.value : decision.failure.map(({ rule, pointer }) => `${rule} ${pointer}`);

describe('creating a direct deposit', () => {
  test.each([
    ['the remainder first', [], proposal({ allocation: remainder }), 1],
    ['the remainder first, at 1', [], proposal({ allocation: remainder, priority: 1 }), 1],
    ['a fixed amount before the remainder', [remainder], proposal(), 1],
    ['a fixed amount before the remainder of three', [fixed, fixed, remainder], proposal(), 3],
    ['a fixed amount at 1', [fixed, remainder], proposal({ priority: 1 }), 1],
    [
      'a fixed amount at the last place before the remainder',
      [fixed, remainder],
      proposal({ priority: 2 }),
      2,
    ],
    [
      'percentages up to the whole',
      [percentOfNet(6_000), remainder],
      proposal({ allocation: percentOfNet(4_000) }),
      2,
    ],
    [
      'a percentage of what remains beside the whole of net',
      [percentOfNet(10_000), remainder],
      proposal({ allocation: percentOfRemaining(10_000) }),
      2,
    ],
    [
      'the same account at another bank',
      [remainder],
      proposal({ accountFingerprint: 'account-1', routingNumber: '011000015' as RoutingNumber }),
      1,
    ],
    [
      'the same account of another type',
      [remainder],
      proposal({ accountFingerprint: 'account-1', accountType: 'savings' }),
      1,
    ],
  ] as const)('places %s', (_, stored, wanted, priority) => {
    expect(outcome(decideCreation(splitOf(...stored), wanted))).toMatchObject({ priority });
  });

  test.each([
    ['anything but the remainder first', [], proposal(), ['splits.remainder /allocation/kind']],
    ['a first one at 2', [], proposal({ allocation: remainder, priority: 2 }), ['splits.priority /priority']],
    [
      'a second remainder',
      [remainder],
      proposal({ allocation: remainder }),
      ['splits.remainder /allocation/kind'],
    ],
    [
      'a place behind the remainder',
      [remainder],
      proposal({ priority: 2 }),
      ['splits.priority /priority', 'splits.remainder /priority'],
    ],
    [
      'the same account again',
      [remainder],
      proposal({ accountFingerprint: 'account-1' }),
      ['splits.duplicate /accountNumber'],
    ],
    [
      'percentages over the whole',
      [percentOfNet(6_000), remainder],
      proposal({ allocation: percentOfNet(4_001) }),
      ['split.percent /allocation/basisPoints'],
    ],
  ] as const)('refuses %s', (_, stored, wanted, findings) => {
    expect(outcome(decideCreation(splitOf(...stored), wanted))).toEqual(findings);
  });

  test('refuses one more than the tenant allows, and accepts the last allowed', () => {
    const full = { ...splitOf(fixed, fixed, remainder), maxItems: 3 };
    expect(outcome(decideCreation(full, proposal()))).toEqual(['splits.max ']);
    expect(decideCreation({ ...full, maxItems: 4 }, proposal()).ok).toBe(true);
  });

  test('names every broken rule at once', () => {
    const full = { ...splitOf(percentOfNet(9_000), remainder), maxItems: 2 };
    const wanted = proposal({
      priority: 9,
      accountFingerprint: 'account-1',
      allocation: percentOfNet(2_000),
    });
    expect(outcome(decideCreation(full, wanted))).toEqual([
      'splits.max ',
      'splits.priority /priority',
      'splits.remainder /priority',
      'splits.duplicate /accountNumber',
      'split.percent /allocation/basisPoints',
    ]);
  });
});

describe('updating a direct deposit', () => {
  const stored = splitOf(fixed, percentOfNet(5_000), remainder);
  const [first, second, last] = stored.items as [DirectDeposit, DirectDeposit, DirectDeposit];
  const same = (item: DirectDeposit, change: Partial<Proposal> = {}) =>
    proposal({ allocation: item.allocation, accountFingerprint: item.accountFingerprint, ...change });

  test.each([
    ['in place', first, same(first), { priority: 1, shift: { from: 1, to: 0 } }],
    ['back by one', first, same(first, { priority: 2 }), { priority: 2, shift: { from: 2, to: 2, by: -1 } }],
    [
      'forward by one',
      second,
      same(second, { priority: 1 }),
      { priority: 1, shift: { from: 1, to: 1, by: 1 } },
    ],
    ['the remainder in place', last, same(last, { priority: 3 }), { priority: 3 }],
    [
      'its own percentage up to the whole',
      second,
      same(second, { allocation: percentOfNet(10_000) }),
      { priority: 2 },
    ],
  ])('moves it %s', (_, current, wanted, expected) => {
    expect(outcome(decideUpdate(stored, current, wanted))).toMatchObject(expected);
  });

  test.each([
    [
      'a move to the remainder’s place',
      first,
      same(first, { priority: 3 }),
      ['splits.priority /priority', 'splits.remainder /priority'],
    ],
    [
      'a move of the remainder',
      last,
      same(last, { priority: 1 }),
      ['splits.priority /priority', 'splits.remainder /priority'],
    ],
    [
      'another kind for the remainder',
      last,
      same(last, { allocation: fixed }),
      ['splits.remainder /allocation/kind'],
    ],
    [
      'a second remainder',
      first,
      same(first, { allocation: remainder }),
      ['splits.remainder /allocation/kind'],
    ],
    [
      'another one’s account',
      first,
      same(first, { accountFingerprint: 'account-2' }),
      ['splits.duplicate /accountNumber'],
    ],
    [
      'percentages over the whole',
      first,
      same(first, { allocation: percentOfNet(5_001) }),
      ['split.percent /allocation/basisPoints'],
    ],
    [
      'a new routing number that is the kept account number',
      first,
      same(first, { routingFingerprint: 'account-1' }),
      ['account.equalsRouting /routingNumber'],
    ],
  ])('refuses %s', (_, current, wanted, findings) => {
    expect(outcome(decideUpdate(stored, current, wanted))).toEqual(findings);
  });
});

describe('removing a direct deposit', () => {
  test('closes the gap behind it', () => {
    const stored = splitOf(fixed, fixed, remainder);
    const [first] = stored.items as [DirectDeposit];
    expect(outcome(decideRemoval(stored, first))).toEqual({ priority: 1, shift: { from: 2, to: 3, by: -1 } });
  });

  test('refuses the remainder while others exist, and accepts it as the last one', () => {
    const two = splitOf(fixed, remainder);
    expect(outcome(decideRemoval(two, two.items[1] as DirectDeposit))).toEqual(['splits.remainder ']);
    const one = splitOf(remainder);
    expect(decideRemoval(one, one.items[0] as DirectDeposit).ok).toBe(true);
  });
});

describe('any sequence of decisions', () => {
  /** What the database does with a placement, by the slow and obvious way: move those in the range, then put the row. */
  const shifted = (items: readonly DirectDeposit[], { shift }: Placement, except?: DirectDepositId) =>
    items.map((item) =>
      item.id !== except && item.priority >= shift.from && item.priority <= shift.to
        ? { ...item, priority: item.priority + shift.by }
        : item,
    );
  const ordered = (items: readonly DirectDeposit[]) => items.toSorted((a, b) => a.priority - b.priority);

  const allocation = fc.oneof(
    fc.constant(remainder),
    fc.constant(fixed),
    fc.integer({ min: 1, max: 10_000 }).map(percentOfNet),
  );
  const step = fc.record({
    kind: fc.constantFrom('create', 'create', 'update', 'remove'),
    target: fc.nat(9),
    priority: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
    allocation,
    account: fc.integer({ min: 0, max: 5 }).map((number) => `account ${number}`),
  });

  test('keeps priorities 1..n, one remainder at the end, the whole and the cap', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let items: readonly DirectDeposit[] = [];
        let created = 0;
        for (const { kind, target, priority, account, ...rest } of steps) {
          const split = { items, maxItems: 4 };
          const wanted = proposal({ priority, accountFingerprint: account, allocation: rest.allocation });
          const current = items[target % Math.max(1, items.length)];
          if (kind === 'create') {
            const decision = decideCreation(split, wanted);
            if (!decision.ok) continue;
            created += 1;
            const id = `id ${created}` as DirectDepositId;
            const added = row(decision.value.priority, rest.allocation, { id, accountFingerprint: account });
            items = ordered([...shifted(items, decision.value), added]);
          } else if (current && kind === 'update') {
            const decision = decideUpdate(split, current, wanted);
            if (!decision.ok) continue;
            const changed = {
              ...current,
              allocation: rest.allocation,
              accountFingerprint: account,
              priority: decision.value.priority,
            };
            const others = shifted(items, decision.value, current.id).filter(({ id }) => id !== current.id);
            items = ordered([...others, changed]);
          } else if (current) {
            const decision = decideRemoval(split, current);
            if (!decision.ok) continue;
            items = ordered(shifted(items, decision.value, current.id).filter(({ id }) => id !== current.id));
          }

          expect(items.map((item) => item.priority)).toEqual(items.map((_, index) => index + 1));
          expect(items.filter((item) => item.allocation.kind === 'remainder').length).toBe(
            items.length > 0 ? 1 : 0,
          );
          expect(items.at(-1)?.allocation.kind ?? 'remainder').toBe('remainder');
          expect(new Set(items.map((item) => item.accountFingerprint)).size).toBe(items.length);
          expect(items.length).toBeLessThanOrEqual(4);
          const net = items.map(({ allocation: a }) => (a.kind === 'percentage' ? a.basisPoints : 0));
          expect(net.reduce((sum, points) => sum + points, 0)).toBeLessThanOrEqual(10_000);
        }
      }),
      { numRuns: 300 },
    );
  });
});
