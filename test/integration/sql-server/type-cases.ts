// A value for every type of parameter that the driver has, and what comes back where that is not the value itself. The driver
// is given, because the one that is bundled has types of its own.

import type mssql from 'mssql';

export type TypeCase = [string, mssql.ISqlType | (() => mssql.ISqlType), unknown, unknown?];

export const uuid = '0E984725-C51C-4BF4-9960-E1C80E27ABA0';

export const typeCases = (sql: typeof mssql): TypeCase[] => {
  // The driver takes a length that its typings do not know.
  const binaryOf = sql.Binary as unknown as (length: number) => mssql.ISqlType;
  return [
    ['bit', sql.Bit, true],
    ['tinyint', sql.TinyInt, 255],
    ['smallint', sql.SmallInt, -32768],
    ['int', sql.Int, 2147483647],
    ['bigint', sql.BigInt, '9223372036854775807'],
    ['char(5)', sql.Char(5), 'ab', 'ab   '],
    ['varchar(10)', sql.VarChar(10), 'caf\u00e9 \u20ac'],
    ['varchar(max)', sql.VarChar(sql.MAX), 'x'.repeat(100_000)],
    ['nchar(3)', sql.NChar(3), '\u00df', '\u00df  '],
    ['nvarchar(20)', sql.NVarChar(20), "O'Neil \\ \u4e2d \u{1f600}"],
    ['nvarchar(20) empty', sql.NVarChar(20), ''],
    ['nvarchar(20) blanks', sql.NVarChar(20), ' a  '],
    ['nvarchar(max)', sql.NVarChar(sql.MAX), '\u00e4\u4e2d'.repeat(50_000)],
    ['varbinary(8)', sql.VarBinary(8), Buffer.from('00ff10', 'hex')],
    ['varbinary(max)', sql.VarBinary(sql.MAX), Buffer.alloc(100_000, 7)],
    ['binary(4)', binaryOf(4), Buffer.from('01020304', 'hex')],
    ['uniqueidentifier', sql.UniqueIdentifier, uuid],
    ['date', sql.Date, new Date('9999-12-31T00:00:00.000Z')],
    ['datetime2(3)', sql.DateTime2(3), new Date('0001-01-01T00:00:00.123Z')],
    ['datetime2(7)', sql.DateTime2(7), new Date('2024-02-29T23:59:59.999Z')],
  ];
};
