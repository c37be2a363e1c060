import type { Role } from '#shared/domain/caller';
import { holdReasons } from '#shared/domain/hold-reason';
import { judgeSharedAccount, mayRelease } from '#shared/domain/shared-account';

describe('an account that other employees have', () => {
  test.each([
    [0, 'clear', 'active', []],
    [1, 'warn', 'active', ['fraud.sharedAccount /accountNumber']],
    [2, 'hold', 'held', ['fraud.sharedAccount /accountNumber']],
    [3, 'hold', 'held', ['fraud.sharedAccount /accountNumber']],
    [1_000, 'hold', 'held', ['fraud.sharedAccount /accountNumber']],
  ])('%i of them: %s', (otherEmployees, standing, status, findings) => {
    const judgement = judgeSharedAccount(otherEmployees, '/accountNumber');
    expect(judgement).toMatchObject({ standing, status });
    expect(judgement.warnings.map(({ rule, pointer }) => `${rule} ${pointer}`)).toEqual(findings);
  });

  test('says in the warning of a hold that nothing is paid, and in the row’s reasons the same', () => {
    const [warning] = judgeSharedAccount(2, '').warnings;
    expect(warning?.message).not.toBe(judgeSharedAccount(1, '').warnings[0]?.message);
    const statusReason = null;
    expect(holdReasons({ status: 'held', statusReason })).toEqual([
      { rule: 'fraud.sharedAccount', message: warning?.message },
    ]);
    expect(holdReasons({ status: 'active', statusReason })).toEqual([]);
  });
});

describe('releasing a held direct deposit', () => {
  test.each([
    ['a payroll-admin who did not request it', ['payroll-admin'], 'bob', true],
    ['a payroll-admin who is an employee, too', ['employee', 'payroll-admin'], 'bob', true],
    ['the payroll-admin who requested it', ['payroll-admin'], 'alice', false],
    ['a payroll-admin of nearly the same name', ['payroll-admin'], 'Alice', true],
    ['an employee', ['employee'], 'bob', false],
    ['a viewer', ['viewer'], 'bob', false],
    ['no one in particular', [], 'bob', false],
  ] as [string, Role[], string, boolean][])('%s: %#', (_, roles, subject, expected) => {
    expect(mayRelease('alice', { roles, subject })).toBe(expected);
  });
});

describe('a held direct deposit', () => {
  test.each([
    ['R03', 'return.code'],
    ['fraud.velocity', 'fraud.velocity'],
    ['fraud.approval', 'fraud.approval'],
  ])('says why: %s is %s', (statusReason, rule) => {
    const [reason, ...more] = holdReasons({ status: 'held', statusReason } as never);

    expect([reason?.rule, more]).toEqual([rule, []]);
    expect(reason?.message).not.toContain(statusReason);
  });
});
