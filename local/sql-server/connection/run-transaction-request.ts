// Transaction manager requests (MS-TDS 2.2.6.9): the driver's begin, commit and rollback.
import type { Session } from '../session.ts';
import { SqlServerError, notSupported } from '../values/errors.ts';
import { type Answer, createAnswer } from '../tds/answer.ts';
import type { ByteReader } from '../tds/bytes.ts';
import { skipHeaders } from '../tds/rpc.ts';
import {
  writeTransactionBegun,
  writeTransactionCommitted,
  writeTransactionRolledBack,
} from '../tds/tokens.ts';
import { answerFailure } from './run-requests.ts';

const readCommitted = 2;
const kinds = { 5: 'begin', 7: 'commit', 8: 'rollback' } as const;
type Kind = (typeof kinds)[keyof typeof kinds];
const kindOf = (code: number): Kind | undefined =>
  code === 5 || code === 7 || code === 8 ? kinds[code] : undefined;

export type TransactionRequest = { kind: Kind | undefined; code: number; reader: ByteReader };

export const readTransactionRequest = (payload: Buffer): TransactionRequest => {
  const reader = skipHeaders(payload);
  const code = reader.u16();
  return { kind: kindOf(code), code, reader };
};

const readName = (reader: ByteReader): string => reader.bytes(reader.u8()).toString('utf16le');

const begin = async (session: Session, answer: Answer, reader: ByteReader): Promise<void> => {
  const level = reader.u8();
  if (level !== readCommitted && level !== 0) throw notSupported(`Isolation level ${level}`);
  const { id } = await session.begin();
  answer.write((out) => writeTransactionBegun(out, id));
};

const perform = async (
  session: Session,
  answer: Answer,
  { kind, code, reader }: TransactionRequest,
): Promise<void> => {
  if (kind === undefined) throw notSupported(`Transaction request ${code}`);
  if (kind === 'begin') return begin(session, answer, reader);
  const name = readName(reader);
  if (kind === 'rollback' && name !== '') throw notSupported('ROLLBACK to a name');
  const beginsAnother = !reader.isAtEnd && (reader.u8() & 1) !== 0;
  if (beginsAnother) throw notSupported('A transaction that begins with the end of another');
  if (kind === 'commit') {
    const { id } = await session.commit();
    answer.write((out) => writeTransactionCommitted(out, id));
  } else {
    const { id } = await session.rollbackOpen();
    answer.write((out) => writeTransactionRolledBack(out, id));
  }
};

export const runTransactionRequest = async (
  session: Session,
  request: TransactionRequest,
): Promise<Buffer> => {
  const answer = createAnswer(false);
  let hasFailed = false;
  try {
    await perform(session, answer, request);
  } catch (error) {
    hasFailed = true;
    answerFailure(answer, error);
    // COMMIT can fail and end the transaction (a serialization failure).
    const isVictim = error instanceof SqlServerError && error.number === 1205;
    if (session.transaction === undefined && isVictim)
      answer.write((out) => writeTransactionRolledBack(out, 0n));
  }
  return answer.finish(0, hasFailed);
};
