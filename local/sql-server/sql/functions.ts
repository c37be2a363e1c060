// The functions that the endpoint knows. One row for each; an unknown name is error 195 as on SQL Server.
import { convert, stringOf, textOf } from './convert.ts';
import { commonType, emitExpression } from './emit-expression.ts';
import { sortable } from './emit-condition.ts';
import { emitOrder } from './emit-select.ts';
import { SqlServerError, notSupported } from './errors.ts';
import { dateAdd, dateDiff } from './date-functions.ts';
import { type Emitted, type Scope, parameter } from './scope.ts';
import type { Expression } from './syntax.ts';
import { type SqlType, isBinary, isInteger, isNumber, isString, isUnicode, sqlType } from './types.ts';

type Call = Extract<Expression, { kind: 'call' }>;
type Function = {
  arity: readonly [number, number];
  emit: (args: readonly Emitted[], scope: Scope, call: Call) => Emitted;
};

const int = sqlType('int');
const wide = sqlType('nvarchar', { length: -1 });
const sysname = sqlType('nvarchar', { length: 128 });
const missing: Emitted = { sql: 'NULL', type: undefined, nullable: true };
const at = (args: readonly Emitted[], index: number): Emitted => args[index] ?? missing;

const asString = (value: Emitted): Emitted =>
  value.type !== undefined && isString(value.type) ? value : convert(value, wide);
const asInt = (value: Emitted): string => convert(value, int).sql;

const value = (sql: string, type: SqlType, nullable = true): Emitted => ({ sql, type, nullable });
const session = (scope: Scope, key: string, kept: string): string =>
  `${parameter(scope.compilation, key)}::${kept}`;
const sessionText = (key: string, nullable = true): Function => ({
  arity: [0, 0],
  emit: (_, scope) => stringOf(session(scope, key, 'text'), sysname, nullable),
});
const lookup = (key: string, column: string, kept: string, result: SqlType, ofNobody: string): Function => ({
  arity: [0, 1],
  emit: (args, scope) => {
    const rows = `jsonb_to_recordset(${session(scope, key, 'jsonb')}) AS d(name text, ${column} ${kept})`;
    const wanted = args.length === 0 ? session(scope, ofNobody, 'text') : textOf(asString(at(args, 0)));
    return value(`(SELECT d.${column} FROM ${rows} WHERE lower(d.name) = lower(rtrim(${wanted})))`, result);
  },
});

const change = (wrap: (text: string) => string): Function => ({
  arity: [1, 1],
  emit: (args) => {
    const operand = asString(at(args, 0));
    return stringOf(wrap(textOf(operand)), varying(operand), operand.nullable);
  },
});
const varying = (operand: Emitted, length = operand.type?.length ?? -1): SqlType =>
  sqlType(operand.type !== undefined && isUnicode(operand.type) ? 'nvarchar' : 'varchar', {
    length,
    collation: operand.type?.collation ?? 'ci',
  });

const aggregate = (call: Call, name: string, operand: string): string =>
  `${name}(${call.isDistinct ? 'DISTINCT ' : ''}${operand})`;
const counted = (type: SqlType, kept: string): Function => ({
  arity: [0, 1],
  emit: (args, scope, call) => {
    if (!call.isStar && args.length === 0) throw notSupported('COUNT without an argument');
    const operand = at(args, 0);
    const inner = call.isStar
      ? 'count(*)'
      : aggregate(call, 'count', call.isDistinct ? sortable(operand) : operand.sql);
    return value(`(${inner}${over(scope, call)})::${kept}`, type, kept === 'int4' ? false : false);
  },
});
const over = (scope: Scope, call: Call): string => {
  if (call.over === undefined) return '';
  const partition = call.over.partitionBy.map((part) => sortable(emitExpression(scope, part)));
  const order = call.over.orderBy.length === 0 ? '' : ` ORDER BY ${emitOrder(scope, call.over.orderBy)}`;
  return ` OVER (${partition.length === 0 ? '' : `PARTITION BY ${partition.join(', ')}`}${order})`;
};
const extreme = (name: string): Function => ({
  arity: [1, 1],
  emit: (args, scope, call) => {
    const operand = at(args, 0);
    const { type } = operand;
    if (type === undefined || type.name === 'bit')
      throw new SqlServerError(
        8117,
        16,
        `Operand data type ${type?.name ?? 'NULL'} is invalid for ${name} operator.`,
      );
    if (type.name === 'uniqueidentifier' || type.name === 'datetimeoffset')
      throw notSupported(`${name.toUpperCase()} of ${type.name}`);
    return value(`${name}(${operand.sql})${over(scope, call)}`, type);
  },
});
const total = (name: 'sum' | 'avg'): Function => ({
  arity: [1, 1],
  emit: (args, scope, call) => {
    const operand = at(args, 0);
    const { type } = operand;
    if (type === undefined || !isNumber(type) || type.name === 'bit') {
      throw new SqlServerError(
        8117,
        16,
        `Operand data type ${type?.name ?? 'NULL'} is invalid for ${name} operator.`,
      );
    }
    const sum = `${aggregate(call, name, operand.sql)}${over(scope, call)}`;
    if (isInteger(type)) {
      const result = type.name === 'bigint' ? type : int;
      return value(`trunc(${sum})::${result.name === 'int' ? 'int4' : 'int8'}`, result);
    }
    if (type.name !== 'decimal') return value(`(${sum})::float8`, sqlType('float'));
    const scale = name === 'sum' ? type.scale : Math.max(6, type.scale);
    return value(
      `${name === 'avg' ? `trunc(${sum}, ${scale})` : sum}::numeric(38,${scale})`,
      sqlType('decimal', { precision: 38, scale }),
    );
  },
});

