// Functions of NULLs and moments, and new identifiers.
import { convert, stringOf, textOf } from '../convert.ts';
import { dateAdd } from '../date-functions.ts';
import { commonType } from '../common-type.ts';
import { isString, sqlType } from '../../values/types.ts';
import { type Call, type FunctionTable, type SqlFunction, missing, valueOf } from './parts.ts';

const coalesce: SqlFunction = {
  arity: [2, 50],
  emit: (args) => {
    const type = commonType(args.map((part) => part.type));
    const all = args.map((part) => convert(part, type));
    const nullable = args.every((part) => part.nullable);
    if (isString(type)) return stringOf(`coalesce(${all.map(textOf).join(', ')})`, type, nullable);
    return valueOf(`coalesce(${all.map((part) => part.sql).join(', ')})`, type, nullable);
  },
};

const partOf = (call: Call): string => {
  const [part] = call.args;
  return part?.kind === 'string' ? part.value : '';
};

export const valueFunctions = {
  COALESCE: coalesce,
  SYSUTCDATETIME: {
    arity: [0, 0],
    emit: () => valueOf('mssql.now()', sqlType('datetime2', { scale: 7 }), false),
  },
  DATEADD: {
    arity: [3, 3],
    emit: ([, count = missing, to = missing], _, call) => dateAdd(partOf(call), count, to),
  },
  NEWID: { arity: [0, 0], emit: () => valueOf('gen_random_uuid()', sqlType('uniqueidentifier'), false) },
} satisfies FunctionTable;
