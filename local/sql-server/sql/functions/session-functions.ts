// What the session, the server and the catalogue know about themselves.
import { stringOf, textOf } from '../convert.ts';
import { notSupported } from '../../values/errors.ts';
import { type SqlType, sqlType } from '../../values/types.ts';
import {
  type FunctionTable,
  type SqlFunction,
  asString,
  int,
  missing,
  session,
  sysname,
  valueOf,
} from './parts.ts';

const sessionText = (key: string): SqlFunction => ({
  arity: [0, 0],
  emit: (_, scope) => stringOf(session(scope, key, 'text'), sysname, true),
});

const lookup = (
  key: string,
  column: string,
  kept: string,
  result: SqlType,
  ofNobody: string,
): SqlFunction => ({
  arity: [0, 1],
  emit: ([name], scope) => {
    const rows = `jsonb_to_recordset(${session(scope, key, 'jsonb')}) AS d(name text, ${column} ${kept})`;
    const wanted = name === undefined ? session(scope, ofNobody, 'text') : textOf(asString(name));
    return valueOf(`(SELECT d.${column} FROM ${rows} WHERE lower(d.name) = lower(rtrim(${wanted})))`, result);
  },
});

/** Securable class and permission, as they are asked for, and what the session knows about it. */
const knownPermissions: Readonly<Record<string, string>> = {
  ' alter any login': 'mayAlterLogins',
  'database alter any user': 'isOwner',
  'role alter': 'isOwner',
};

const tablePermission = (wanted: string | undefined): string => {
  const known = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'].find((name) => name.toLowerCase() === wanted);
  if (known === undefined) throw notSupported('HAS_PERMS_BY_NAME with this permission');
  return known;
};

const hasPermission: SqlFunction = {
  arity: [3, 3],
  emit: ([securable = missing], scope, { args: [, securableClass, permission] }) => {
    const textIn = (argument: typeof permission): string | undefined => {
      if (argument?.kind === 'null') return '';
      return argument?.kind === 'string' ? argument.value.toLowerCase() : undefined;
    };
    if (textIn(securableClass) === 'object' && textIn(permission) !== undefined) {
      const table = `mssql.object_id(${textOf(asString(securable))}, 'U')::oid`;
      return valueOf(`has_table_privilege(${table}, '${tablePermission(textIn(permission))}')::int4`, int);
    }
    const known = knownPermissions[`${textIn(securableClass)} ${textIn(permission)}`];
    if (known === undefined) throw notSupported('HAS_PERMS_BY_NAME with these arguments');
    const held = session(scope, known, 'int4');
    if (textIn(securableClass) !== 'database') return valueOf(held, int);
    const isThis = `lower(${textOf(asString(securable))}) = lower(${session(scope, 'database', 'text')})`;
    return valueOf(`(CASE WHEN ${isThis} THEN ${held} END)`, int);
  },
};

const objectId: SqlFunction = {
  arity: [1, 2],
  emit: ([name = missing, type]) =>
    valueOf(
      `mssql.object_id(${textOf(asString(name))}, ${type === undefined ? 'NULL' : textOf(asString(type))})`,
      int,
    ),
};

export const sessionFunctions = {
  DB_NAME: sessionText('database'),
  SUSER_SNAME: sessionText('login'),
  ORIGINAL_LOGIN: sessionText('login'),
  DB_ID: lookup('databases', 'database_id', 'int2', sqlType('smallint'), 'database'),
  SUSER_ID: lookup('logins', 'principal_id', 'int4', int, 'login'),
  HAS_PERMS_BY_NAME: hasPermission,
  OBJECT_ID: objectId,
} satisfies FunctionTable;
