// One PostgreSQL session: text in, text out (no type parsing), prepared statements by name, failures as plain fields.
import { Socket } from 'node:net';
import { Client, DatabaseError } from 'pg';

export type PostgresFailure = {
  sqlState: string;
  message: string;
  detail: string;
  constraint: string;
  table: string;
  column: string;
  dataType: string;
};
export type PostgresResult = { rows: (string | null)[][]; count: number };
export type PostgresQuery = {
  readonly text: string;
  readonly values: readonly (string | null)[];
  /** Prepared under it. */
  readonly name?: string | undefined;
};

export class PostgresError extends Error {
  readonly failure: PostgresFailure;
  constructor(failure: PostgresFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** The session or the whole server ended; no statement's fault. */
export class PostgresGone extends Error {}

// Statements kept in a session for ever: enough for any program, and an end for one that makes up its texts.
const mostPrepared = 400;

const asText = { getTypeParser: () => (value: string | Buffer) => String(value) };

/** PostgreSQL sends every value as text here; what is no text is NULL. */
const toTextRow = (row: unknown): (string | null)[] =>
  Array.isArray(row) ? row.map((value: unknown) => (typeof value === 'string' ? value : null)) : [];

const toFailure = (error: unknown): unknown => {
  if (!(error instanceof DatabaseError)) return error;
  if (error.code?.startsWith('57P') === true || error.code?.startsWith('08') === true)
    return new PostgresGone();
  return new PostgresError({
    sqlState: error.code ?? 'XX000',
    message: error.message,
    detail: error.detail ?? '',
    constraint: error.constraint ?? '',
    table: error.table ?? '',
    column: error.column ?? '',
    dataType: error.dataType ?? '',
  });
};

export type PostgresConnection = Awaited<ReturnType<typeof connectPostgres>>;

export const connectPostgres = async (options: { socketFolder: string; user: string; database: string }) => {
  const socket = new Socket();
  const client = new Client({
    stream: () => socket,
    pipeline: true,
    host: options.socketFolder,
    user: options.user,
    database: options.database,
    port: 5432,
  });
  let isOpen = true;
  client.on('error', () => (isOpen = false));
  client.on('end', () => (isOpen = false));
  await client.connect();
  const prepared = new Set<string>();
  const mayPrepare = (name: string | undefined): name is string => {
    if (name === undefined) return false;
    if (prepared.size < mostPrepared) prepared.add(name);
    return prepared.has(name);
  };
  const send = async ({ text, values, name }: PostgresQuery): Promise<PostgresResult> => {
    if (!isOpen) throw new PostgresGone();
    try {
      const result: unknown = await client.query<(string | null)[]>({
        text,
        values: [...values],
        rowMode: 'array',
        types: asText,
        ...(mayPrepare(name) ? { name } : {}),
      });
      // Several statements in one simple query give a list.
      const last: unknown = Array.isArray(result) ? result.at(-1) : result;
      if (typeof last !== 'object' || last === null || !('rows' in last) || !Array.isArray(last.rows))
        return { rows: [], count: 0 };
      const count = 'rowCount' in last && typeof last.rowCount === 'number' ? last.rowCount : 0;
      const rows: readonly unknown[] = last.rows;
      return { rows: rows.map(toTextRow), count };
    } catch (error) {
      throw toFailure(error);
    }
  };
  // One at a time: the connection for the server's own business is shared by all sessions.
  let before: Promise<unknown> = Promise.resolve();
  const query = (
    text: string,
    values: readonly (string | null)[] = [],
    name?: string,
  ): Promise<PostgresResult> => {
    const result = before.then(() => send({ text, values, name }));
    before = result.catch(() => undefined);
    return result;
  };
  /** In one write: none waits for the result of the one before. */
  const queryTogether = (queries: readonly PostgresQuery[]): readonly Promise<PostgresResult>[] => {
    const start = before.then(() => socket.cork());
    const results = queries.map((one) => start.then(() => send(one)));
    void start.then(() => socket.uncork());
    before = Promise.allSettled(results);
    return results;
  };
  const processId = Number((await query('SELECT pg_backend_pid()')).rows[0]?.[0]);
  return {
    query,
    queryTogether,
    processId,
    get isOpen() {
      return isOpen;
    },
    close: async (): Promise<void> => {
      isOpen = false;
      await client.end().catch(() => undefined);
    },
  };
};
