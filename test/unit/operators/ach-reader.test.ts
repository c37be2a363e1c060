// The reader of banks' files: what it takes, and where it says that a damaged file is damaged. TEST_ACH_FILES names a folder with more files, of
// which each has to be read or refused.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createAchReader,
  type AchAnswer,
  type AchFault,
  type AchTotals,
} from '#operators/payroll/ach/ach-reader';
import type { Result } from '#shared/platform/result';
import { achFile, achRecords, type AchEntry } from '#test/support/ach-file';
import { seededRandom } from '#test/support/seeded-random';

type Read = { readonly result: Result<AchTotals, AchFault>; readonly answers: readonly AchAnswer[] };

const read = (text: string, pieceLength = text.length): Read => {
  const answers: AchAnswer[] = [];
  const reader = createAchReader((answer) => answers.push(answer));
  for (let at = 0; at < text.length; at += pieceLength) reader.write(text.slice(at, at + pieceLength));
  return { result: reader.end(), answers };
};

const returned: AchEntry = {
  cents: 12_345,
  account: '4477889900',
  answer: { code: 'R03', originalTrace: '091000010000042' },
};
const corrected: AchEntry = {
  transactionCode: '31',
  bank: '01100001',
  answer: { code: 'C01', originalTrace: '091000010000043', correctedData: '1918171614' },
};
const plain: AchEntry = { transactionCode: '27', cents: 500 };
const batches = [[returned, plain], [corrected]];
const whole = achFile(batches);

describe('a whole file', () => {
  test('gives its totals, and what the bank answers', () => {
    const { result, answers } = read(whole);

    expect(result).toEqual({
      ok: true,
      value: { batches: 2, entries: 3, addenda: 2, debitCents: 500, creditCents: 12_345 },
    });
    expect(answers).toEqual([
      {
        line: 4,
        code: 'R03',
        originalTrace: '091000010000042',
        originalBank: '02100002',
        correctedData: '',
        account: '4477889900',
        transactionCode: '21',
      },
      {
        line: 9,
        code: 'C01',
        originalTrace: '091000010000043',
        originalBank: '01100001',
        correctedData: '1918171614'.padEnd(29),
        account: '123456789',
        transactionCode: '31',
      },
    ]);
  });

  test.each([
    ['with the line ends of Windows', whole.replaceAll('\n', '\r\n')],
    ['without a line end at its end', whole.trimEnd()],
    ['with lines that lost their blanks', whole.replaceAll(/ +\n/g, '\n')],
    [
      'without the filling of 9s',
      achRecords(batches)
        .filter((line) => !/^9{94}$/.test(line))
        .join('\n'),
    ],
    ['with empty lines at its end', `${whole}\n\n`],
    ['without line ends at all', achRecords(batches).join('')],
  ])('%s is the same', (_, text) => {
    expect(read(text)).toEqual(read(whole));
  });

  test.each([1, 7, 93, 94, 95, 96, 1_000])('in pieces of %i characters is the same', (length) => {
    expect(read(whole, length)).toEqual(read(whole));
    const joined = achRecords(batches).join('');
    expect(read(joined, length)).toEqual(read(whole));
  });

  test('with nothing in it is one, too', () => {
    expect(read(achFile([])).result).toMatchObject({ ok: true, value: { entries: 0 } });
  });
});

/** @param line from 1 */
const damaged = (line: number, change: (record: string) => string): string =>
  achRecords(batches)
    .flatMap((record, index) => (index === line - 1 ? [change(record)] : [record]))
    .filter((record) => record !== '<gone>')
    .join('\n');
const put =
  (column: number, text: string) =>
  (record: string): string =>
    record.slice(0, column - 1) + text + record.slice(column - 1 + text.length);

