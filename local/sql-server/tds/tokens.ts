// The tokens of an answer (MS-TDS 2.2.7), one function for each.
import { ByteWriter } from './bytes.ts';

// Latin1_General, ignoring case, kana and width: SQL_Latin1_General_CP1_CI_AS (sort order 52).
export const defaultCollation = Buffer.from([0x09, 0x04, 0xd0, 0x00, 0x34]);
// Latin1_General_BIN2: the BIN2 flag, no sort order.
export const binaryCollation = Buffer.from([0x09, 0x04, 0x00, 0x02, 0x00]);

export const serverName = 'EMBEDDED';

export const doneStatus = {
  final: 0,
  more: 1,
  error: 2,
  inTransaction: 4,
  count: 0x10,
  attention: 0x20,
} as const;
export const doneToken = { done: 0xfd, doneProc: 0xfe, doneInProc: 0xff } as const;

export const writeDone = (
  out: ByteWriter,
  token: number,
  status: number,
  command: number,
  rows: number,
): void => {
  out.u8(token).u16(status).u16(command).u64(BigInt(rows));
};

export type Notice = {
  number: number;
  state: number;
  severity: number;
  message: string;
  procedure?: string;
  line?: number;
};

const writeNotice = (out: ByteWriter, token: number, notice: Notice): void => {
  const body = new ByteWriter()
    .i32(notice.number)
    .u8(notice.state)
    .u8(notice.severity)
    .longText(notice.message.slice(0, 2000))
    .shortText(serverName)
    .shortText(notice.procedure ?? '')
    .u32(notice.line ?? 1)
    .take();
  out.u8(token).u16(body.length).bytes(body);
};

export const writeError = (out: ByteWriter, notice: Notice): void => writeNotice(out, 0xaa, notice);
export const writeInfo = (out: ByteWriter, notice: Notice): void => writeNotice(out, 0xab, notice);

const writeChange = (out: ByteWriter, kind: number, body: (inner: ByteWriter) => void): void => {
  const inner = new ByteWriter().u8(kind);
  body(inner);
  const bytes = inner.take();
  out.u8(0xe3).u16(bytes.length).bytes(bytes);
};

const textChange = (kind: number) => (out: ByteWriter, to: string, from: string) =>
  writeChange(out, kind, (inner) => inner.shortText(to).shortText(from));

export const writeDatabaseChange = textChange(1);
export const writeLanguageChange = textChange(2);
export const writePacketSizeChange = textChange(4);

export const writeCollationChange = (out: ByteWriter): void =>
  writeChange(out, 7, (inner) => inner.u8(5).bytes(defaultCollation).u8(0));

const descriptor = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
};
export const writeTransactionBegun = (out: ByteWriter, id: bigint): void =>
  writeChange(out, 8, (inner) => inner.u8(8).bytes(descriptor(id)).u8(0));
export const writeTransactionCommitted = (out: ByteWriter, id: bigint): void =>
  writeChange(out, 9, (inner) => inner.u8(0).u8(8).bytes(descriptor(id)));
export const writeTransactionRolledBack = (out: ByteWriter, id: bigint): void =>
  writeChange(out, 10, (inner) => inner.u8(0).u8(8).bytes(descriptor(id)));
export const writeResetAcknowledged = (out: ByteWriter): void =>
  writeChange(out, 18, (inner) => inner.u8(0).u8(0));

export const writeLoginAcknowledged = (out: ByteWriter, tdsVersion: number): void => {
  const body = new ByteWriter()
    .u8(1)
    // Big-endian here and only here.
    .u8(tdsVersion >>> 24)
    .u8((tdsVersion >>> 16) & 0xff)
    .u8((tdsVersion >>> 8) & 0xff)
    .u8(tdsVersion & 0xff)
    .shortText('Microsoft SQL Server')
    .bytes(Buffer.from([16, 0, 0x03, 0xe8]))
    .take();
  out.u8(0xad).u16(body.length).bytes(body);
};

export const writeReturnStatus = (out: ByteWriter, value: number): void => {
  out.u8(0x79).i32(value);
};
