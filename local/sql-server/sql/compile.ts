// A statement into what PostgreSQL runs: one query with its parameters and columns, or a list of definitions.
import type { Column } from '../values/column.ts';
import type { Catalogue } from './catalogue.ts';
import { convert } from './convert.ts';
import { emitExpression } from './emit-expression.ts';
import { emitSelect } from './emit-select.ts';
import { emitAddColumns, emitDropConstraint } from './emit-alter-table.ts';
import { emitCreateIndex } from './emit-index.ts';
import { emitCreateTable } from './emit-table.ts';
import { type EmittedWrite, emitDelete, emitInsert, emitUpdate } from './emit-write.ts';
import { SqlServerError, notSupported } from '../values/errors.ts';
import type { ErrorContext } from './map-error.ts';
import { type Compilation, newScope } from './scope.ts';
import type { Expression, Select, Statement } from './syntax.ts';
import { type SqlType, isString } from '../values/types.ts';

export type Plan =
  | {
      kind: 'query';
      id: string;
      sql: string;
      params: readonly string[];
      columns: Column[] | undefined;
      /** Variables that the only (or last) row sets. */
      assigns: readonly string[] | undefined;
      command: ErrorContext['command'];
      table: string | undefined;
    }
  | {
      kind: 'definition';
      steps: readonly string[];
      command: ErrorContext['command'];
      table: string | undefined;
    };

let plans = 0;
const query = (
  compilation: Compilation,
  fields: Omit<Extract<Plan, { kind: 'query' }>, 'kind' | 'id' | 'params'>,
): Plan => {
  plans += 1;
  return { kind: 'query', id: `p${plans}`, params: compilation.params, ...fields };
};

const write = (
  compilation: Compilation,
  command: ErrorContext['command'],
  { sql, columns, table }: EmittedWrite,
): Plan => query(compilation, { sql, columns, assigns: undefined, command, table: table.name });

/** Expressions that set variables, each in its variable's type. */
export const compileValues = (
  compilation: Compilation,
  items: readonly { name: string; type: SqlType; value: Expression }[],
): Plan => {
  const scope = newScope(compilation);
  const values = items.map(({ type, value }) => printAssigned(convert(emitExpression(scope, value), type)));
  return query(compilation, {
    sql: `SELECT ${values.join(', ')}`,
    columns: undefined,
    assigns: items.map(({ name }) => name),
    command: 'SELECT',
    table: undefined,
  });
};

const printAssigned = (value: { sql: string }): string => value.sql;

/** Whether an expression reads one of these variables. */
const reads = (value: unknown, names: readonly string[]): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  if ('kind' in value && value.kind === 'variable' && 'name' in value)
    return names.some((name) => name === value.name);
  return Object.values(value).some((part) => reads(part, names));
};

// SQL Server sets them one after the other, and again for each row; here all are set at once, from what they were before.
const refuseReading = (values: readonly Expression[], names: readonly string[]): void => {
  if (values.some((value) => reads(value, names)))
    throw notSupported('A variable that is set and read in one statement');
};

const compileAssigningSelect = (compilation: Compilation, select: Select): Plan => {
  const names: string[] = [];
  const items = select.first.items.map((item) => {
    if (item.kind !== 'assign') {
      throw new SqlServerError(
        141,
        15,
        'A SELECT statement that assigns a value to a variable must not be combined with data-retrieval operations.',
      );
    }
    const type = compilation.variables.get(item.variable);
    if (type === undefined)
      throw new SqlServerError(137, 15, `Must declare the scalar variable "${item.variable}".`);
    names.push(item.variable);
    return {
      kind: 'value' as const,
      expression: { kind: 'cast' as const, operand: item.expression, type },
      alias: undefined,
    };
  });
  refuseReading(
    items.map(({ expression }) => expression.operand),
    names,
  );
  const { sql } = emitSelect(newScope(compilation), { ...select, first: { ...select.first, items } });
  return query(compilation, {
    sql,
    columns: undefined,
    assigns: names,
    command: 'SELECT',
    table: undefined,
  });
};

const firstTable = (select: Select): string | undefined => {
  const [source] = select.first.from;
  return source?.kind === 'table' ? source.name.name : undefined;
};

export const compile = (
  statement: Statement,
  catalogue: Catalogue,
  database: string,
  variables: ReadonlyMap<string, SqlType>,
): Plan | undefined => {
  const compilation: Compilation = { catalogue, database, variables, params: [], aliases: 0 };
  const define = (
    steps: readonly string[],
    table: string | undefined,
    command: ErrorContext['command'] = 'ALTER TABLE',
  ): Plan => ({ kind: 'definition', steps, command, table });
  switch (statement.kind) {
    case 'select': {
      if (statement.select.first.items.some((item) => item.kind === 'assign'))
        return compileAssigningSelect(compilation, statement.select);
      const { sql, columns } = emitSelect(newScope(compilation), statement.select);
      return query(compilation, {
        sql,
        columns,
        assigns: undefined,
        command: 'SELECT',
        table: firstTable(statement.select),
      });
    }
    case 'insert':
      return write(compilation, 'INSERT', emitInsert(compilation, statement));
    case 'update':
      return write(compilation, 'UPDATE', emitUpdate(compilation, statement));
    case 'delete':
      return write(compilation, 'DELETE', emitDelete(compilation, statement));
    case 'set': {
      const type = variables.get(statement.variable);
      if (type === undefined)
        throw new SqlServerError(137, 15, `Must declare the scalar variable "${statement.variable}".`);
      return compileValues(compilation, [{ name: statement.variable, type, value: statement.value }]);
    }
    case 'declare': {
      const items = statement.items.flatMap(({ name, type, value }) =>
        value === undefined ? [] : [{ name, type, value }],
      );
      refuseReading(
        items.map(({ value }) => value),
        statement.items.map(({ name }) => name),
      );
      return items.length === 0 ? undefined : compileValues(compilation, items);
    }
    case 'createTable':
      return define(emitCreateTable(compilation, statement), statement.table.name, 'CREATE');
    case 'addColumns':
      return define(emitAddColumns(compilation, statement), statement.table.name);
    case 'dropConstraint':
      return define(emitDropConstraint(compilation, statement), statement.table.name);
    case 'createIndex':
      return define(emitCreateIndex(compilation, statement), statement.table.name, 'CREATE');
    default:
      return undefined;
  }
};

/** The variables of a batch with their types: parameters first, then each DECLARE. */
export const variablesOf = (
  statements: readonly Statement[],
  parameters: readonly { name: string; type: SqlType }[],
): Map<string, SqlType> => {
  const variables = new Map(parameters.map(({ name, type }) => [name, withWholeType(type)]));
  for (const statement of statements) {
    if (statement.kind !== 'declare') continue;
    for (const { name, type } of statement.items) {
      if (variables.has(name))
        throw new SqlServerError(
          134,
          15,
          `The variable name '${name}' has already been declared. Variable names must be unique within a query batch or stored procedure.`,
        );
      variables.set(name, withWholeType(type));
    }
  }
  return variables;
};

const withWholeType = (type: SqlType): SqlType => (isString(type) ? { ...type, collation: 'ci' } : type);
