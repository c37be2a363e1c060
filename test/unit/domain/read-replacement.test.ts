import type { DirectDeposit, NetPaySplit } from '#shared/domain/direct-deposit';
import type { DirectDepositId } from '#shared/domain/direct-deposit-id';
import type { EmployeeId } from '#shared/domain/employee-id';
import { readReplacement, type ReplacementItemInput } from '#shared/domain/read-replacement';
import type { RoutingNumber } from '#shared/domain/routing-number';

const id = '00000000-0000-4000-8000-000000000001';
const stored: DirectDeposit = {
  id: id as DirectDepositId,
  employeeId: 'e-1001' as EmployeeId,
  priority: 1,
  nickname: null,
  accountType: 'checking',
  routingNumber: '021000021' as RoutingNumber,
  accountNumberMask: '****7890',
  accountFingerprint: 'account',
  allocation: { kind: 'remainder' },
  status: 'active',
  statusReason: null,
  prenote: null,
  paidMeanwhile: null,
  requestedBy: 'someone',
  effectiveOn: null,
  createdAt: new Date(0),
  updatedAt: new Date(0),
  version: '0000000000000001',
};
const split: NetPaySplit = { items: [stored], maxItems: 3 };

const kept: ReplacementItemInput = {
  id,
  accountType: 'checking',
  routingNumber: '021000021',
  allocation: { kind: 'remainder' },
};
const added: ReplacementItemInput = {
  accountType: 'savings',
  routingNumber: '021000021',
  accountNumber: '1234567890',
  allocation: { kind: 'fixed', amountCents: 100 },
};

const findingsOf = (inputs: ReplacementItemInput[], confirm?: string[]) => {
  const reading = readReplacement(split, inputs, confirm);
  return reading.ok ? [] : reading.failure.map(({ rule, pointer }) => `${rule} ${pointer}`);
};

describe('reading a whole set', () => {
  test('gives one draft for each item, in order, with the account numbers that were sent', () => {
    const reading = readReplacement(split, [added, kept]);
    const drafts = reading.ok ? reading.value : [];
    expect(drafts.map((draft) => [draft.id, draft.account?.accountNumber.expose()])).toEqual([
      [undefined, '1234567890'],
      [id, undefined],
    ]);
  });

  test('takes the row’s own mask for its account number', () => {
    const reading = readReplacement(split, [{ ...kept, accountNumber: '****7890' }]);
    expect(reading).toMatchObject({ ok: true, value: [{ account: undefined }] });
  });

  test('accepts an empty set', () => {
    expect(readReplacement(split, [])).toEqual({ ok: true, value: [] });
  });

  test.each<[string, ReplacementItemInput[], string[]]>([
    [
      'another row’s mask',
      [added, { ...kept, accountNumber: '****0000' }],
      ['mask.token /items/1/accountNumber'],
    ],
    [
      'a stored mask for a new one',
      [{ ...added, accountNumber: '****7890' }, kept],
      ['mask.token /items/0/accountNumber'],
    ],
    [
      'a new one without an account number',
      [{ ...added, accountNumber: undefined }, kept],
      ['account.chars /items/0/accountNumber'],
    ],
    [
      'a repetition that differs',
      [{ ...added, accountNumberConfirm: '1234567899' }, kept],
      ['account.confirm /items/0/accountNumberConfirm'],
    ],
    [
      'a broken item, and the set’s own broken rules beside it',
      [
        { ...added, routingNumber: '1', priority: 2 },
        { ...added, allocation: { kind: 'percentage', basisPoints: 6_000 } },
        { ...added, allocation: { kind: 'percentage', basisPoints: 5_000 } },
        {
          ...kept,
          id: '00000000-0000-4000-8000-000000000009',
          allocation: { kind: 'fixed', amountCents: 1 },
        },
      ],
      [
        'routing.length /items/0/routingNumber',
        'splits.max /items',
        'split.destination /items/3/id',
        'splits.priority /items/0/priority',
        'splits.remainder /items/3/allocation/kind',
        'split.percent /items/2/allocation/basisPoints',
      ],
    ],
    ['a priority that is none, once', [{ ...kept, priority: 0 }], ['splits.priority /items/0/priority']],
    [
      'an amount that is none',
      [{ ...added, allocation: { kind: 'fixed', amountCents: 0 } }, kept],
      ['split.amount /items/0/allocation/amountCents'],
    ],
  ])('refuses %s', (_, inputs, findings) => {
    expect(findingsOf(inputs)).toEqual(findings);
  });

  test('leaves the rules of the set to the decision where every item can be read', () => {
    expect(findingsOf([kept, kept])).toEqual([]);
  });

  test('asks for confirmation at the item, and takes the request’s for all of them', () => {
    const cards = [
      { ...added, accountNumber: '4111111111111111' },
      { ...added, accountNumber: '378282246310005' },
      kept,
    ];
    expect(findingsOf(cards)).toEqual([
      'account.looksLikeCard /items/0/accountNumber',
      'account.looksLikeCard /items/1/accountNumber',
    ]);
    const reading = readReplacement(split, cards, ['account.looksLikeCard']);
    expect(reading.ok && reading.value.map(({ warnings }) => warnings.map(({ pointer }) => pointer))).toEqual(
      [['/items/0/accountNumber'], ['/items/1/accountNumber'], []],
    );
  });

  test('shows no account number in a finding or a draft', () => {
    const all = [
      readReplacement(split, [added, kept]),
      readReplacement(split, [{ ...added, accountType: 'x' }]),
    ];
    expect(JSON.stringify(all)).not.toContain('12345678');
  });
});

test('a new one without a number is told all else that is wrong with it, too', () => {
  const withoutNumber = { ...added, accountNumber: undefined, routingNumber: '021000022' };

  expect(findingsOf([withoutNumber, kept])).toEqual(
    expect.arrayContaining([
      'routing.checksum /items/0/routingNumber',
      'account.chars /items/0/accountNumber',
    ]),
  );
});
