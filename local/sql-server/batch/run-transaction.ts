// BEGIN, COMMIT and ROLLBACK written in a batch.
import type { Session } from '../session.ts';
import { notSupported } from '../values/errors.ts';
import type { Statement } from '../sql/syntax.ts';
import type { Answer } from '../tds/answer.ts';
import {
  writeTransactionBegun,
  writeTransactionCommitted,
  writeTransactionRolledBack,
} from '../tds/tokens.ts';

type Ending = Extract<Statement, { kind: 'begin' | 'commit' | 'rollback' | 'savepoint' }>;

export const beginTransaction = async (session: Session, answer: Answer): Promise<void> => {
  const transaction = await session.begin();
  if (transaction.depth === 1) answer.write((out) => writeTransactionBegun(out, transaction.id));
};

export const commitTransaction = async (session: Session, answer: Answer): Promise<void> => {
  const ended = await session.commit();
  if (ended !== undefined) answer.write((out) => writeTransactionCommitted(out, ended.id));
};

/** Fails with 3903 when there is nothing to roll back. */
export const rollBackTransaction = async (session: Session, answer: Answer): Promise<void> => {
  const ended = await session.rollbackOpen();
  answer.write((out) => writeTransactionRolledBack(out, ended.id));
};

export const runTransaction = async (session: Session, answer: Answer, statement: Ending): Promise<void> => {
  switch (statement.kind) {
    case 'begin':
      return beginTransaction(session, answer);
    case 'commit':
      return commitTransaction(session, answer);
    case 'rollback':
      if (statement.savepoint !== undefined) throw notSupported('ROLLBACK to a name in a batch');
      return rollBackTransaction(session, answer);
    case 'savepoint':
      throw notSupported('SAVE TRANSACTION in a batch');
  }
};
