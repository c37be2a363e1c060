// RPC requests (MS-TDS 2.2.6.6): a procedure by name or well-known number and its named, typed parameters.
import { notSupported } from '../values/errors.ts';
import { ByteReader } from './bytes.ts';
import { type TypedValue, readTypedValue } from './read-value.ts';

export type RpcParameter = TypedValue & { name: string; isOutput: boolean };
export type RpcCall = { procedure: string; parameters: RpcParameter[] };

const wellKnown: Record<number, string> = {
  1: 'sp_cursor',
  2: 'sp_cursoropen',
  10: 'sp_executesql',
  11: 'sp_prepare',
  12: 'sp_execute',
  13: 'sp_prepexec',
  14: 'sp_prepexecrpc',
  15: 'sp_unprepare',
};

/** ALL_HEADERS (MS-TDS 2.2.5.3) stands before batches, RPCs and transaction requests; nothing in it is needed. */
export const skipHeaders = (payload: Buffer): ByteReader => {
  const total = payload.length >= 4 ? payload.readUInt32LE(0) : 0;
  return new ByteReader(payload, Math.min(total, payload.length));
};

export const parseRpc = (payload: Buffer): RpcCall => {
  const reader = skipHeaders(payload);
  const length = reader.u16();
  const number = length === 0xffff ? reader.u16() : 0;
  const procedure = length === 0xffff ? (wellKnown[number] ?? `procedure ${number}`) : reader.text(length);
  reader.u16();
  const parameters: RpcParameter[] = [];
  while (!reader.isAtEnd) {
    const next = reader.buffer[reader.position];
    if (next === 0xff || next === 0x80 || next === 0xfe)
      throw notSupported('A request with several procedure calls');
    const name = reader.shortText();
    const status = reader.u8();
    parameters.push({ name, isOutput: (status & 1) !== 0, ...readTypedValue(reader) });
  }
  return { procedure, parameters };
};
