// CREATE, ALTER and DROP of tables and indexes as PostgreSQL definitions. A column's T-SQL type travels as its comment.
import { createHash } from 'node:crypto';
import {
  type Catalogue,
  type CatalogueColumn,
  type CatalogueTable,
  type ColumnNote,
  keyOf,
} from './catalogue.ts';
import { assign, convert } from './convert.ts';
import { emitCondition } from './emit-condition.ts';
import { emitExpression } from './emit-expression.ts';
import { SqlServerError, notSupported } from './errors.ts';
import { type Compilation, type Scope, findTable, newScope, quote, quoteText } from './scope.ts';
import type { ColumnDefinition, StatementBody, TableConstraint } from './syntax.ts';
import { isString, keptAs, printType } from './types.ts';

type Definition<K extends string> = Extract<StatementBody, { kind: K }>;

const checkName = (name: string): string => {
  if (Buffer.byteLength(name) > 63) throw notSupported('A name longer than 63 bytes');
  return name;
};

const noteOf = (column: ColumnDefinition, defaultName: string | undefined): string => {
  const note: ColumnNote = { type: printType(column.type), collation: column.type.collation };
  if (column.identity !== undefined) note.identity = true;
  if (defaultName !== undefined) note.defaultName = defaultName;
  return JSON.stringify(note);
};

const randomTail = (...parts: string[]): string =>
  createHash('sha256').update(parts.join('\0')).digest('hex');

const collate = (column: ColumnDefinition): string =>
  isString(column.type) ? ` COLLATE ${column.type.collation === 'ci' ? 'mssql.ci' : '"C"'}` : '';

const columnScope = (
  compilation: Compilation,
  table: string,
  columns: readonly { name: string; type: ColumnDefinition['type'] }[],
): Scope => {
  const scope = newScope(compilation);
  scope.tables.push({
    alias: table,
    columns: columns.map(({ name, type }) => ({
      name,
      type,
      sql: quote(name),
      nullable: true,
      isIdentity: false,
    })),
  });
  return scope;
};

const sequenceOf = (table: string, column: string): string =>
  `mssql.${quote(`identity_${randomTail(table, column).slice(0, 24)}`)}`;

const emitDefault = (
  compilation: Compilation,
  table: string,
  column: { name: string; type: ColumnDefinition['type'] },
  constraint: Extract<TableConstraint, { kind: 'default' }>,
): string => assign(emitExpression(newScope(compilation), constraint.value), column, table).sql;

const hasRealKey = (catalogue: Catalogue, name: string): boolean =>
  catalogue.keys.some(
    (key) => keyOf(key.name) === keyOf(name) && key.kind !== 'index' && key.kind !== 'uniqueIndex',
  ) || catalogue.tables.has(keyOf(name));

const nameFor = (
  compilation: Compilation,
  table: string,
  constraint: TableConstraint,
  prefix: string,
): string => {
  if (constraint.name === undefined)
    return `${prefix}__${table.slice(0, 20)}__${randomTail(table, JSON.stringify(constraint)).slice(0, 16).toUpperCase()}`;
  if (hasRealKey(compilation.catalogue, constraint.name)) {
    throw new SqlServerError(
      2714,
      16,
      `There is already an object named '${constraint.name}' in the database.`,
      5,
    );
  }
  return checkName(constraint.name);
};

const refuseKeyType = (
  columns: readonly { name: string; type: ColumnDefinition['type'] }[],
  names: readonly string[],
  table: string,
): string[] =>
  names.map((name) => {
    const column = columns.find((known) => keyOf(known.name) === keyOf(name));
    if (column === undefined)
      throw new SqlServerError(1911, 16, `Column name '${name}' does not exist in the target table or view.`);
    if (column.type.length === -1) {
      throw new SqlServerError(
        1919,
        16,
        `Column '${column.name}' in table '${table}' is of a type that is invalid for use as a key column in an index.`,
      );
    }
    if (column.type.name === 'datetimeoffset') throw notSupported('A key on datetimeoffset');
    return column.name;
  });