const ranking = (sql: string): Function => ({
  arity: [0, 0],
  emit: (_, scope, call) => {
    if (call.over === undefined)
      throw new SqlServerError(10753, 15, `The function '${call.name}' must have an OVER clause.`);
    return value(`${sql}${over(scope, call)}`, sqlType('bigint'));
  },
});

const now = (type: SqlType): Function => ({
  arity: [0, 0],
  emit: () => convert(value('mssql.now()', sqlType('datetime2', { scale: 7 }), false), type),
});

const dataLength = (operand: Emitted): Emitted => {
  const { type, nullable } = operand;
  const result = type?.length === -1 ? sqlType('bigint') : int;
  const cast = result.name === 'int' ? 'int4' : 'int8';
  if (type === undefined) return value('NULL::int4', int);
  if (isString(type))
    return value(
      `(${isUnicode(type) ? `mssql.units(${textOf(operand)}) * 2` : `length(${textOf(operand)})`})::${cast}`,
      result,
      nullable,
    );
  if (isBinary(type)) return value(`octet_length(${operand.sql})::${cast}`, result, nullable);
  const sizes: Partial<Record<SqlType['name'], number>> = {
    bit: 1,
    tinyint: 1,
    smallint: 2,
    int: 4,
    bigint: 8,
    float: 8,
    real: 4,
    uniqueidentifier: 16,
    date: 3,
    datetime: 8,
  };
  const size = sizes[type.name];
  if (size === undefined) throw notSupported(`DATALENGTH of ${type.name}`);
  return value(`(CASE WHEN ${operand.sql} IS NULL THEN NULL ELSE ${size} END)`, int, nullable);
};

const concat = (args: readonly Emitted[]): Emitted => {
  const parts = args.map((part) => (part.type === undefined ? missing : asString(part)));
  const isWide = args.some((part) => part.type !== undefined && isUnicode(part.type));
  const lengths = args.map((part) =>
    part.type === undefined ? 1 : isString(part.type) ? part.type.length : 40,
  );
  const length = lengths.includes(-1)
    ? -1
    : Math.min(
        isWide ? 4000 : 8000,
        lengths.reduce((sum, size) => sum + size, 0),
      );
  const text = parts
    .map((part) => (part.type === undefined ? "''" : `coalesce(${textOf(part)}, '')`))
    .join(' || ');
  return stringOf(`(${text})`, sqlType(isWide ? 'nvarchar' : 'varchar', { length }), false);
};

const coalesce = (args: readonly Emitted[]): Emitted => {
  const type = commonType(args.map((part) => part.type));
  const all = args.map((part) => convert(part, type));
  const nullable = args.every((part) => part.nullable);
  if (isString(type)) return stringOf(`coalesce(${all.map(textOf).join(', ')})`, type, nullable);
  return value(`coalesce(${all.map((part) => part.sql).join(', ')})`, type, nullable);
};

const serverProperties: Record<string, string> = {
  productversion: '16.0.1000.6',
  productlevel: 'RTM',
  edition: 'Developer Edition (64-bit)',
  servername: 'EMBEDDED',
  collation: 'SQL_Latin1_General_CP1_CI_AS',
};

