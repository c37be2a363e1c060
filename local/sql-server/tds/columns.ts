// TYPE_INFO, COLMETADATA and ROW (MS-TDS 2.2.5.4, 2.2.7.4, 2.2.7.17): values come as PostgreSQL prints them and leave as SQL
// Server encodes them.
import { type SqlType, isString, isUnicode } from '../values/types.ts';
import type { Column } from '../values/column.ts';
import { type ByteWriter } from './bytes.ts';
import { cp1252 } from '../values/cp1252.ts';
import { binaryCollation, defaultCollation } from './tokens.ts';

const bytesOfTime = (scale: number): number => (scale <= 2 ? 3 : scale <= 4 ? 4 : 5);

const integerSize: Partial<Record<SqlType['name'], number>> = { tinyint: 1, smallint: 2, int: 4, bigint: 8 };
const fixedToken: Partial<Record<SqlType['name'], number>> = {
  bit: 0x32,
  tinyint: 0x30,
  smallint: 0x34,
  int: 0x38,
  bigint: 0x7f,
};

// Columns that may not be NULL are declared with the fixed-length types, as SQL Server does.
const isFixed = ({ type, nullable }: Column): boolean => !nullable && fixedToken[type.name] !== undefined;

const writeTypeInfo = (out: ByteWriter, column: Column): void => {
  const { type } = column;
  const fixed = fixedToken[type.name];
  if (fixed !== undefined && isFixed(column)) {
    out.u8(fixed);
    return;
  }
  const integer = integerSize[type.name];
  if (integer !== undefined) out.u8(0x26).u8(integer);
  else if (type.name === 'bit') out.u8(0x68).u8(1);
  else if (type.name === 'uniqueidentifier') out.u8(0x24).u8(16);
  else if (type.name === 'date') out.u8(0x28);
  else if (type.name === 'datetime2') out.u8(0x2a).u8(type.scale);
  else if (isString(type)) {
    const isFixedLength = type.name === 'char' || type.name === 'nchar';
    const bytes = type.length === -1 ? 0xffff : type.length * (isUnicode(type) ? 2 : 1);
    out.u8(isUnicode(type) ? (isFixedLength ? 0xef : 0xe7) : isFixedLength ? 0xaf : 0xa7).u16(bytes);
    out.bytes(type.collation === 'bin2' ? binaryCollation : defaultCollation);
  } else if (type.name === 'varbinary') out.u8(0xa5).u16(type.length === -1 ? 0xffff : type.length);
  else out.u8(0xad).u16(type.name === 'rowversion' ? 8 : type.length);
};

export const writeColumns = (out: ByteWriter, columns: readonly Column[]): void => {
  out.u8(0x81).u16(columns.length);
  for (const column of columns) {
    const flags =
      (column.nullable ? 0x01 : 0) |
      (column.isIdentity ? 0x10 : column.isExpression ? 0x20 : 0x08) |
      (column.type.name === 'rowversion' ? 0x02 : 0);
    out.u32(column.type.name === 'rowversion' ? 0x50 : 0).u16(flags);
    writeTypeInfo(out, column);
    out.shortText(column.name);
  }
};

const writeNull = (out: ByteWriter, type: SqlType): void => {
  if (isString(type) || type.name === 'varbinary' || type.name === 'binary' || type.name === 'rowversion') {
    if (type.length === -1) out.u64(0xffffffffffffffffn);
    else out.u16(0xffff);
  } else out.u8(0);
};

const writeLong = (out: ByteWriter, type: SqlType, bytes: Buffer): void => {
  if (type.length !== -1) {
    out.u16(bytes.length).bytes(bytes);
    return;
  }
  out.u64(BigInt(bytes.length));
  if (bytes.length > 0) out.u32(bytes.length).bytes(bytes);
  out.u32(0);
};

export const uuidToBytes = (text: string): Buffer => {
  const bytes = Buffer.from(text.replaceAll('-', ''), 'hex');
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes;
};

const ticksPerDay = 864_000_000_000n;

const writeMoment = (out: ByteWriter, type: SqlType, text: string): void => {
  if (type.name === 'date') {
    out.u8(3).uint(BigInt(text), 3);
    return;
  }
  const ticks = BigInt(text);
  const size = bytesOfTime(type.scale);
  out.u8(size + 3);
  out.uint((ticks % ticksPerDay) / 10n ** BigInt(7 - type.scale), size);
  out.uint(ticks / ticksPerDay, 3);
};

const writeValue = (out: ByteWriter, column: Column, text: string | null): void => {
  const { type } = column;
  if (text === null) {
    writeNull(out, type);
    return;
  }
  const integer = integerSize[type.name] ?? (type.name === 'bit' ? 1 : undefined);
  if (integer !== undefined) {
    if (!isFixed(column)) out.u8(integer);
    out.uint(BigInt.asUintN(integer * 8, BigInt(text)), integer);
  } else if (type.name === 'uniqueidentifier') out.u8(16).bytes(uuidToBytes(text));
  else if (isUnicode(type)) writeLong(out, type, Buffer.from(text, 'utf16le'));
  else if (isString(type)) writeLong(out, type, cp1252.encode(text));
  // bytea comes as \x…
  else if (type.name === 'varbinary' || type.name === 'binary' || type.name === 'rowversion') {
    writeLong(out, type, Buffer.from(text.slice(2), 'hex'));
  } else writeMoment(out, type, text);
};

export const writeRow = (
  out: ByteWriter,
  columns: readonly Column[],
  values: readonly (string | null)[],
): void => {
  out.u8(0xd1);
  columns.forEach((column, index) => writeValue(out, column, values[index] ?? null));
};
