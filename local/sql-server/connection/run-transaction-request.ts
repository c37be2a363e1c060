// Transaction manager requests (MS-TDS 2.2.6.9): begin, commit, rollback and savepoints of the driver.
import { commitTransaction, rollBackTransaction } from '../batch/run-transaction.ts';
import type { Session } from '../session.ts';
import type { Isolation } from '../transaction.ts';
import { SqlServerError, notSupported } from '../values/errors.ts';
import { type Answer, createAnswer } from '../tds/answer.ts';
import type { ByteReader } from '../tds/bytes.ts';
import { skipHeaders } from '../tds/rpc.ts';
import { writeTransactionBegun, writeTransactionRolledBack } from '../tds/tokens.ts';
import { answerFailure } from './run-requests.ts';

const isolationByCode: Readonly<Record<number, Isolation>> = {
  1: 'READ UNCOMMITTED',
  2: 'READ COMMITTED',
  3: 'REPEATABLE READ',
  4: 'SERIALIZABLE',
  5: 'SNAPSHOT',
};
const kinds = { 5: 'begin', 7: 'commit', 8: 'rollback', 9: 'savepoint' } as const;
type Kind = (typeof kinds)[keyof typeof kinds];
const kindOf = (code: number): Kind | undefined =>
  code === 5 || code === 7 || code === 8 || code === 9 ? kinds[code] : undefined;

export type TransactionRequest = { kind: Kind | undefined; code: number; reader: ByteReader };

export const readTransactionRequest = (payload: Buffer): TransactionRequest => {
  const reader = skipHeaders(payload);
  const code = reader.u16();
  return { kind: kindOf(code), code, reader };
};

const readName = (reader: ByteReader): string => reader.bytes(reader.u8()).toString('utf16le');

const begin = async (session: Session, answer: Answer, reader: ByteReader): Promise<void> => {
  const code = reader.u8();
  const level = isolationByCode[code];
  if (level === undefined && code !== 0) throw notSupported(`Isolation level ${code}`);
  const name = reader.isAtEnd ? '' : readName(reader);
  if (level !== undefined && session.transaction === undefined) session.isolation = level;
  const transaction = await session.begin(session.isolation, name);
  if (transaction.depth === 1) answer.write((out) => writeTransactionBegun(out, transaction.id));
};

const rollBack = async (session: Session, answer: Answer, name: string): Promise<void> => {
  if (name === '') {
    await rollBackTransaction(session, answer);
    return;
  }
  const ended = await session.rollbackTo(name);
  if (ended !== undefined) answer.write((out) => writeTransactionRolledBack(out, ended.id));
};

const perform = async (
  session: Session,
  answer: Answer,
  { kind, code, reader }: TransactionRequest,
): Promise<void> => {
  if (kind === undefined) throw notSupported(`Transaction request ${code}`);
  if (kind === 'begin') {
    await begin(session, answer, reader);
    return;
  }
  const name = readName(reader);
  if (kind === 'savepoint') {
    await session.savepoint(name);
    return;
  }
  const beginsAnother = !reader.isAtEnd && (reader.u8() & 1) !== 0;
  if (kind === 'commit') await commitTransaction(session, answer);
  else await rollBack(session, answer, name);
  if (beginsAnother) await begin(session, answer, reader);
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
    const isVictim = error instanceof SqlServerError && (error.number === 1205 || error.number === 3960);
    if (session.transaction === undefined && isVictim)
      answer.write((out) => writeTransactionRolledBack(out, 0n));
  }
  return answer.finish(0, hasFailed);
};
