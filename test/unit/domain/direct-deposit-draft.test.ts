import { readChangedDirectDeposit, readNewDirectDeposit } from '#shared/domain/direct-deposit-draft';

const good = {
  accountType: 'checking',
  routingNumber: '021000021',
  accountNumber: '1234567890',
  allocation: { kind: 'fixed', amountCents: 50_000 },
};

const findingsOf = (result: ReturnType<typeof readNewDirectDeposit>) =>
  result.ok ? [] : result.failure.map(({ rule, pointer }) => [rule, pointer]);

describe('a request for a direct deposit', () => {
  test.each([
    ['type brokerage', { accountType: 'brokerage' }, 'account.type', '/accountType'],
    ['type in capitals', { accountType: 'Checking' }, 'account.type', '/accountType'],
    ['priority 0', { priority: 0 }, 'splits.priority', '/priority'],
    ['priority 1.5', { priority: 1.5 }, 'splits.priority', '/priority'],
    ['an empty nickname', { nickname: '' }, 'nickname.length', '/nickname'],
    ['a nickname of 101 characters', { nickname: '😀'.repeat(101) }, 'nickname.length', '/nickname'],
    ['a nickname with a line break', { nickname: 'a\nb' }, 'nickname.chars', '/nickname'],
    ['a nickname with a NUL', { nickname: 'a\0b' }, 'nickname.chars', '/nickname'],
    ['a nickname with half a character', { nickname: 'a\ud800' }, 'nickname.chars', '/nickname'],
    ['0 cents', { allocation: { kind: 'fixed', amountCents: 0 } }, 'split.amount', '/allocation/amountCents'],
    [
      '10000000 cents',
      { allocation: { kind: 'fixed', amountCents: 10_000_000 } },
      'split.amount',
      '/allocation/amountCents',
    ],
    [
      'half a cent',
      { allocation: { kind: 'fixed', amountCents: 0.5 } },
      'split.amount',
      '/allocation/amountCents',
    ],
    [
      '0 basis points',
      { allocation: { kind: 'percentage', basisPoints: 0 } },
      'split.percent',
      '/allocation/basisPoints',
    ],
    [
      '10001 basis points',
      { allocation: { kind: 'percentage', basisPoints: 10_001 } },
      'split.percent',
      '/allocation/basisPoints',
    ],
    [
      'an unknown basis',
      { allocation: { kind: 'percentage', basisPoints: 1, basis: 'gross' } },
      'split.percent',
      '/allocation/basis',
    ],
    ['an unknown allocation', { allocation: { kind: 'rest' } }, 'allocation.kind', '/allocation/kind'],
    [
      'its routing number as account',
      { accountNumber: '021000021' },
      'account.equalsRouting',
      '/accountNumber',
    ],
    [
      'its routing number, written apart, as account',
      { routingNumber: '021-000-021', accountNumber: '021000021' },
      'account.equalsRouting',
      '/accountNumber',
    ],
  ])('with %s is refused', (_, change, rule, pointer) => {
    expect(findingsOf(readNewDirectDeposit({ ...good, ...change }))).toEqual([[rule, pointer]]);
  });

  test.each([
    ['priority 1', { priority: 1 }],
    ['a nickname of 100 characters', { nickname: '😀'.repeat(100) }],
    ['1 cent', { allocation: { kind: 'fixed', amountCents: 1 } }],
    ['9999999 cents', { allocation: { kind: 'fixed', amountCents: 9_999_999 } }],
    ['1 basis point', { allocation: { kind: 'percentage', basisPoints: 1 } }],
    [
      '10000 basis points of what remains',
      { allocation: { kind: 'percentage', basisPoints: 10_000, basis: 'remaining' } },
    ],
    ['the remainder', { allocation: { kind: 'remainder' } }],
  ])('with %s is accepted', (_, change) => {
    expect(readNewDirectDeposit({ ...good, ...change }).ok).toBe(true);
  });

  test('names every broken rule at once', () => {
    const bad = {
      priority: -1,
      nickname: '\t',
      accountType: 'x',
      routingNumber: '1',
      accountNumber: '1',
      allocation: { kind: 'fixed', amountCents: -1 },
    };
    expect(findingsOf(readNewDirectDeposit(bad)).map(([rule]) => rule)).toEqual([
      'splits.priority',
      'nickname.chars',
      'account.type',
      'routing.length',
      'account.chars',
      'split.amount',
    ]);
  });

  test('takes a percentage as one of net pay unless it says otherwise', () => {
    const result = readNewDirectDeposit({ ...good, allocation: { kind: 'percentage', basisPoints: 2_500 } });
    expect(result).toMatchObject({ ok: true, value: { allocation: { basis: 'net' } } });
  });

  test('collects the warnings of its parts', () => {
    const result = readNewDirectDeposit({ ...good, routingNumber: '610000005', accountNumber: '5555' });
    expect(result.ok && result.value.warnings.map(({ rule }) => rule)).toEqual([
      'routing.prefix',
      'account.repeat',
    ]);
  });
});

describe('a request to change a direct deposit', () => {
  const { accountNumber: _, ...withoutAccount } = good;

  test.each([
    ['leaves the account number out', withoutAccount],
    ['repeats the row’s own mask', { ...withoutAccount, accountNumber: '****7890' }],
  ])('keeps the stored account number when it %s', (_, input) => {
    const result = readChangedDirectDeposit(input, '****7890');
    expect(result.ok && result.value.account).toBeUndefined();
    expect(result.ok).toBe(true);
  });

  test('refuses another row’s mask', () => {
    const result = readChangedDirectDeposit({ ...withoutAccount, accountNumber: '****0000' }, '****7890');
    expect(result).toMatchObject({ ok: false, failure: [{ rule: 'mask.token', pointer: '/accountNumber' }] });
  });
});
