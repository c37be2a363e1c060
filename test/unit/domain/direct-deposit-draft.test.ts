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

describe('an account number that looks like a card’s', () => {
  const card = { ...good, accountNumber: '4111111111111111' };

  test.each([
    ['without a confirmation', {}],
    ['with an empty one', { confirm: [] }],
    ['with one of another rule', { confirm: ['account.repeat'] }],
    ['with one that is nearly right', { confirm: ['account.lookslikecard'] }],
  ])('is refused %s', (_, change) => {
    const result = readNewDirectDeposit({ ...card, ...change });
    expect(findingsOf(result)).toEqual([['account.looksLikeCard', '/accountNumber']]);
    expect(JSON.stringify(result)).not.toContain('1111');
  });

  test('is accepted with its confirmation, and warns', () => {
    const result = readNewDirectDeposit({ ...card, confirm: ['account.looksLikeCard'] });
    expect(result).toMatchObject({
      ok: true,
      value: { warnings: [{ rule: 'account.looksLikeCard', pointer: '/accountNumber' }] },
    });
  });

  test('is none with its last digit changed', () => {
    const result = readNewDirectDeposit({ ...card, accountNumber: '4111111111111112' });
    expect(result).toMatchObject({ ok: true, value: { warnings: [] } });
  });

  test('asks for confirmation in a change, too, and beside the other broken rules', () => {
    const result = readChangedDirectDeposit({ ...card, accountType: 'x' }, '****7890');
    expect(result.ok ? [] : result.failure.map(({ rule }) => rule)).toEqual([
      'account.type',
      'account.looksLikeCard',
    ]);
  });

  test('is not what a needless confirmation makes of another one', () => {
    const result = readNewDirectDeposit({ ...good, confirm: ['account.looksLikeCard', 'no.such.rule'] });
    expect(result).toMatchObject({ ok: true, value: { warnings: [] } });
  });
});

describe('an account number typed twice', () => {
  test('is accepted when both are the same', () => {
    expect(readNewDirectDeposit({ ...good, accountNumberConfirm: good.accountNumber }).ok).toBe(true);
  });

  test.each([
    ['differs in a digit', '1234567891'],
    ['has a zero in front', '01234567890'],
    ['has a blank behind', '1234567890 '],
    ['is empty', ''],
  ])('is refused when the second %s', (_, accountNumberConfirm) => {
    const result = readNewDirectDeposit({ ...good, accountNumberConfirm });
    expect(findingsOf(result)).toEqual([['account.confirm', '/accountNumberConfirm']]);
    expect(JSON.stringify(result)).not.toContain('123456');
  });

  test('is refused when only the second is there', () => {
    const { accountNumber: _, ...withoutAccount } = good;
    const result = readChangedDirectDeposit(
      { ...withoutAccount, accountNumberConfirm: '1234567890' },
      '****7890',
    );
    expect(result).toMatchObject({
      ok: false,
      failure: [{ rule: 'account.confirm', pointer: '/accountNumberConfirm' }],
    });
  });

  test('is the row’s own mask twice where a form sends back what it shows', () => {
    const unchanged = { ...good, accountNumber: '****7890', accountNumberConfirm: '****7890' };
    const result = readChangedDirectDeposit(unchanged, '****7890');
    expect(result).toMatchObject({ ok: true, value: { account: undefined } });
  });
});

describe('a direct deposit inside a list', () => {
  test('has pointers that start with its place', () => {
    const bad = {
      ...good,
      priority: 0,
      nickname: '',
      accountType: 'x',
      routingNumber: '1',
      accountNumber: '1',
      accountNumberConfirm: '2',
      allocation: { kind: 'x' },
    };
    const result = readNewDirectDeposit(bad, '/items/2');
    expect(findingsOf(result).map(([, pointer]) => pointer)).toEqual([
      '/items/2/priority',
      '/items/2/nickname',
      '/items/2/accountType',
      '/items/2/routingNumber',
      '/items/2/accountNumber',
      '/items/2/allocation/kind',
      '/items/2/accountNumberConfirm',
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
