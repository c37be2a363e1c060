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

const asText = { getTypeParser: () => (value: string | Buffer) => String(value) };

/** PostgreSQL sends every value as text here; what is no text is NULL. */
const toTextRow = (row: unknown): (string | null)[] =>
  Array.isArray(row) ? row.map((value: unknown) => (typeof value === 'string' ? value : null)) : [];

const toFailure = (error: unknown): unknown => {
  if (!(error instanceof DatabaseError)) return error;
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
  const send = async (
    text: string,
    values: readonly (string | null)[],
    name: string | undefined,
  ): Promise<PostgresResult> => {
    try {
      const result: unknown = await client.query<(string | null)[]>({
        text,
        values: [...values],
        rowMode: 'array',
        types: asText,
        ...(name === undefined ? {} : { name }),
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