describe('a damaged file', () => {
  test.each([
    ['another size of records', 1, put(35, '095'), 1, 35],
    ['an unknown class', 2, put(2, '999'), 2, 2],
    ['accounting entries', 2, put(2, '280'), 2, 2],
    ['a letter among the digits of a bank', 3, put(5, 'O'), 3, 4],
    ['a wrong check digit', 3, put(12, '9'), 3, 12],
    ['an amount with a blank', 3, put(30, ' '), 3, 30],
    ['another indicator of addenda', 3, put(79, '2'), 3, 79],
    ['a transaction code that is none', 3, put(2, '19'), 3, 2],
    ['an addenda that was not announced', 3, put(79, '0'), 4, 1],
    ['an addenda that is missing', 4, () => '<gone>', 4, 1],
    ['a code that is none', 4, put(4, '003'), 4, 4],
    ['a trace number that is none', 4, put(7, 'X'), 4, 7],
    ['another amount', 3, put(39, '6'), 6, 33],
    ['another number of entries in the batch', 6, put(5, '000004'), 6, 5],
    ['another hash in the batch', 6, put(20, '9'), 6, 11],
    ['another sum of debits', 6, put(32, '1'), 6, 21],
    ['another class in the control', 6, put(2, '220'), 6, 2],
    ['another number of the batch', 6, put(94, '9'), 6, 88],
    ['another number of batches', 11, put(7, '3'), 11, 2],
    ['another number of entries in the file', 11, put(21, '9'), 11, 14],
    ['another hash in the file', 11, put(31, '9'), 11, 22],
    ['another sum of credits in the file', 11, put(55, '9'), 11, 44],
    ['no header', 1, () => '<gone>', 1, 1],
    ['no header of a batch', 2, () => '<gone>', 2, 1],
    ['no control of a batch', 6, () => '<gone>', 6, 1],
    ['no control of the file', 11, () => '<gone>', 11, 2],
    ['a record that is too long', 3, (record: string) => `${record}1`, 3, 95],
    ['a byte that is no character', 3, put(60, 'é'), 3, 60],
    ['something else after the end', 12, put(94, '8'), 12, 1],
    ['an empty line within', 4, (record: string) => `\n${record}`, 4, 1],
  ])('with %s is refused, with line and column', (_, line, change, wantedLine, wantedColumn) => {
    const { result } = read(damaged(line, change));
    if (result.ok) throw new Error('It was taken');
    const { problem, ...place } = result.failure;

    expect(place).toEqual({ line: wantedLine, column: wantedColumn });
    expect(problem).not.toBe('');
  });

  test.each([
    ['empty', '', 1],
    ['cut off', whole.slice(0, 300), 4],
    ['text of another kind', 'hello\nworld\n', 1],
    ['one endless line', 'x'.repeat(10_000), 1],
  ])('that is %s is refused', (_, text, line) => {
    expect(read(text).result).toMatchObject({ ok: false, failure: { line } });
  });

  test('says nothing of what stands there', () => {
    const { result } = read(damaged(3, put(13, 'SECRET-4477889900')));
    expect(JSON.stringify(result)).not.toContain('4477889900');
  });

  test('20,000 times at random is refused with a place, or read as what it then says', () => {
    const random = seededRandom(20_261_128);
    const characters = ' 0123456789RCX\n\r\t\u00e9\u0000';
    const tally = { refused: 0, read: 0 };
    for (let count = 0; count < 20_000; count += 1) {
      let text = whole;
      for (let changes = 1 + random.below(3); changes > 0; changes -= 1) {
        const at = random.below(text.length);
        const cut = random.pick([0, 1, 1, 1, 2, 94, 95]);
        const inserted = random.pick(['', characters[random.below(characters.length)] ?? '']);
        text = text.slice(0, at) + inserted + text.slice(at + cut);
      }
      const { result } = read(text, 1 + random.below(text.length));
      if (result.ok) tally.read += 1;
      else {
        tally.refused += 1;
        expect(result.failure.line).toBeGreaterThanOrEqual(1);
        expect(result.failure.column).toBeGreaterThanOrEqual(1);
      }
    }
    // Names and texts may be anything; all else is found.
    expect(tally.refused + tally.read).toBe(20_000);
    expect(tally.refused).toBeGreaterThan(15_000);
    expect(tally.read).toBeGreaterThan(100);
  });
});

const folder = process.env['TEST_ACH_FILES'] ?? '';
if (folder !== '') {
  test.each(readdirSync(folder).filter((name) => name.endsWith('.ach')))('%s is read or refused', (name) => {
    const { result } = read(readFileSync(join(folder, name), 'latin1'));
    expect(result.ok ? result.value.batches : result.failure.line).toBeGreaterThanOrEqual(0);
  });
}
