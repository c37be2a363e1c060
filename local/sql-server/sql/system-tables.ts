// The catalogue view that the product asks, sys.databases: what the session knows is handed to PostgreSQL as JSON.
import { keyOf } from './catalogue.ts';
import { type Scope, type SourceColumn, parameter } from './scope.ts';
import type { ObjectName } from './syntax.ts';
import { type SqlType, sqlType } from '../values/types.ts';

const sysname = sqlType('nvarchar', { length: 128 });
type View = { key: string; columns: Record<string, { type: SqlType; kept: string; nullable: boolean }> };

const name = { type: sysname, kept: 'text', nullable: false };
const int = { type: sqlType('int'), kept: 'int4', nullable: false };
const bit = { type: sqlType('bit'), kept: 'int2', nullable: false };
const views: Record<string, View> = {
  'sys.databases': {
    key: 'databases',
    columns: {
      name,
      database_id: int,
      is_read_committed_snapshot_on: bit,
    },
  },
};

export const emitSystemTable = (
  scope: Scope,
  object: ObjectName,
  alias: string,
): { sql: string; columns: SourceColumn[] } | undefined => {
  const view = views[`${keyOf(object.schema ?? '')}.${keyOf(object.name)}`];
  if (view === undefined) return undefined;
  const entries = Object.entries(view.columns);
  const place = parameter(scope.compilation, view.key);
  return {
    sql: `jsonb_to_recordset(${place}::jsonb) AS ${alias}(${entries.map(([column, { kept }]) => `${column} ${kept}`).join(', ')})`,
    columns: entries.map(([column, { type, kept, nullable }]) => ({
      name: column,
      sql: kept === 'text' ? `(${alias}.${column}::bpchar COLLATE mssql.ci)` : `${alias}.${column}`,
      type,
      nullable,
      isIdentity: false,
    })),
  };
};
