// PostgreSQL's failures as SQL Server's numbers, with SQL Server's wording around constraint and object names.
import type { PostgresFailure } from '../postgres/connection.ts';
import type { Catalogue, CatalogueKey } from './catalogue.ts';
import { SqlServerError, notSupported } from '../values/errors.ts';

export type ErrorContext = {
  catalogue: Catalogue;
  database: string;
  command: 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE' | 'ALTER TABLE' | 'CREATE';
  table: string | undefined;
  processId: number;
};

const keyNamed = (context: ErrorContext, stored: string, table: string): CatalogueKey | undefined =>
  context.catalogue.keys.find(
    (key) => key.storedName === stored && (table === '' || key.table === table || key.kind === 'foreignKey'),
  );

const duplicate = (failure: PostgresFailure, context: ErrorContext): SqlServerError => {
  const key = keyNamed(context, failure.constraint, failure.table);
  const values = /=\((.*)\) (?:already exists|is duplicated)/s.exec(failure.detail)?.[1] ?? '';
  const object = `dbo.${key?.table ?? failure.table}`;
  const name = key?.name ?? failure.constraint;
  if (context.command === 'CREATE') {
    return new SqlServerError(
      1505,
      16,
      `The CREATE UNIQUE INDEX statement terminated because a duplicate key was found for the object name '${object}' and the index name '${name}'. The duplicate key value is (${values}).`,
    );
  }
  if (key?.kind === 'uniqueIndex') {
    return new SqlServerError(
      2601,
      14,
      `Cannot insert duplicate key row in object '${object}' with unique index '${name}'. The duplicate key value is (${values}).`,
    );
  }
  const kind = key?.kind === 'primaryKey' ? 'PRIMARY KEY' : 'UNIQUE KEY';
  return new SqlServerError(
    2627,
    14,
    `Violation of ${kind} constraint '${name}'. Cannot insert duplicate key in object '${object}'. The duplicate key value is (${values}).`,
  );
};

const broken = (
  failure: PostgresFailure,
  context: ErrorContext,
  kind: 'FOREIGN KEY' | 'CHECK',
): SqlServerError => {
  const key = context.catalogue.keys.find((known) => known.storedName === failure.constraint);
  const isParent =
    kind === 'FOREIGN KEY' && /is still referenced|RESTRICT/.test(`${failure.message} ${failure.detail}`);
  const table =
    kind === 'FOREIGN KEY' && !isParent ? (key?.references ?? failure.table) : (key?.table ?? failure.table);
  const [only, ...others] = key?.columns ?? [];
  const target = kind === 'FOREIGN KEY' && !isParent ? referenced(context, key) : only;
  const column = others.length === 0 && target !== undefined ? `, column '${target}'` : '';
  return new SqlServerError(
    547,
    16,
    `The ${context.command} statement conflicted with the ${isParent ? 'REFERENCE' : kind} constraint "${failure.constraint}". The conflict occurred in database "${context.database}", table "dbo.${table}"${column}.`,
    0,
  );
};

const referenced = (context: ErrorContext, key: CatalogueKey | undefined): string | undefined => {
  const columns =
    context.catalogue.keys.find((known) => known.kind === 'primaryKey' && known.table === key?.references)
      ?.columns ?? [];
  return columns.length === 1 ? columns[0] : undefined;
};

const denied = (failure: PostgresFailure, context: ErrorContext): SqlServerError => {
  const object =
    /for (?:table|relation|view) (.+)$/.exec(failure.message)?.[1]?.replaceAll('"', '') ??
    context.table ??
    '';
  return new SqlServerError(
    229,
    14,
    `The ${context.command} permission was denied on the object '${object}', database '${context.database}', schema 'dbo'.`,
    5,
  );
};

const deadlock = (context: ErrorContext): SqlServerError =>
  new SqlServerError(
    1205,
    13,
    `Transaction (Process ID ${context.processId}) was deadlocked on lock resources with another process and has been chosen as the deadlock victim. Rerun the transaction.`,
    51,
  );

const overflow = (failure: PostgresFailure): SqlServerError => {
  const name = /\b(smallint|bigint)\b/.exec(failure.message)?.[1] ?? 'int';
  return new SqlServerError(
    8115,
    16,
    `Arithmetic overflow error converting expression to data type ${name}.`,
    2,
  );
};

const raised = (failure: PostgresFailure, context: ErrorContext): SqlServerError => {
  const [number = '50000', severity = '16', ...text] = failure.message.split('|');
  const message = text.join('|').replace("in table '.dbo.", `in table '${context.database}.dbo.`);
  return new SqlServerError(Number(number), Number(severity), message);
};

export const mapError = (failure: PostgresFailure, context: ErrorContext): SqlServerError => {
  switch (failure.sqlState) {
    case 'MSSQL':
      return raised(failure, context);
    case '23505':
      return duplicate(failure, context);
    case '23503':
    case '23001':
      return broken(failure, context, 'FOREIGN KEY');
    case '23514':
      return broken(failure, context, 'CHECK');
    case '23502':
      return new SqlServerError(
        515,
        16,
        `Cannot insert the value NULL into column '${failure.column}', table '${context.database}.dbo.${failure.table}'; column does not allow nulls. ${context.command} fails.`,
        2,
      );
    case '42501':
      return denied(failure, context);
    case '40P01':
      return deadlock(context);
    case '22003':
      return overflow(failure);
    case '42P01':
      return new SqlServerError(208, 16, `Invalid object name '${context.table ?? ''}'.`);
    case '21000':
      return new SqlServerError(
        512,
        16,
        'Subquery returned more than 1 value. This is not permitted when the subquery follows =, !=, <, <= , >, >= or when the subquery is used as an expression.',
      );
    case '42803':
      return new SqlServerError(
        8120,
        16,
        'A column is invalid in the select list because it is not contained in either an aggregate function or the GROUP BY clause.',
      );
    default:
      // A fault of the translation: said as such, never as something that SQL Server would say. PostgreSQL's text may quote
      // values and stays here.
      return notSupported(`This statement (PostgreSQL ${failure.sqlState})`);
  }
};
