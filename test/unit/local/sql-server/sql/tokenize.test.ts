// T-SQL text into tokens: quotes, comments, numbers and lines.
import { SqlServerError } from '#local/sql-server/values/errors';
import { tokenize } from '#local/sql-server/sql/tokenize';

const cases: [string, string, [string, string][]][] = [
  [
    'names and symbols',
    'SELECT a.b',
    [
      ['name', 'SELECT'],
      ['name', 'a'],
      ['symbol', '.'],
      ['name', 'b'],
    ],
  ],
  ['a bracket inside brackets', '[a]]b]', [['quoted', 'a]b']]],
  ['a quote inside quotes', "'O''Neil'", [['string', "O'Neil"]]],
  ['a national string', "N'ä'", [['national', 'ä']]],
  ['a name that begins with N', 'Name', [['name', 'Name']]],
  ['double quotes as a name', '"a""b"', [['quoted', 'a"b']]],
  [
    'numbers',
    '1 1.5 .5 1e3',
    [
      ['number', '1'],
      ['number', '1.5'],
      ['number', '.5'],
      ['number', '1e3'],
    ],
  ],
  ['bytes', '0x0aFF', [['binary', '0x0aFF']]],
  [
    'variables',
    '@a @@ROWCOUNT',
    [
      ['variable', '@a'],
      ['variable', '@@ROWCOUNT'],
    ],
  ],
  [
    'comments',
    'a -- b\n/* c /* d */ e */ f',
    [
      ['name', 'a'],
      ['name', 'f'],
    ],
  ],
  ['a comment inside a string', "'--a /* b'", [['string', '--a /* b']]],
  [
    'symbols of two characters',
    '<> <= >= != !<',
    [
      ['symbol', '<>'],
      ['symbol', '<='],
      ['symbol', '>='],
      ['symbol', '!='],
      ['symbol', '!<'],
    ],
  ],
];
test.each(cases)('%s', (_, text, expected) => {
  const tokens = tokenize(text).slice(0, -1);

  expect(tokens.map(({ kind, text: written }) => [kind, written])).toEqual(expected);
});

test('every token knows its line', () => {
  const tokens = tokenize("a\n'b\nc'\n/* \n */ d");

  expect(tokens.map(({ line }) => line)).toEqual([1, 2, 5, 5]);
});

test.each([
  ["'open", 105],
  ['[open', 105],
  ['/* open', 113],
  ['a ? b', 102],
])('%s is error %i', (text, number) => {
  const read = (): unknown => tokenize(text);

  expect(read).toThrow(SqlServerError);
  expect(read).toThrow(expect.objectContaining({ number }) as Error);
});