const functions: Record<string, Function> = {
  ISNULL: {
    arity: [2, 2],
    emit: ([first = missing, second = missing]) => {
      const type = first.type ?? second.type ?? int;
      const [a, b] = [convert(first, type), convert(second, type)];
      const nullable = first.nullable && second.nullable;
      return isString(type)
        ? stringOf(`coalesce(${textOf(a)}, ${textOf(b)})`, type, nullable)
        : value(`coalesce(${a.sql}, ${b.sql})`, type, nullable);
    },
  },
  COALESCE: { arity: [2, 50], emit: (args) => coalesce(args) },
  NULLIF: {
    arity: [2, 2],
    emit: (_args, scope, { args: [first, second] }) => {
      if (first === undefined || second === undefined) return missing;
      const branches = [
        {
          when: { kind: 'compare' as const, operator: '=' as const, left: first, right: second },
          then: { kind: 'null' as const },
        },
      ];
      return emitExpression(scope, { kind: 'case', operand: undefined, branches, otherwise: first });
    },
  },
  LEN: {
    arity: [1, 1],
    emit: ([operand = missing]) =>
      value(
        `mssql.units(rtrim(${textOf(asString(operand))}, ' '))`,
        operand.type?.length === -1 ? sqlType('bigint') : int,
        operand.nullable,
      ),
  },
  DATALENGTH: { arity: [1, 1], emit: ([operand = missing]) => dataLength(operand) },
  UPPER: change((text) => `upper((${text}) COLLATE mssql.ci)`),
  LOWER: change((text) => `lower((${text}) COLLATE mssql.ci)`),
  LTRIM: change((text) => `ltrim(${text}, ' ')`),
  RTRIM: change((text) => `rtrim(${text}, ' ')`),
  TRIM: change((text) => `btrim(${text}, ' ')`),
  LEFT: {
    arity: [2, 2],
    emit: ([operand = missing, count = missing]) =>
      stringOf(`left(${textOf(asString(operand))}, ${asInt(count)})`, varying(asString(operand)), true),
  },
  RIGHT: {
    arity: [2, 2],
    emit: ([operand = missing, count = missing]) =>
      stringOf(`right(${textOf(asString(operand))}, ${asInt(count)})`, varying(asString(operand)), true),
  },
  SUBSTRING: {
    arity: [3, 3],
    emit: ([operand = missing, start = missing, count = missing]) => {
      if (operand.type !== undefined && isBinary(operand.type))
        return value(
          `substring(${operand.sql} from ${asInt(start)} for ${asInt(count)})`,
          sqlType('varbinary', { length: operand.type.length }),
        );
      return stringOf(
        `substring(${textOf(asString(operand))} from ${asInt(start)} for ${asInt(count)})`,
        varying(asString(operand)),
        true,
      );
    },
  },
  CONCAT: { arity: [2, 254], emit: (args) => concat(args) },
  CHARINDEX: {
    arity: [2, 2],
    emit: ([needle = missing, hay = missing]) => {
      const collation = (hay.isCoercible ? needle : hay).type?.collation === 'bin2' ? '"C"' : 'mssql.ci';
      return value(
        `position((${textOf(asString(needle))}) COLLATE ${collation} in (${textOf(asString(hay))}) COLLATE ${collation})`,
        int,
      );
    },
  },
  REPLACE: {
    arity: [3, 3],
    emit: ([operand = missing, from = missing, to = missing]) => {
      const whole = asString(operand);
      const collation = whole.type?.collation === 'bin2' ? '"C"' : 'mssql.ci';
      return stringOf(
        `replace((${textOf(whole)}) COLLATE ${collation}, ${textOf(asString(from))}, ${textOf(asString(to))})`,
        varying(whole, -1),
        true,
      );
    },
  },
  REPLICATE: {
    arity: [2, 2],
    emit: ([operand = missing, count = missing]) =>
      stringOf(
        `repeat(${textOf(asString(operand))}, ${asInt(count)})`,
        varying(asString(operand), asString(operand).type?.length === -1 ? -1 : 4000),
        true,
      ),
  },
  ABS: {
    arity: [1, 1],
    emit: ([operand = missing]) => value(`abs(${operand.sql})`, operand.type ?? int, operand.nullable),
  },
  COUNT: counted(int, 'int4'),
  COUNT_BIG: counted(sqlType('bigint'), 'int8'),
  SUM: total('sum'),
  AVG: total('avg'),
  MIN: extreme('min'),
  MAX: extreme('max'),
  ROW_NUMBER: ranking('row_number()'),
  RANK: ranking('rank()'),
  DENSE_RANK: ranking('dense_rank()'),
  SYSUTCDATETIME: now(sqlType('datetime2', { scale: 7 })),
  SYSDATETIME: now(sqlType('datetime2', { scale: 7 })),
  GETUTCDATE: now(sqlType('datetime')),
  GETDATE: now(sqlType('datetime')),
  DATEADD: { arity: [3, 3], emit: (args, _, call) => dateAdd(partOf(call), at(args, 1), at(args, 2)) },
  DATEDIFF: { arity: [3, 3], emit: (args, _, call) => dateDiff(partOf(call), at(args, 1), at(args, 2), int) },
  DATEDIFF_BIG: {
    arity: [3, 3],
    emit: (args, _, call) => dateDiff(partOf(call), at(args, 1), at(args, 2), sqlType('bigint')),
  },
  NEWID: { arity: [0, 0], emit: () => value('gen_random_uuid()', sqlType('uniqueidentifier'), false) },
  DB_NAME: sessionText('database'),
  SUSER_SNAME: sessionText('login'),
  SUSER_NAME: sessionText('login'),
  ORIGINAL_LOGIN: sessionText('login'),
  SYSTEM_USER: sessionText('login'),
  USER_NAME: sessionText('user'),
  APP_NAME: sessionText('application'),
  HOST_NAME: sessionText('host'),
  DB_ID: lookup('databases', 'database_id', 'int2', sqlType('smallint'), 'database'),
  SUSER_ID: lookup('logins', 'principal_id', 'int4', int, 'login'),
  HAS_DBACCESS: lookup('databases', 'has_access', 'int4', int, 'database'),
  IS_ROLEMEMBER: lookup('roles', 'is_member', 'int4', int, 'user'),
  IS_MEMBER: lookup('roles', 'is_member', 'int4', int, 'user'),
  IS_SRVROLEMEMBER: {
    arity: [1, 1],
    emit: ([role = missing], scope) =>
      value(
        `(CASE WHEN lower(${textOf(asString(role))}) IN ('sysadmin', 'public') THEN CASE WHEN lower(${textOf(asString(role))}) = 'public' THEN 1 ELSE ${session(scope, 'isAdministrator', 'int4')} END END)`,
        int,
      ),
  },
  OBJECT_ID: {
    arity: [1, 2],
    emit: (args) =>
      value(
        `mssql.object_id(${textOf(asString(at(args, 0)))}, ${args.length > 1 ? textOf(asString(at(args, 1))) : 'NULL'})`,
        int,
      ),
  },
  SCOPE_IDENTITY: {
    arity: [0, 0],
    emit: (_, scope) =>
      value(
        `(CASE WHEN ${session(scope, 'hasIdentity', 'int4')} = 1 THEN nullif(current_setting('mssql.identity', true), '')::numeric END)`,
        sqlType('decimal', { precision: 38 }),
      ),
  },
  XACT_STATE: {
    arity: [0, 0],
    emit: (_, scope) => value(session(scope, 'xactState', 'int2'), sqlType('smallint'), false),
  },
  HASHBYTES: {
    arity: [2, 2],
    emit: ([, operand = missing], _, call) => {
      const [algorithm] = call.args;
      if (
        algorithm?.kind !== 'string' ||
        algorithm.value.toUpperCase() !== 'SHA2_256' ||
        operand.type === undefined ||
        !isBinary(operand.type)
      )
        throw notSupported('HASHBYTES but for SHA2_256 of binary');
      return value(`sha256(${operand.sql})`, sqlType('varbinary', { length: 8000 }), operand.nullable);
    },
  },
  SERVERPROPERTY: {
    arity: [1, 1],
    emit: (_args, _scope, call) => {
      const [name] = call.args;
      const known = name?.kind === 'string' ? serverProperties[name.value.toLowerCase()] : undefined;
      if (known === undefined) throw notSupported('This SERVERPROPERTY');
      // sql_variant on SQL Server; every driver shows the string in it.
      return stringOf(`'${known}'::text`, sysname, true);
    },
  },
};

const partOf = (call: Call): string => {
  const [part] = call.args;
  return part?.kind === 'string' ? part.value : '';
};

const windowed = new Set([
  'COUNT',
  'COUNT_BIG',
  'SUM',
  'AVG',
  'MIN',
  'MAX',
  'ROW_NUMBER',
  'RANK',
  'DENSE_RANK',
]);

export const emitCall = (scope: Scope, call: Call): Emitted => {
  const known = functions[call.name];
  if (known === undefined)
    throw new SqlServerError(195, 15, `'${call.name}' is not a recognized built-in function name.`, 10);
  if (call.over !== undefined && !windowed.has(call.name)) throw notSupported(`OVER after ${call.name}`);
  const [least, most] = known.arity;
  if (call.args.length < least || call.args.length > most) {
    throw new SqlServerError(
      174,
      15,
      `The ${call.name.toLowerCase()} function requires ${least} argument(s).`,
    );
  }
  return known.emit(
    call.args.map((arg) => emitExpression(scope, arg)),
    scope,
    call,
  );
};
