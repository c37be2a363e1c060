import * as fc from 'fast-check';
import type { Allocation } from '#shared/domain/allocation';
import { decideReplacement, type ReplacementProposal } from '#shared/domain/decide-replacement';
import type { DirectDeposit } from '#shared/domain/direct-deposit';
import type { DirectDepositId } from '#shared/domain/direct-deposit-id';
import type { EmployeeId } from '#shared/domain/employee-id';
import type { RoutingNumber } from '#shared/domain/routing-number';

const remainder: Allocation = { kind: 'remainder' };
const fixed: Allocation = { kind: 'fixed', amountCents: 100 };
const ofNet = (basisPoints: number): Allocation => ({ kind: 'percentage', basisPoints, basis: 'net' });
const ofRemaining = (basisPoints: number): Allocation => ({
  kind: 'percentage',
  basisPoints,
  basis: 'remaining',
});

const idOf = (number: number) => `00000000-0000-4000-8000-00000000000${number}` as DirectDepositId;

const row = (priority: number, allocation: Allocation): DirectDeposit => ({
  id: idOf(priority),
  employeeId: 'e-1001' as EmployeeId,
  priority,
  nickname: null,
  accountType: 'checking',
  routingNumber: '021000021' as RoutingNumber,
  accountNumberMask: '****1111',
  accountFingerprint: `account ${priority}`,
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
});

const splitOf = (...allocations: Allocation[]) => ({
  items: allocations.map((allocation, index) => row(index + 1, allocation)),
  maxItems: 4,
});

const added = (
  account: string,
  allocation: Allocation = fixed,
  change: Partial<ReplacementProposal> = {},
): ReplacementProposal => ({
  id: undefined,
  priority: undefined,
  nickname: null,
  accountType: 'checking',
  routingNumber: '021000021' as RoutingNumber,
  allocation,
  accountFingerprint: account,
  routingFingerprint: 'routing',
  ...change,
});

/** The stored one of that number as it is, without its account number. */
const kept = (number: number, allocation: Allocation, change: Partial<ReplacementProposal> = {}) =>
  added('', allocation, { id: idOf(number), accountFingerprint: undefined, ...change });

const outcome = (decision: ReturnType<typeof decideReplacement>) =>
  decision.ok
    ? {
        steps: decision.value.steps.map((step) => `${step.kind} ${step.priority}`),
        removed: decision.value.removed.map(({ priority }) => priority),
      }
    : [decision.failure.kind, ...decision.failure.findings.map(({ rule, pointer }) => `${rule} ${pointer}`)];

