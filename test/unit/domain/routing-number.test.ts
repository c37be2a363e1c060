import * as fc from 'fast-check';
import { readRoutingNumber } from '#shared/domain/routing-number';

const rulesOf = (text: string): readonly string[] => {
  const reading = readRoutingNumber(text, '/routingNumber');
  return reading.ok ? [] : reading.failure.map(({ rule }) => rule);
};

/** The check digit by the schoolbook definition: the sum of the weighted digits is a multiple of ten. */
const withCheckDigit = (eight: string): string => {
  const weights = [3, 7, 1, 3, 7, 1, 3, 7];
  const sum = [...eight].reduce((total, digit, index) => total + Number(digit) * (weights[index] ?? 0), 0);
  return eight + String((10 - (sum % 10)) % 10);
};

describe('a routing number', () => {
  test.each([['011000015'], ['021000021'], ['122105155'], ['325272306']])(
    '%s of a real bank is accepted',
    (text) => {
      expect(readRoutingNumber(text, '')).toEqual({ ok: true, value: { routingNumber: text, warnings: [] } });
    },
  );

  test.each([
    ['8 digits', '02100002', ['routing.length']],
    ['10 digits', '0210000210', ['routing.length']],
    ['nothing', '', ['routing.length']],
    ['letters', '02100002A', ['routing.length']],
    ['full-width digits', '０２１００００２１', ['routing.length']],
    ['a tab inside', '0210\t00021', ['routing.length']],
    ['one digit mistyped', '021000022', ['routing.checksum']],
    ['zeros, whose checksum holds', '000000000', ['routing.prefix']],
    ['prefix 82, whose checksum holds', '823456789', ['routing.prefix']],
    ['prefix 78, whose checksum holds', '789456124', ['routing.prefix']],
    ['prefix 13, one above the districts', withCheckDigit('13000000'), ['routing.prefix']],
    ['prefix 20, one below the thrift districts', withCheckDigit('20000000'), ['routing.prefix']],
    ['prefix 33', withCheckDigit('33000000'), ['routing.prefix']],
    ['prefix 60', withCheckDigit('60000000'), ['routing.prefix']],
    ['prefix 73', withCheckDigit('73000000'), ['routing.prefix']],
    ['prefix 80 of traveller’s cheques', withCheckDigit('80000000'), ['routing.prefix']],
    ['a wrong checksum and prefix at once', '990000001', ['routing.checksum', 'routing.prefix']],
  ])('with %s breaks %s', (_, text, rules) => {
    expect(rulesOf(text)).toEqual(rules);
  });

  test.each(['01', '12', '21', '32'])('with prefix %s at the edge of a range is accepted', (prefix) => {
    expect(rulesOf(withCheckDigit(`${prefix}345678`.slice(0, 8)))).toEqual([]);
  });

  test.each(['61', '72'])('with prefix %s is accepted with a warning', (prefix) => {
    const reading = readRoutingNumber(withCheckDigit(`${prefix}000001`), '/routingNumber');
    expect(reading).toMatchObject({
      ok: true,
      value: { warnings: [{ rule: 'routing.prefix', pointer: '/routingNumber' }] },
    });
  });

  test.each([['0210-0002-1'], ['021 000 021'], [' 021000021 ']])(
    'written as "%s" is kept without its blanks and dashes',
    (text) => {
      expect(readRoutingNumber(text, '')).toMatchObject({ ok: true, value: { routingNumber: '021000021' } });
    },
  );

  test('never has a checksum that survives one changed digit', () => {
    const eightDigits = fc.stringMatching(/^(0[1-9]|1[0-2]|2[1-9]|3[0-2])[0-9]{6}$/);
    fc.assert(
      fc.property(eightDigits, fc.nat(8), fc.integer({ min: 1, max: 9 }), (eight, position, by) => {
        const good = withCheckDigit(eight);
        const changed = String((Number(good[position]) + by) % 10);
        const bad = good.slice(0, position) + changed + good.slice(position + 1);
        expect(rulesOf(good)).toEqual([]);
        expect(rulesOf(bad)).toContain('routing.checksum');
      }),
    );
  });
});
