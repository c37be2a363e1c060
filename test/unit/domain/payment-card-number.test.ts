import * as fc from 'fast-check';
import { looksLikeCardNumber } from '#shared/domain/payment-card-number';

/** The schoolbook way: from the right, every second digit is doubled, and all digits of the results are added up. */
const luhnSum = (digits: string): number =>
  [...digits]
    .reverse()
    .map((digit, index) => String(Number(digit) * (index % 2 === 1 ? 2 : 1)))
    .join('')
    .split('')
    .reduce((sum, digit) => sum + Number(digit), 0);

const withCheckDigit = (start: string): string => start + String((10 - (luhnSum(`${start}0`) % 10)) % 10);

/** A number of this prefix and length whose check digit holds. */
const cardOf = (prefix: string, length: number): string => withCheckDigit(prefix.padEnd(length - 1, '7'));

describe('digits that look like a card number', () => {
  test.each([
    ['Visa', '4111111111111111'],
    ['Mastercard', '5555555555554444'],
    ['Mastercard of the 2 series', '2223003122003222'],
    ['American Express', '378282246310005'],
    ['Discover', '6011111111111117'],
  ])('%s’s own test number %s', (_, digits) => {
    expect(looksLikeCardNumber(digits)).toBe(true);
  });

  test.each([
    ['4', 16, true],
    ['3', 16, false],
    ['50', 16, false],
    ['51', 16, true],
    ['55', 16, true],
    ['56', 16, false],
    ['2220', 16, false],
    ['2221', 16, true],
    ['2720', 16, true],
    ['2721', 16, false],
    ['33', 15, false],
    ['34', 15, true],
    ['35', 15, false],
    ['36', 15, false],
    ['37', 15, true],
    ['38', 15, false],
    ['6010', 16, false],
    ['6011', 16, true],
    ['6012', 16, false],
    ['643', 16, false],
    ['644', 16, true],
    ['649', 16, true],
    ['65', 16, true],
    ['66', 16, false],
  ])('the prefix %s with %i digits: %s', (prefix, length, expected) => {
    expect(looksLikeCardNumber(cardOf(prefix, length))).toBe(expected);
  });

  test.each([
    ['4', 14],
    ['4', 15],
    ['4', 17],
    ['34', 16],
    ['37', 14],
    ['51', 15],
    ['65', 17],
  ])('a right prefix %s in %i digits does not', (prefix, length) => {
    expect(looksLikeCardNumber(cardOf(prefix, length))).toBe(false);
  });

  test('only when the check digit holds', () => {
    const start = fc.stringMatching(/^4[0-9]{14}$/);
    fc.assert(
      fc.property(start, fc.integer({ min: 0, max: 9 }), (digits, last) => {
        const candidate = `${digits}${last}`;
        expect(looksLikeCardNumber(candidate)).toBe(candidate === withCheckDigit(digits));
      }),
    );
  });
});