type Shape = {
  name: string;
  columns: readonly { name: string; type: ColumnDefinition['type']; nullable?: boolean }[];
};

const keyList = (names: readonly string[]): string => names.map(quote).join(', ');

const emitConstraint = (
  compilation: Compilation,
  table: Shape,
  constraint: Exclude<TableConstraint, { kind: 'default' }>,
): string => {
  switch (constraint.kind) {
    case 'primaryKey':
    case 'unique': {
      const names = refuseKeyType(
        table.columns,
        constraint.columns.map(({ name }) => name),
        table.name,
      );
      const isPrimary = constraint.kind === 'primaryKey';
      // SQL Server takes two NULLs for the same value.
      const nulls = isPrimary ? 'PRIMARY KEY' : 'UNIQUE NULLS NOT DISTINCT';
      return `CONSTRAINT ${quote(nameFor(compilation, table.name, constraint, isPrimary ? 'PK' : 'UQ'))} ${nulls} (${keyList(names)})`;
    }
    case 'foreignKey': {
      const target =
        keyOf(constraint.table.name) === keyOf(table.name)
          ? table
          : findTable(newScope(compilation), constraint.table);
      const names = refuseKeyType(table.columns, constraint.columns, table.name);
      const own = compilation.catalogue.keys.find(
        (key) => key.kind === 'primaryKey' && key.table === target.name,
      );
      const references =
        constraint.references.length > 0
          ? refuseKeyType(target.columns, constraint.references, target.name)
          : (own?.columns ?? []);
      return `CONSTRAINT ${quote(nameFor(compilation, table.name, constraint, 'FK'))} FOREIGN KEY (${keyList(names)}) REFERENCES dbo.${quote(target.name)} (${keyList(references)}) ON DELETE ${constraint.onDelete.toUpperCase()}`;
    }
    case 'check': {
      const condition = emitCondition(
        columnScope(compilation, table.name, table.columns),
        constraint.condition,
      );
      return `CONSTRAINT ${quote(nameFor(compilation, table.name, constraint, 'CK'))} CHECK (${condition})`;
    }
  }
};

const emitColumn = (
  compilation: Compilation,
  table: Shape,
  column: ColumnDefinition,
  isKey: boolean,
): { definition: string; before: string[]; after: string[] } => {
  const place = `dbo.${quote(table.name)}`;
  const before: string[] = [];
  const after: string[] = [];
  let text = `${quote(checkName(column.name))} ${keptAs(column.type)}${collate(column)}`;
  const preset = column.constraints.find((constraint) => constraint.kind === 'default');
  if (column.identity !== undefined) {
    const sequence = sequenceOf(table.name, column.name);
    before.push(
      `CREATE SEQUENCE ${sequence} AS int8 INCREMENT BY ${column.identity.increment} MINVALUE -9223372036854775808 START WITH ${column.identity.seed}`,
    );
    text += ` DEFAULT mssql.next_identity(${quoteText(sequence)}::regclass)`;
  } else if (column.type.name === 'rowversion') text += ' DEFAULT mssql.next_rowversion()';
  else if (preset !== undefined) text += ` DEFAULT ${emitDefault(compilation, table.name, column, preset)}`;
  const isRequired =
    column.isNullable === false ||
    isKey ||
    column.identity !== undefined ||
    (column.type.name === 'rowversion' && column.isNullable !== true);
  if (isRequired) text += ' NOT NULL';
  after.push(
    `COMMENT ON COLUMN ${place}.${quote(column.name)} IS ${quoteText(noteOf(column, preset?.name))}`,
  );
  return { definition: text, before, after };
};

const ownConstraints = (
  columns: readonly ColumnDefinition[],
): Exclude<TableConstraint, { kind: 'default' }>[] =>
  columns.flatMap((column) => column.constraints.filter((constraint) => constraint.kind !== 'default'));

