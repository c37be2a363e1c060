// CREATE and DROP TABLE as PostgreSQL definitions. A column's T-SQL type travels as its comment.
import { keyOf } from './catalogue.ts';
import { emitColumn, ownConstraints } from './emit-column.ts';
import { type Shape, emitConstraint } from './emit-constraint.ts';
import { SqlServerError } from '../values/errors.ts';
import { type Compilation, quote } from './scope.ts';
import { type Definition, checkName, sequenceOf } from './table-parts.ts';

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
