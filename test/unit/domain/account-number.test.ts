import { maskAccountNumber, readAccountNumber } from '#shared/domain/account-number';

const pointer = '/accountNumber';

describe('an account number', () => {
  test.each([['1234'], ['0012345678'], ['12345678901234567']])('%s is accepted as it is', (text) => {
    const reading = readAccountNumber(text, pointer);
    expect(reading.ok && reading.value.accountNumber.expose()).toBe(text);
  });

  test.each([
    ['123', 'account.chars'],
    ['123456789012345678', 'account.chars'],
    ['12345A', 'account.chars'],
    ['1234 5678', 'account.chars'],
    ['-12345', 'account.chars'],
    ['', 'account.chars'],
    ['１２３４５', 'account.chars'],
    ['0000', 'account.zero'],
    ['00000000000000000', 'account.zero'],
    ['****6789', 'mask.token'],
    ['XXXX6789', 'mask.token'],
    ['••••6789', 'mask.token'],
    ['12**6789', 'mask.token'],
  ])('%s breaks %s', (text, rule) => {
    expect(readAccountNumber(text, pointer)).toMatchObject({ ok: false, failure: [{ rule, pointer }] });
  });

  test('of one repeated digit is accepted with a warning', () => {
    expect(readAccountNumber('77777777', pointer)).toMatchObject({
      ok: true,
      value: { warnings: [{ rule: 'account.repeat', pointer }] },
    });
  });

  test.each([
    ['1234', '****34'],
    ['1234567', '****67'],
    ['12345678', '****5678'],
    ['12345678901234567', '****4567'],
  ])('%s is shown as %s', (text, mask) => {
    expect(maskAccountNumber(text)).toBe(mask);
  });

  test('never shows in a finding', () => {
    const reading = readAccountNumber('98765432109876543210', pointer);
    expect(JSON.stringify(reading)).not.toMatch(/[0-9]{4}/);
  });
});
