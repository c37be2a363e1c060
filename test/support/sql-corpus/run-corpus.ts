// Runs the corpus on a server, in a database of its own, and says of each line what was answered and whether that is what
// SQL Server's documentation says.

import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import type mssql from 'mssql';
import { asAdministrator, type DatabaseServer } from '#local/seed/provision-database';
import { readMigrations } from '#operators/migrations/migration-files';
import type { CorpusEntry, Expected } from './corpus-entry.ts';
import { ownCorpus } from './own-corpus.ts';
import { tableCorpus } from './table-corpus.ts';
import { valueCorpus } from './value-corpus.ts';

export const corpus: readonly CorpusEntry[] = [...valueCorpus, ...tableCorpus, ...ownCorpus];

export type CorpusAnswer = {
  readonly construct: string;
  readonly isAsExpected: boolean;
  readonly answer: string;
};

const isMax = (length: number): boolean => length <= 0 || length >= 65_535;

const typeOf = ({ type, length = 0, precision, scale }: mssql.IColumnMetadata[string]): string => {
  const { declaration: name } = type as unknown as { readonly declaration: string };
  switch (name) {
    case 'varchar':
    case 'char':
    case 'varbinary':
    case 'binary':
      return `${name}(${isMax(length) ? 'max' : length})`;
    case 'nvarchar':
    case 'nchar':
      return `${name}(${isMax(length) ? 'max' : length / 2})`;
    case 'decimal':
    case 'numeric':
      // Synonyms, says the documentation; a server may tell either.
      return `decimal(${precision},${scale})`;
    case 'datetime2':
      return `${name}(${scale})`;
    default:
      return name;
  }
};

const plain = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString('hex')}`;
  return value instanceof Date ? value.toISOString() : value;
};

const ask = async (pool: mssql.ConnectionPool, { sql, inputs }: CorpusEntry): Promise<Expected> => {
  const request = pool.request();
  for (const [name, input] of Object.entries(inputs ?? {})) request.input(name, input);
  try {
    const { recordsets, rowsAffected } = await (inputs === undefined
      ? request.batch<Record<string, unknown>>(sql)
      : request.query<Record<string, unknown>>(sql));
    const sets = Array.isArray(recordsets) ? recordsets : [];
    return {
      columns: sets.map(({ columns }) =>
        Object.values(columns).map((column) => `${column.name} ${typeOf(column)}`),
      ),
      rows: sets.map((rows) => rows.map((row) => Object.values(row).map(plain))),
      affected: rowsAffected,
    };
  } catch (thrown) {
    const { number } = thrown as { readonly number?: number };
    return { error: number ?? -1 };
  }
};

/** What the corpus says nothing of is not compared. */
const fits = (expected: Expected, answer: Expected): boolean =>
  answer.error === expected.error &&
  (['columns', 'rows', 'affected'] as const).every(
    (part) => expected[part] === undefined || isDeepStrictEqual(answer[part], expected[part]),
  );

export const textOf = ({ columns, rows, affected, error }: Expected): string =>
  error === undefined
    ? JSON.stringify({
        ...(columns ? { columns } : {}),
        ...(rows ? { rows } : {}),
        ...(affected ? { affected } : {}),
      })
    : `error ${error}`;

export const runCorpus = async (server: DatabaseServer): Promise<readonly CorpusAnswer[]> => {
  const database = `corpus_${randomUUID().slice(0, 8)}`;
  await asAdministrator(server, 'master', async (pool) => {
    await pool.batch(`CREATE DATABASE [${database}];`);
    await pool.batch(`ALTER DATABASE [${database}] SET READ_COMMITTED_SNAPSHOT ON;`);
  });
  try {
    return await asAdministrator(server, database, async (pool) => {
      for (const { text } of readMigrations(join(process.cwd(), 'migrations'))) await pool.batch(text);
      const answers: CorpusAnswer[] = [];
      for (const entry of corpus) {
        const answer = await ask(pool, entry);
        const isAsExpected = fits(entry.expected, answer);
        // Only what is compared is shown.
        const shown = Object.fromEntries(
          Object.entries(answer).filter(([part]) => part === 'error' || Object.hasOwn(entry.expected, part)),
        );
        answers.push({ construct: entry.construct, isAsExpected, answer: textOf(shown) });
      }
      return answers;
    });
  } finally {
    await asAdministrator(server, 'master', async (pool) => {
      await pool.batch(`ALTER DATABASE [${database}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE;`);
      await pool.batch(`DROP DATABASE [${database}];`);
    });
  }
};