export const emitCreateTable = (compilation: Compilation, statement: Definition<'createTable'>): string[] => {
  const { name } = statement.table;
  if (compilation.catalogue.tables.has(keyOf(name)))
    throw new SqlServerError(2714, 16, `There is already an object named '${name}' in the database.`, 6);
  const table: Shape = { name: checkName(name), columns: statement.columns };
  const listed = statement.constraints.filter((constraint) => constraint.kind !== 'default');
  const constraints = [...ownConstraints(statement.columns), ...listed];
  const primary = constraints.find((constraint) => constraint.kind === 'primaryKey');
  const keys = new Set(
    primary?.kind === 'primaryKey' ? primary.columns.map((column) => keyOf(column.name)) : [],
  );
  const columns = statement.columns.map((column) =>
    emitColumn(compilation, table, column, keys.has(keyOf(column.name))),
  );
  const body = [
    ...columns.map(({ definition }) => definition),
    ...constraints.map((constraint) => emitConstraint(compilation, table, constraint)),
  ];
  return [
    ...columns.flatMap(({ before }) => before),
    `CREATE TABLE dbo.${quote(name)} (${body.join(', ')})`,
    ...columns.flatMap(({ after }) => after),
  ];
};

export const emitAddColumns = (compilation: Compilation, statement: Definition<'addColumns'>): string[] => {
  const table = findTable(newScope(compilation), statement.table);
  const place = `ALTER TABLE dbo.${quote(table.name)}`;
  const shape: Shape = { name: table.name, columns: [...table.columns, ...statement.columns] };
  const steps: string[] = [];
  for (const column of statement.columns) {
    if (table.columns.some((known) => keyOf(known.name) === keyOf(column.name))) {
      throw new SqlServerError(
        2705,
        16,
        `Column names in each table must be unique. Column name '${column.name}' in table 'dbo.${table.name}' is specified more than once.`,
      );
    }
    // Without WITH VALUES, a nullable column's default is for new rows only.
    const preset = column.constraints.find((constraint) => constraint.kind === 'default');
    const isLater = preset !== undefined && column.isNullable !== false;
    const bare = isLater
      ? { ...column, constraints: column.constraints.filter((constraint) => constraint.kind !== 'default') }
      : column;
    const { definition, before } = emitColumn(compilation, shape, bare, false);
    const { after } = emitColumn(compilation, shape, column, false);
    steps.push(...before, `${place} ADD COLUMN ${definition}`);
    if (isLater)
      steps.push(
        `${place} ALTER COLUMN ${quote(column.name)} SET DEFAULT ${emitDefault(compilation, table.name, column, preset)}`,
      );
    steps.push(...after);
  }
  for (const constraint of [...ownConstraints(statement.columns), ...statement.constraints]) {
    if (constraint.kind === 'default') {
      const column = shape.columns.find((known) => keyOf(known.name) === keyOf(constraint.column));
      if (column === undefined)
        throw new SqlServerError(
          1911,
          16,
          `Column name '${constraint.column}' does not exist in the target table or view.`,
        );
      steps.push(
        `${place} ALTER COLUMN ${quote(column.name)} SET DEFAULT ${emitDefault(compilation, table.name, column, constraint)}`,
      );
      steps.push(
        `COMMENT ON COLUMN dbo.${quote(table.name)}.${quote(column.name)} IS ${quoteText(JSON.stringify({ type: printType(column.type), collation: column.type.collation, defaultName: constraint.name }))}`,
      );
    } else steps.push(`${place} ADD ${emitConstraint(compilation, shape, constraint)}`);
  }
  return steps;
};

const noteWithoutDefault = (column: CatalogueColumn): string =>
  JSON.stringify({ type: printType(column.type), collation: column.type.collation });

