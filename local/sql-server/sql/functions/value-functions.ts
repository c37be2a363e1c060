// Functions of NULLs, numbers, moments and bytes.
import { convert, stringOf, textOf } from '../convert.ts';
import { dateAdd, dateDiff } from '../date-functions.ts';
import { commonType } from '../common-type.ts';
import { emitExpression } from '../emit-expression.ts';
import { notSupported } from '../../values/errors.ts';
import { type SqlType, isBinary, isNumber, isString, sqlType } from '../../values/types.ts';
import { type Call, type FunctionTable, type SqlFunction, bigint, int, missing, valueOf } from './parts.ts';

// The first argument's type, whatever the second one is: a longer string is cut.
const isNull: SqlFunction = {
  arity: [2, 2],
  emit: ([first = missing, second = missing]) => {
    const type = first.type ?? second.type ?? int;
    const [a, b] = [convert(first, type), convert(second, type)];
    const nullable = first.nullable && second.nullable;
    return isString(type)
      ? stringOf(`coalesce(${textOf(a)}, ${textOf(b)})`, type, nullable)
      : valueOf(`coalesce(${a.sql}, ${b.sql})`, type, nullable);
  },
};

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

const nullIf: SqlFunction = {
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
};

const absolute: SqlFunction = {
  arity: [1, 1],
  emit: ([operand = missing]) => {
    if (operand.type === undefined || !isNumber(operand.type) || operand.type.name === 'bit')
      throw notSupported('ABS of this type');
    return valueOf(`abs(${operand.sql})`, operand.type, operand.nullable);
  },
};

const now = (type: SqlType): SqlFunction => ({
  arity: [0, 0],
  emit: () => convert(valueOf('mssql.now()', sqlType('datetime2', { scale: 7 }), false), type),
});

const partOf = (call: Call): string => {
  const [part] = call.args;
  return part?.kind === 'string' ? part.value : '';
};
const difference = (type: SqlType): SqlFunction => ({
  arity: [3, 3],
  emit: ([, from = missing, to = missing], _, call) => dateDiff(partOf(call), from, to, type),
});

const hashBytes: SqlFunction = {
  arity: [2, 2],
  emit: ([, operand = missing], _, call) => {
    const [algorithm] = call.args;
    const isKnown = algorithm?.kind === 'string' && algorithm.value.toUpperCase() === 'SHA2_256';
    if (!isKnown || operand.type === undefined || !isBinary(operand.type))
      throw notSupported('HASHBYTES but for SHA2_256 of binary');
    return valueOf(`sha256(${operand.sql})`, sqlType('varbinary', { length: 8000 }), operand.nullable);
  },
};

export const valueFunctions = {
  ISNULL: isNull,
  COALESCE: coalesce,
  NULLIF: nullIf,
  ABS: absolute,
  SYSUTCDATETIME: now(sqlType('datetime2', { scale: 7 })),
  SYSDATETIME: now(sqlType('datetime2', { scale: 7 })),
  GETUTCDATE: now(sqlType('datetime')),
  GETDATE: now(sqlType('datetime')),
  DATEADD: {
    arity: [3, 3],
    emit: ([, count = missing, to = missing], _, call) => dateAdd(partOf(call), count, to),
  },
  DATEDIFF: difference(int),
  DATEDIFF_BIG: difference(bigint),
  NEWID: { arity: [0, 0], emit: () => valueOf('gen_random_uuid()', sqlType('uniqueidentifier'), false) },
  HASHBYTES: hashBytes,
} satisfies FunctionTable;