describe('replacing the whole set', () => {
  const stored = splitOf(fixed, ofNet(5_000), remainder);

  test.each<[string, ReplacementProposal[], string[], number[]]>([
    ['by nothing removes all', [], [], [1, 2, 3]],
    [
      'alone touches no row',
      [kept(1, fixed), kept(2, ofNet(5_000)), kept(3, remainder)],
      ['keep 1', 'keep 2', 'keep 3'],
      [],
    ],
    [
      'alone with its account numbers sent again touches no row',
      [
        kept(1, fixed, { accountFingerprint: 'account 1' }),
        kept(2, ofNet(5_000), { accountFingerprint: 'account 2' }),
        kept(3, remainder, { accountFingerprint: 'account 3' }),
      ],
      ['keep 1', 'keep 2', 'keep 3'],
      [],
    ],
    [
      'in another order changes the moved ones',
      [kept(2, ofNet(5_000)), kept(1, fixed), kept(3, remainder)],
      ['update 1', 'update 2', 'keep 3'],
      [],
    ],
    [
      'without the first moves the others up',
      [kept(2, ofNet(5_000)), kept(3, remainder)],
      ['update 1', 'update 2'],
      [1],
    ],
    [
      'by new ones creates and removes',
      [added('a'), added('b', remainder)],
      ['create 1', 'create 2'],
      [1, 2, 3],
    ],
    [
      'with one put in between',
      [kept(1, fixed), added('a'), kept(2, ofNet(5_000)), kept(3, remainder)],
      ['keep 1', 'create 2', 'update 3', 'update 4'],
      [],
    ],
    ['may hand the remainder on', [kept(3, fixed), kept(1, remainder)], ['update 1', 'update 2'], [2]],
    [
      'may give the account of a removed one to a new one',
      [added('account 1'), kept(3, remainder)],
      ['create 1', 'update 2'],
      [1, 2],
    ],
    [
      'may swap the accounts of two',
      [
        kept(1, fixed, { accountFingerprint: 'account 2' }),
        kept(2, ofNet(5_000), { accountFingerprint: 'account 1' }),
        kept(3, remainder),
      ],
      ['update 1', 'update 2', 'keep 3'],
      [],
    ],
    [
      'with priorities that agree with the order',
      [kept(1, fixed, { priority: 1 }), kept(3, remainder, { priority: 2 })],
      ['keep 1', 'update 2'],
      [2],
    ],
    [
      'up to the whole of net, and all of what remains beside it',
      [
        added('a', ofNet(6_000)),
        added('b', ofNet(4_000)),
        added('c', ofRemaining(10_000)),
        kept(3, remainder),
      ],
      ['create 1', 'create 2', 'create 3', 'update 4'],
      [1, 2],
    ],
    [
      'with one account number at two banks, or of two types',
      [
        added('a'),
        added('a', fixed, { routingNumber: '011000015' as RoutingNumber }),
        added('a', fixed, { accountType: 'savings' }),
        kept(3, remainder),
      ],
      ['create 1', 'create 2', 'create 3', 'update 4'],
      [1, 2],
    ],
  ])('%s', (_, proposals, steps, removed) => {
    expect(outcome(decideReplacement(stored, proposals))).toEqual({ steps, removed });
  });

  test.each<[string, Partial<ReplacementProposal>, boolean]>([
    ['its nickname', { nickname: 'rent' }, false],
    ['its type', { accountType: 'savings' }, false],
    ['its routing number', { routingNumber: '011000015' as RoutingNumber }, false],
    ['its account number', { accountFingerprint: 'another' }, true],
    ['its kind', { allocation: ofNet(100) }, false],
    ['its amount', { allocation: { kind: 'fixed', amountCents: 101 } }, false],
  ])('changes a row whose only change is %s', (_, change, isAccountChanged) => {
    const decision = decideReplacement(stored, [
      kept(1, fixed, change),
      kept(2, ofNet(5_000)),
      kept(3, remainder),
    ]);
    expect(decision.ok && decision.value.steps[0]).toMatchObject({ kind: 'update', isAccountChanged });
    expect(outcome(decision)).toMatchObject({ steps: ['update 1', 'keep 2', 'keep 3'] });
  });

  test.each([
    ['its share', ofNet(5_001)],
    ['its base', ofRemaining(5_000)],
  ])('changes a row whose percentage has changed %s', (_, allocation) => {
    const proposals = [kept(1, fixed), kept(2, allocation), kept(3, remainder)];
    expect(outcome(decideReplacement(stored, proposals))).toMatchObject({
      steps: ['keep 1', 'update 2', 'keep 3'],
    });
  });

  test('gives back what else a proposal carries', () => {
    const decision = decideReplacement(splitOf(), [{ ...added('a', remainder), seal: 'mine' }]);
    expect(decision.ok && decision.value.steps[0]).toMatchObject({ proposal: { seal: 'mine' } });
  });

  test.each<[string, ReplacementProposal[], string[]]>([
    ['an id that is not stored', [kept(9, fixed), kept(3, remainder)], ['split.destination /items/0/id']],
    ['what is no id', [added('a', remainder, { id: 'x' })], ['split.destination /items/0/id']],
    [
      'the same id twice',
      [kept(1, fixed), kept(1, ofNet(1)), kept(3, remainder)],
      ['split.destination /items/1/id'],
    ],
    ['no remainder', [kept(1, fixed)], ['splits.remainder /items/0/allocation/kind']],
    [
      'the remainder before the last',
      [kept(3, remainder), kept(1, fixed)],
      ['splits.remainder /items/0/allocation/kind', 'splits.remainder /items/1/allocation/kind'],
    ],
    [
      'two remainders',
      [added('a', remainder), kept(3, remainder)],
      ['splits.remainder /items/0/allocation/kind'],
    ],
    [
      'a priority that is another one’s',
      [kept(1, fixed, { priority: 2 }), kept(3, remainder, { priority: 2 })],
      ['splits.priority /items/0/priority'],
    ],
    ['a priority from 0', [kept(3, remainder, { priority: 0 })], ['splits.priority /items/0/priority']],
    [
      'one account twice',
      [added('a'), added('a'), kept(3, remainder)],
      ['splits.duplicate /items/1/accountNumber'],
    ],
    [
      'the account of a row that stays',
      [kept(1, fixed), added('account 1'), kept(3, remainder)],
      ['splits.duplicate /items/1/accountNumber'],
    ],
    [
      'the account of a row that stays, before it',
      [added('account 1'), kept(1, fixed), kept(3, remainder)],
      ['splits.duplicate /items/1'],
    ],
    [
      'percentages over the whole',
      [added('a', ofNet(6_000)), added('b', ofNet(4_000)), added('c', ofNet(1)), kept(3, remainder)],
      ['split.percent /items/2/allocation/basisPoints'],
    ],
    [
      'one more than allowed',
      [added('a'), added('b'), added('c'), added('d'), kept(3, remainder)],
      ['splits.max /items'],
    ],
    [
      'a new one without an account number',
      [added('a', fixed, { accountFingerprint: undefined }), kept(3, remainder)],
      ['account.chars /items/0/accountNumber'],
    ],
  ])('refuses %s', (_, proposals, findings) => {
    expect(outcome(decideReplacement(stored, proposals))).toEqual(['broken', ...findings]);
  });

  test('refuses as a conflict a routing number that is the account number that stays', () => {
    const routingFingerprint = 'account 1';
    const stays = [kept(1, fixed, { routingFingerprint }), kept(3, remainder)];
    expect(outcome(decideReplacement(stored, stays))).toEqual([
      'conflict',
      'account.equalsRouting /items/0/routingNumber',
    ]);
    const goes = [kept(1, fixed, { routingFingerprint, accountFingerprint: 'new' }), kept(3, remainder)];
    expect(decideReplacement(stored, goes).ok).toBe(true);
  });

  test('names every broken rule at once, and conflicts only where nothing else is wrong', () => {
    const proposals = [
      kept(1, ofNet(9_000), { routingFingerprint: 'account 1', priority: 3 }),
      kept(9, ofNet(2_000)),
      added('account 1'),
      added('b'),
      added('c'),
    ];
    expect(outcome(decideReplacement(stored, proposals))).toEqual([
      'broken',
      'splits.max /items',
      'split.destination /items/1/id',
      'splits.priority /items/0/priority',
      'splits.remainder /items/4/allocation/kind',
      'split.percent /items/1/allocation/basisPoints',
      'splits.duplicate /items/2/accountNumber',
    ]);
  });
});