export const emitDropConstraint = (
  compilation: Compilation,
  statement: Definition<'dropConstraint'>,
): string[] => {
  const table = findTable(newScope(compilation), statement.table);
  return statement.names.flatMap((name) => {
    const key = compilation.catalogue.keys.find(
      (known) => known.table === table.name && keyOf(known.name) === keyOf(name),
    );
    if (key !== undefined && key.kind !== 'index' && key.kind !== 'uniqueIndex')
      return [`ALTER TABLE dbo.${quote(table.name)} DROP CONSTRAINT ${quote(key.name)}`];
    const column = table.columns.find((known) => keyOf(known.defaultName ?? '') === keyOf(name));
    if (column === undefined) throw new SqlServerError(3728, 16, `'${name}' is not a constraint.`);
    return [
      `ALTER TABLE dbo.${quote(table.name)} ALTER COLUMN ${quote(column.name)} DROP DEFAULT`,
      `COMMENT ON COLUMN dbo.${quote(table.name)}.${quote(column.name)} IS ${quoteText(noteWithoutDefault(column))}`,
    ];
  });
};

const existingColumn = (table: CatalogueTable, name: string): CatalogueColumn => {
  const column = table.columns.find((known) => keyOf(known.name) === keyOf(name));
  if (column === undefined)
    throw new SqlServerError(
      4924,
      16,
      `ALTER TABLE ALTER COLUMN failed because column '${name}' does not exist in table '${table.name}'.`,
    );
  return column;
};

export const emitDropColumn = (compilation: Compilation, statement: Definition<'dropColumn'>): string[] => {
  const table = findTable(newScope(compilation), statement.table);
  return statement.names.map((name) => {
    const column = existingColumn(table, name);
    if (column.hasDefault && column.type.name !== 'rowversion' && !column.isIdentity) {
      throw new SqlServerError(
        4922,
        16,
        `ALTER TABLE DROP COLUMN ${column.name} failed because one or more objects access this column.`,
        9,
      );
    }
    if (
      compilation.catalogue.keys.some((key) => key.table === table.name && key.columns.includes(column.name))
    ) {
      throw new SqlServerError(
        4922,
        16,
        `ALTER TABLE DROP COLUMN ${column.name} failed because one or more objects access this column.`,
        9,
      );
    }
    return `ALTER TABLE dbo.${quote(table.name)} DROP COLUMN ${quote(column.name)}`;
  });
};

export const emitAlterColumn = (compilation: Compilation, statement: Definition<'alterColumn'>): string[] => {
  const table = findTable(newScope(compilation), statement.table);
  const column = existingColumn(table, statement.column);
  if (column.isIdentity || column.type.name === 'rowversion')
    throw notSupported('ALTER COLUMN of an identity or rowversion column');
  const { type } = statement;
  const place = `ALTER TABLE dbo.${quote(table.name)} ALTER COLUMN ${quote(column.name)}`;
  const value = convert(
    {
      sql: quote(column.name),
      type: column.type,
      nullable: true,
      isColumn: true,
      ...(isString(column.type) ? { text: `mssql.raw(${quote(column.name)})` } : {}),
    },
    isString(type) ? { ...type, length: -1 } : type,
  );
  const using =
    isString(type) && type.length !== -1
      ? assign(
          { sql: quote(column.name), type: column.type, nullable: true },
          { name: column.name, type },
          table.name,
        ).sql
      : value.sql;
  const note: ColumnNote = { type: printType(type), collation: type.collation };
  if (column.defaultName !== undefined) note.defaultName = column.defaultName;
  return [
    `${place} TYPE ${keptAs(type)}${isString(type) ? ` COLLATE ${type.collation === 'ci' ? 'mssql.ci' : '"C"'}` : ''} USING ${using}`,
    `${place} ${statement.isNullable ? 'DROP' : 'SET'} NOT NULL`,
    `COMMENT ON COLUMN dbo.${quote(table.name)}.${quote(column.name)} IS ${quoteText(JSON.stringify(note))}`,
  ];
};

