// One request on its way: the session it runs on, the answer it writes and the values of its variables.
import type { PostgresResult } from '../postgres/connection.ts';
import type { Session } from '../session.ts';
import type { Answer } from '../tds/answer.ts';

export type Run = {
  session: Session;
  answer: Answer;
  values: Map<string, string | null>;
  disconnectOthers: (database: string) => Promise<void>;
  hasFailed: boolean;
  /** Sent to PostgreSQL already, by the index of the statement. */
  ahead: ReadonlyMap<number, Promise<PostgresResult>>;
};
