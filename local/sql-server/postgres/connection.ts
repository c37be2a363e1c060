// One PostgreSQL session: text in, text out (no type parsing), prepared statements by name, failures as plain fields.
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
const endings = ['drain', 'end', 'error'] as const;

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
  const client = new Client({
    host: options.socketFolder,
    user: options.user,
    database: options.database,
    port: 5432,
  });
  let isOpen = true;
  client.on('error', () => (isOpen = false));
  client.on('end', () => (isOpen = false));
  await client.connect();
  // After a failure the promise is settled before PostgreSQL is ready for the next query.
  const isReady = (): Promise<void> =>
    new Promise((resolve) => {
      const settle = (): void => {
        for (const event of endings) client.removeListener(event, settle);
        resolve();
      };
      for (const event of endings) client.on(event, settle);
    });
  const prepared = new Set<string>();
  const mayPrepare = (name: string | undefined): name is string => {
    if (name === undefined) return false;
    if (prepared.size < mostPrepared) prepared.add(name);
    return prepared.has(name);
  };
  const send = async (
    text: string,
    values: readonly (string | null)[],
    name: string | undefined,
  ): Promise<PostgresResult> => {
    if (!isOpen) throw new PostgresGone();
    const ready = isReady();
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
      if (isOpen) await ready;
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
    const result = before.then(() => send(text, values, name));
    before = result.catch(() => undefined);
    return result;
  };
  const processId = Number((await query('SELECT pg_backend_pid()')).rows[0]?.[0]);
  return {
    query,
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