export const emitDropTable = (compilation: Compilation, statement: Definition<'dropTable'>): string[] =>
  statement.tables.flatMap((object) => {
    const table = compilation.catalogue.tables.get(keyOf(object.name));
    if (table === undefined) {
      if (statement.ifExists) return [];
      throw new SqlServerError(
        3701,
        11,
        `Cannot drop the table '${object.schema === undefined ? '' : `${object.schema}.`}${object.name}', because it does not exist or you do not have permission.`,
        5,
      );
    }
    if (compilation.catalogue.keys.some((key) => key.references === table.name && key.table !== table.name)) {
      throw new SqlServerError(
        3726,
        16,
        `Could not drop object 'dbo.${table.name}' because it is referenced by a FOREIGN KEY constraint.`,
      );
    }
    const sequences = table.columns
      .filter((column) => column.isIdentity)
      .map((column) => `DROP SEQUENCE ${sequenceOf(table.name, column.name)}`);
    return [
      `DELETE FROM mssql.permission WHERE relation = ${table.id}`,
      `DROP TABLE dbo.${quote(table.name)}`,
      ...sequences,
    ];
  });

// Index names are a table's own on SQL Server and a schema's in PostgreSQL.
const storedIndex = (table: string, name: string): string =>
  `index_${randomTail(keyOf(table), keyOf(name)).slice(0, 24)}`;

export const emitCreateIndex = (compilation: Compilation, statement: Definition<'createIndex'>): string[] => {
  const table = findTable(newScope(compilation), statement.table);
  if (
    compilation.catalogue.keys.some(
      (key) => key.table === table.name && keyOf(key.name) === keyOf(statement.name),
    )
  ) {
    throw new SqlServerError(
      1913,
      16,
      `The operation failed because an index or statistics with name '${statement.name}' already exists on table 'dbo.${table.name}'.`,
    );
  }
  const names = refuseKeyType(
    table.columns,
    statement.columns.map(({ name }) => name),
    table.name,
  );
  const columns = names.map(
    (name, index) => `${quote(name)}${statement.columns[index]?.isDescending === true ? ' DESC' : ''}`,
  );
  const where =
    statement.where === undefined
      ? ''
      : ` WHERE ${emitCondition(columnScope(compilation, table.name, table.columns), statement.where)}`;
  const stored = quote(storedIndex(table.name, statement.name));
  return [
    `CREATE ${statement.isUnique ? 'UNIQUE ' : ''}INDEX ${stored} ON dbo.${quote(table.name)} (${columns.join(', ')})${statement.isUnique ? ' NULLS NOT DISTINCT' : ''}${where}`,
    `COMMENT ON INDEX dbo.${stored} IS ${quoteText(statement.name)}`,
  ];
};

export const emitDropIndex = (compilation: Compilation, statement: Definition<'dropIndex'>): string[] => {
  const table = findTable(newScope(compilation), statement.table);
  const key = compilation.catalogue.keys.find(
    (known) => known.table === table.name && keyOf(known.name) === keyOf(statement.name),
  );
  if (key === undefined) {
    if (statement.ifExists) return [];
    throw new SqlServerError(
      3701,
      11,
      `Cannot drop the index 'dbo.${table.name}.${statement.name}', because it does not exist or you do not have permission.`,
      7,
    );
  }
  if (key.kind !== 'index' && key.kind !== 'uniqueIndex') {
    throw new SqlServerError(
      3723,
      16,
      `An explicit DROP INDEX is not allowed on index 'dbo.${table.name}.${key.name}'. It is being used for ${key.kind === 'unique' ? 'UNIQUE KEY' : 'PRIMARY KEY'} constraint enforcement.`,
      5,
    );
  }
  return [`DROP INDEX dbo.${quote(key.storedName)}`];
};
