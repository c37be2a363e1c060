import {
  bankCodeWords,
  isBankCode,
  readCorrection,
  returnReason,
  type AppliedCorrection,
} from '#shared/domain/payroll/bank-answer';

describe('the corrected data of a notification of change', () => {
  const [number, routing] = ['1918171614', '121042882'];
  const rows: readonly (readonly [AppliedCorrection, string, object | undefined])[] = [
    // Where the rules place the parts.
    ['C01', number, { accountNumber: number }],
    ['C01', number.padEnd(29), { accountNumber: number }],
    ['C01', '12345678901234567', { accountNumber: '12345678901234567' }],
    ['C02', routing, { routingNumber: routing }],
    ['C03', `${routing}   ${number}`, { routingNumber: routing, accountNumber: number }],
    ['C05', '22', { accountType: 'checking' }],
    ['C05', '37', { accountType: 'savings' }],
    ['C06', `${number.padEnd(20)}32`, { accountNumber: number, accountType: 'savings' }],
    [
      'C07',
      `${routing}${number.padEnd(17)}22`,
      { routingNumber: routing, accountNumber: number, accountType: 'checking' },
    ],
    // Apart by blanks.
    ['C03', `${routing} ${number}`, { routingNumber: routing, accountNumber: number }],
    ['C06', `${number} 32`, { accountNumber: number, accountType: 'savings' }],
    [
      'C07',
      `${routing}  ${number} 32`,
      { routingNumber: routing, accountNumber: number, accountType: 'savings' },
    ],
    // A part that would be cut is no part.
    ['C03', `${routing}${number}`, undefined],
    ['C03', `${routing}12 ${number}`, undefined],
    ['C06', `${number.padEnd(17)}99922`, undefined],
    ['C01', `${number.padEnd(20)}SEE US`, undefined],
    ['C01', '123456789012345678', undefined],
    // What is no such part.
    ['C01', '', undefined],
    ['C01', '000000', undefined],
    ['C01', '744-5678-99', undefined],
    ['C02', '121042883', undefined],
    ['C02', '12104288', undefined],
    ['C05', '20', undefined],
    ['C05', '55', undefined],
    ['C07', `${number} ${routing} 22`, undefined],
  ];

  test.each(rows)('%s %p gives %p', (code, data, correction) => {
    const read = readCorrection(code, data);
    expect(read.ok ? read.value : undefined).toEqual(correction);
  });
});

describe('a code', () => {
  test.each(['R03', 'C01', 'R99', 'C99'] as const)('%s is one of a bank', (code) => {
    expect(isBankCode(code)).toBe(true);
    expect(bankCodeWords(code)).not.toBe('');
  });

  test.each(['R3', 'X03', 'r03', '', null, 'R030'])('%p is none', (code) => {
    expect(isBankCode(code)).toBe(false);
  });

  test('that is not known is recorded', () => {
    expect(returnReason('R61')).toEqual({ effect: 'record', words: 'a code that is not known here' });
  });
});
