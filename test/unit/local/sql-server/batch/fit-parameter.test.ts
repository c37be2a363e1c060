// What a client sent, as the type that the statement declares.
import { fitParameter } from '#local/sql-server/batch/fit-parameter';
import { sqlType } from '#local/sql-server/values/types';

test.each([
  [
    'a longer string is cut',
    sqlType('varchar', { length: 3 }),
    sqlType('varchar', { length: 9 }),
    'abcdef',
    'abc',
  ],
  ['a fixed one is filled', sqlType('char', { length: 4 }), sqlType('varchar', { length: 9 }), 'ab', 'ab  '],
  [
    'a code page loses what it lacks',
    sqlType('varchar', { length: 9 }),
    sqlType('nvarchar', { length: 9 }),
    'a\u4e2d',
    'a?',
  ],
  [
    'bytes are cut',
    sqlType('varbinary', { length: 2 }),
    sqlType('varbinary', { length: 9 }),
    '\\x010203',
    '\\x0102',
  ],
  ['and filled', sqlType('binary', { length: 3 }), sqlType('varbinary', { length: 9 }), '\\x01', '\\x010000'],
  ['any number is a bit', sqlType('bit'), sqlType('int'), '5', '1'],
  ['a narrower number stays', sqlType('bigint'), sqlType('int'), '5', '5'],
  ['NULL is NULL', sqlType('int'), sqlType('varchar', { length: 1 }), null, null],
] as const)('%s', (_, declared, type, value, expected) => {
  expect(fitParameter(declared, { type, value })).toBe(expected);
});

test.each([
  ['a number out of range', sqlType('tinyint'), sqlType('smallint'), '300', 8114],
  [
    'fewer digits after the second',
    sqlType('datetime2', { scale: 3 }),
    sqlType('datetime2', { scale: 7 }),
    '1',
    50000,
  ],
  ['a string for a number', sqlType('int'), sqlType('varchar', { length: 9 }), '1', 50000],
] as const)('%s is refused', (_, declared, type, value, number) => {
  expect(() => fitParameter(declared, { type, value })).toThrow(expect.objectContaining({ number }) as Error);
});
