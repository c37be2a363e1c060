// A parameter's TYPE_INFO and value as the client sent them (MS-TDS 2.2.5.4), turned into a T-SQL type and the text that
// PostgreSQL reads.
import { SqlServerError, notSupported } from '../values/errors.ts';
import { type SqlType, sqlType } from '../values/types.ts';
import type { ByteReader } from './bytes.ts';
import { cp1252 } from '../values/cp1252.ts';

export type TypedValue = { type: SqlType; value: string | null };

const malformed = (): SqlServerError =>
  new SqlServerError(
    8009,
    16,
    'The incoming tabular data stream (TDS) remote procedure call (RPC) protocol stream is incorrect.',
  );

const readPartial = (reader: ByteReader): Buffer | null => {
  const total = reader.u64();
  if (total === 0xffffffffffffffffn) return null;
  const chunks: Buffer[] = [];
  for (;;) {
    const size = reader.u32();
    if (size === 0) return Buffer.concat(chunks);
    chunks.push(reader.bytes(size));
  }
};

const readLong = (reader: ByteReader, limit: number): Buffer | null => {
  if (limit === 0xffff) return readPartial(reader);
  const size = reader.u16();
  return size === 0xffff ? null : reader.bytes(size);
};

const readSigned = (bytes: Buffer): string => {
  if (bytes.length === 1) return String(bytes.readUInt8());
  if (bytes.length === 2) return String(bytes.readInt16LE());
  if (bytes.length === 4) return String(bytes.readInt32LE());
  return String(bytes.readBigInt64LE());
};

const integerBySize: Record<number, SqlType> = {
  1: sqlType('tinyint'),
  2: sqlType('smallint'),
  4: sqlType('int'),
  8: sqlType('bigint'),
};

const ticksPerDay = 864_000_000_000n;
const littleEndian = (bytes: Buffer): bigint => {
  let value = 0n;
  for (let index = bytes.length - 1; index >= 0; index -= 1)
    value = (value << 8n) | BigInt(bytes[index] ?? 0);
  return value;
};
export const bytesToUuid = (bytes: Buffer): string => {
  const hex = Buffer.concat([
    Buffer.from(bytes.subarray(0, 4)).reverse(),
    Buffer.from(bytes.subarray(4, 6)).reverse(),
    Buffer.from(bytes.subarray(6, 8)).reverse(),
    bytes.subarray(8, 16),
  ]).toString('hex');
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
};

const readShort = (reader: ByteReader): Buffer | null => {
  const size = reader.u8();
  return size === 0 ? null : reader.bytes(size);
};

const typed = <T>(type: SqlType, value: T | null, toText: (value: T) => string): TypedValue => ({
  type,
  value: value === null ? null : toText(value),
});

const readDateTime2 = (reader: ByteReader): TypedValue => {
  const scale = reader.u8();
  return typed(sqlType('datetime2', { scale }), readShort(reader), (bytes) => {
    const at = bytes.length - 3;
    const time = littleEndian(bytes.subarray(0, at)) * 10n ** BigInt(7 - scale);
    return String(littleEndian(bytes.subarray(at)) * ticksPerDay + time);
  });
};

/** Types that no statement of the project sends. */
const refused: Readonly<Record<number, string>> = {
  0x29: 'time',
  0x2b: 'datetimeoffset',
  0x62: 'sql_variant',
  0x6a: 'decimal',
  0x6c: 'numeric',
  0x6d: 'float',
  0x6e: 'money',
  0x6f: 'datetime',
  0xf1: 'xml',
  0xf3: 'a table',
};

const readString = (reader: ByteReader, token: number): TypedValue => {
  const limit = reader.u16();
  reader.bytes(5);
  const isWide = token === 0xe7 || token === 0xef;
  const name = token === 0xe7 ? 'nvarchar' : token === 0xef ? 'nchar' : token === 0xa7 ? 'varchar' : 'char';
  const length = limit === 0xffff ? -1 : Math.max(1, isWide ? limit / 2 : limit);
  return typed(sqlType(name, { length }), readLong(reader, limit), (bytes) =>
    isWide ? bytes.toString('utf16le') : cp1252.decode(bytes),
  );
};

export const readTypedValue = (reader: ByteReader): TypedValue => {
  const token = reader.u8();
  switch (token) {
    case 0x1f:
      return { type: sqlType('int'), value: null };
    case 0x24:
      reader.u8();
      return typed(sqlType('uniqueidentifier'), readShort(reader), bytesToUuid);
    case 0x26: {
      const size = reader.u8();
      const bytes = readShort(reader);
      return typed(integerBySize[bytes?.length ?? size] ?? sqlType('int'), bytes, readSigned);
    }
    case 0x30:
      return { type: sqlType('tinyint'), value: String(reader.u8()) };
    case 0x32:
      return { type: sqlType('bit'), value: String(reader.u8()) };
    case 0x34:
      return { type: sqlType('smallint'), value: readSigned(reader.bytes(2)) };
    case 0x38:
      return { type: sqlType('int'), value: readSigned(reader.bytes(4)) };
    case 0x7f:
      return { type: sqlType('bigint'), value: readSigned(reader.bytes(8)) };
    case 0x68:
      reader.u8();
      return typed(sqlType('bit'), readShort(reader), (bytes) => (bytes[0] === 0 ? '0' : '1'));
    case 0x28:
      return typed(sqlType('date'), readShort(reader), (bytes) => String(littleEndian(bytes)));
    case 0x2a:
      return readDateTime2(reader);
    case 0xa5:
    case 0xad: {
      const limit = reader.u16();
      const type = sqlType(token === 0xa5 ? 'varbinary' : 'binary', {
        length: limit === 0xffff ? -1 : Math.max(1, limit),
      });
      return typed(type, readLong(reader, limit), (bytes) => `\\x${bytes.toString('hex')}`);
    }
    case 0xa7:
    case 0xaf:
    case 0xe7:
    case 0xef:
      return readString(reader, token);
    default:
      throw refused[token] === undefined
        ? malformed()
        : notSupported(`A parameter of type ${refused[token]}`);
  }
};
