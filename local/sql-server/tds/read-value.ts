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

const readDecimal = (bytes: Buffer, scale: number): string => {
  let value = 0n;
  for (let index = bytes.length - 1; index >= 1; index -= 1)
    value = (value << 8n) | BigInt(bytes[index] ?? 0);
  const digits = value.toString().padStart(scale + 1, '0');
  const sign = bytes[0] === 0 ? '-' : '';
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
};

const ticksPerDay = 864_000_000_000n;
const littleEndian = (bytes: Buffer): bigint => {
  let value = 0n;
  for (let index = bytes.length - 1; index >= 0; index -= 1)
    value = (value << 8n) | BigInt(bytes[index] ?? 0);
  return value;
};
const readTime = (bytes: Buffer, scale: number): bigint => littleEndian(bytes) * 10n ** BigInt(7 - scale);

const readDateTime = (bytes: Buffer): string => {
  const days = BigInt(bytes.readInt32LE(0)) + 693_595n;
  // 1/300 s, told in whole milliseconds as SQL Server shows it.
  const milliseconds = (BigInt(bytes.readUInt32LE(4)) * 10n + 1n) / 3n;
  return String(days * ticksPerDay + milliseconds * 10_000n);
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

const readTimed = (reader: ByteReader, token: number): TypedValue => {
  const scale = token === 0x28 ? 0 : reader.u8();
  const bytes = readShort(reader);
  if (token === 0x28) return typed(sqlType('date'), bytes, (value) => String(littleEndian(value)));
  if (token === 0x29)
    return typed(sqlType('time', { scale }), bytes, (value) => String(readTime(value, scale)));
  const tail = token === 0x2a ? 3 : 5;
  return typed(sqlType(token === 0x2a ? 'datetime2' : 'datetimeoffset', { scale }), bytes, (value) => {
    const at = value.length - tail;
    const days = littleEndian(value.subarray(at, at + 3));
    const ticks = String(days * ticksPerDay + readTime(value.subarray(0, at), scale));
    return token === 0x2a ? ticks : `(${ticks},${value.readInt16LE(at + 3)})`;
  });
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
    case 0x6a:
    case 0x6c: {
      reader.u8();
      const precision = reader.u8();
      const scale = reader.u8();
      return typed(sqlType('decimal', { precision, scale }), readShort(reader), (bytes) =>
        readDecimal(bytes, scale),
      );
    }
    case 0x6d: {
      const size = reader.u8();
      return typed(sqlType(size === 4 ? 'real' : 'float'), readShort(reader), (bytes) =>
        String(bytes.length === 4 ? bytes.readFloatLE() : bytes.readDoubleLE()),
      );
    }
    case 0x6f:
      reader.u8();
      return typed(sqlType('datetime'), readShort(reader), readDateTime);
    case 0x28:
    case 0x29:
    case 0x2a:
    case 0x2b:
      return readTimed(reader, token);
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
    case 0x62:
      throw notSupported('A parameter of type sql_variant');
    case 0xf1:
      throw notSupported('A parameter of type xml');
    case 0xf3:
      throw notSupported('A table-valued parameter');
    case 0x6e:
      throw notSupported('A parameter of type money');
    default:
      throw malformed();
  }
};
