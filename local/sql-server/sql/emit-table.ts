// CREATE TABLE as PostgreSQL definitions. A column's T-SQL type travels as its comment.
import { keyOf } from './catalogue.ts';
import { emitColumn, ownConstraints } from './emit-column.ts';
import { type Shape, emitConstraint } from './emit-constraint.ts';
import { SqlServerError } from '../values/errors.ts';
import { type Compilation, quote } from './scope.ts';
import { type Definition, checkName } from './table-parts.ts';

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