describe('any sequence of replacements', () => {
  const item = fc.record({
    target: fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined }),
    account: fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined }),
    allocation: fc.oneof(
      fc.constant(fixed),
      fc.integer({ min: 1, max: 6_000 }).map(ofNet),
      fc.integer({ min: 1, max: 10_000 }).map(ofRemaining),
      { arbitrary: fc.constant(remainder), weight: 1 },
    ),
    priority: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined, freq: 12 }),
    nickname: fc.constantFrom(null, 'rent'),
  });
  const request = fc.tuple(fc.array(item, { maxLength: 5 }), fc.boolean()).map(([items, isRepaired]) =>
    items.map((each, index) => {
      const isLast = index === items.length - 1;
      const allocation = isLast ? remainder : each.allocation.kind === 'remainder' ? fixed : each.allocation;
      return isRepaired ? { ...each, allocation, priority: undefined } : each;
    }),
  );

  const holdsTogether = (items: readonly DirectDeposit[], maxItems: number): void => {
    expect(items.map(({ priority }) => priority)).toEqual(items.map((_, index) => index + 1));
    expect(items.findIndex(({ allocation }) => allocation.kind === 'remainder')).toBe(items.length - 1);
    expect(new Set(items.map(({ accountFingerprint }) => accountFingerprint)).size).toBe(items.length);
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    expect(items.length).toBeLessThanOrEqual(maxItems);
    const net = items.map(({ allocation: a }) =>
      a.kind === 'percentage' && a.basis === 'net' ? a.basisPoints : 0,
    );
    expect(net.reduce((sum, points) => sum + points, 0)).toBeLessThanOrEqual(10_000);
  };

  test('keeps every invariant, touches only what changed, and refuses nothing that keeps them', () => {
    let accepted = 0;
    let refused = 0;
    fc.assert(
      fc.property(fc.array(request, { maxLength: 12 }), (requests) => {
        let items: readonly DirectDeposit[] = [];
        let created = 0;
        for (const wanted of requests) {
          const split = { items, maxItems: 4 };
          const proposals = wanted.map(({ target, account, allocation, priority, nickname }) => {
            const current = target === undefined ? undefined : items[target];
            return added('', allocation, {
              id: target === undefined ? undefined : (current?.id ?? 'unknown'),
              priority,
              nickname,
              accountFingerprint: account === undefined ? undefined : `account ${account}`,
            });
          });
          const decision = decideReplacement(split, proposals);

          // What the set would be, by the slow and obvious way.
          const next = proposals.map((proposal, index): DirectDeposit | undefined => {
            const current = items.find(({ id }) => id === proposal.id);
            const accountFingerprint = proposal.accountFingerprint ?? current?.accountFingerprint;
            const isWrong =
              (proposal.id !== undefined && !current) ||
              accountFingerprint === undefined ||
              (proposal.priority ?? index + 1) !== index + 1;
            if (isWrong) return undefined;
            created += current ? 0 : 1;
            const base = current ?? { ...row(1, remainder), id: `id ${created}` as DirectDepositId };
            const { allocation, nickname } = proposal;
            return { ...base, priority: index + 1, allocation, nickname, accountFingerprint };
          });
          const readable = next.filter((each) => each !== undefined);
          const mayStand = () => {
            try {
              holdsTogether(readable, 4);
              return readable.length === next.length;
            } catch {
              return false;
            }
          };
          expect(decision.ok).toBe(mayStand());
          if (!decision.ok) {
            refused += 1;
            expect(decision.failure.findings.length).toBeGreaterThan(0);
            continue;
          }

          accepted += 1;
          const { steps, removed } = decision.value;
          for (const step of steps) {
            const result = readable[step.index];
            expect(step.priority).toBe(result?.priority);
            if (step.kind === 'keep') expect(result).toEqual(step.current);
            if (step.kind === 'update') expect(result).not.toEqual(step.current);
            if (step.kind === 'create') expect(items.map(({ id }) => id)).not.toContain(result?.id);
          }
          const named = steps.flatMap((step) => (step.kind === 'create' ? [] : [step.current.id]));
          expect([...named, ...removed.map(({ id }) => id)].toSorted()).toEqual(
            items.map(({ id }) => id).toSorted(),
          );
          items = readable;
        }
      }),
      { numRuns: 500 },
    );
    expect(accepted).toBeGreaterThan(100);
    expect(refused).toBeGreaterThan(100);
  });
});
