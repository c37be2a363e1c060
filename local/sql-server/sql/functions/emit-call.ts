// A call of a built-in function. One that SQL Server has and the endpoint has not is refused; one that nobody has is error 195.
import { emitExpression } from '../emit-expression.ts';
import { SqlServerError, notSupported } from '../../values/errors.ts';
import type { Emitted, Scope } from '../scope.ts';
import { aggregateFunctions } from './aggregate-functions.ts';
import type { Call, FunctionTable } from './parts.ts';
import { sessionFunctions } from './session-functions.ts';
import { stringFunctions } from './string-functions.ts';
import { valueFunctions } from './value-functions.ts';

const functions = (): FunctionTable => ({
  ...aggregateFunctions,
  ...stringFunctions,
  ...sessionFunctions,
  ...valueFunctions,
});
// Made at the first call: the modules above need each other.
let known: FunctionTable | undefined;

const refused = new Set(
  (
    'ACOS ASCII ASIN ATAN ATN2 CEILING CHAR CHECKSUM CHECKSUM_AGG CHOOSE CONCAT_WS COS COT CUME_DIST CURRENT_USER DATABASEPROPERTYEX DATENAME ' +
    'DATEFROMPARTS DATEPART DATETIME2FROMPARTS DATETIMEFROMPARTS DATETIMEOFFSETFROMPARTS DATETRUNC DAY DECOMPRESS COMPRESS DEGREES DIFFERENCE ' +
    'ENCRYPTBYPASSPHRASE EOMONTH ERROR_LINE ERROR_MESSAGE ERROR_NUMBER ERROR_PROCEDURE ERROR_SEVERITY ERROR_STATE EXP FIRST_VALUE FLOOR FORMAT ' +
    'FORMATMESSAGE GENERATE_SERIES GETANSINULL GREATEST GROUPING GROUPING_ID IDENT_CURRENT IDENT_INCR IDENT_SEED INDEXPROPERTY ' +
    'ISDATE ISJSON ISNUMERIC JSON_ARRAY JSON_MODIFY JSON_OBJECT JSON_QUERY JSON_VALUE LAG LAST_VALUE LEAD LEAST LOG LOG10 MIN_ACTIVE_ROWVERSION ' +
    'MONTH NCHAR NEWSEQUENTIALID NTILE OBJECT_DEFINITION OBJECT_NAME OBJECT_SCHEMA_NAME OBJECTPROPERTY OBJECTPROPERTYEX OPENJSON PARSE PARSENAME ' +
    'PATINDEX PERCENT_RANK PERCENTILE_CONT PERCENTILE_DISC PERMISSIONS PI POWER QUOTENAME RADIANS RAND REVERSE ROUND ROWCOUNT_BIG SCHEMA_ID ' +
    'SCHEMA_NAME SESSION_CONTEXT SESSION_USER SESSIONPROPERTY SIGN SIN SMALLDATETIMEFROMPARTS SOUNDEX SPACE SQL_VARIANT_PROPERTY SQRT SQUARE ' +
    'STDEV STDEVP STR STRING_AGG STRING_ESCAPE STRING_SPLIT STUFF SUSER_SID SWITCHOFFSET SYSDATETIMEOFFSET TAN TERTIARY_WEIGHTS TEXTPTR ' +
    'TIMEFROMPARTS TODATETIMEOFFSET TRANSLATE TRY_PARSE TYPE_ID TYPE_NAME TYPEPROPERTY UNICODE USER USER_ID VAR VARP YEAR'
  ).split(' '),
);

export const emitCall = (scope: Scope, call: Call): Emitted => {
  known ??= functions();
  const found = Object.hasOwn(known, call.name) ? known[call.name] : undefined;
  if (found === undefined) {
    if (refused.has(call.name)) throw notSupported(`The function ${call.name}`);
    throw new SqlServerError(195, 15, `'${call.name}' is not a recognized built-in function name.`, 10);
  }
  if (call.over !== undefined && !Object.hasOwn(aggregateFunctions, call.name))
    throw notSupported(`OVER after ${call.name}`);
  if (call.isDistinct && !Object.hasOwn(aggregateFunctions, call.name))
    throw notSupported(`DISTINCT in ${call.name}`);
  if (call.isStar && call.name !== 'COUNT' && call.name !== 'COUNT_BIG')
    throw new SqlServerError(102, 15, "Incorrect syntax near '*'.");
  const [least, most] = found.arity;
  if (call.args.length < least || call.args.length > most) {
    throw new SqlServerError(
      174,
      15,
      `The ${call.name.toLowerCase()} function requires ${least} argument(s).`,
    );
  }
  return found.emit(
    call.args.map((arg) => emitExpression(scope, arg)),
    scope,
    call,
  );
};
