// A call of a built-in function. One that SQL Server has and the endpoint has not is refused; one that neither has is error 195.
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
    'ABS ACOS APP_NAME ASCII ASIN ATAN ATN2 AVG CEILING CHAR CHARINDEX CHECKSUM CHECKSUM_AGG CHOOSE CONCAT_WS COS COT CUME_DIST CURRENT_USER DATABASEPROPERTYEX DATALENGTH DATEDIFF DATEDIFF_BIG DATENAME ' +
    'DATEFROMPARTS DATEPART DATETIME2FROMPARTS DATETIMEFROMPARTS DATETIMEOFFSETFROMPARTS DATETRUNC DAY DECOMPRESS COMPRESS DEGREES DENSE_RANK DIFFERENCE ' +
    'ENCRYPTBYPASSPHRASE EOMONTH ERROR_LINE ERROR_MESSAGE ERROR_NUMBER ERROR_PROCEDURE ERROR_SEVERITY ERROR_STATE EXP FIRST_VALUE FLOOR FORMAT ' +
    'FORMATMESSAGE GENERATE_SERIES GETANSINULL GETDATE GETUTCDATE GREATEST GROUPING GROUPING_ID IDENT_CURRENT IDENT_INCR IDENT_SEED INDEXPROPERTY ' +
    'HASHBYTES HAS_DBACCESS HOST_NAME IS_MEMBER IS_ROLEMEMBER IS_SRVROLEMEMBER ISDATE ISJSON ISNULL ISNUMERIC JSON_ARRAY JSON_MODIFY JSON_OBJECT JSON_QUERY JSON_VALUE LAG LAST_VALUE LEAD LEAST LEFT LEN LOG LOG10 LOWER LTRIM MIN_ACTIVE_ROWVERSION ' +
    'MONTH NCHAR NEWSEQUENTIALID NTILE NULLIF OBJECT_DEFINITION OBJECT_NAME OBJECT_SCHEMA_NAME OBJECTPROPERTY OBJECTPROPERTYEX OPENJSON PARSE PARSENAME ' +
    'PATINDEX PERCENT_RANK PERCENTILE_CONT PERCENTILE_DISC PERMISSIONS PI POWER QUOTENAME RADIANS RAND RANK REPLACE REPLICATE REVERSE RIGHT ROUND ROWCOUNT_BIG RTRIM SCHEMA_ID SCOPE_IDENTITY SERVERPROPERTY ' +
    'SCHEMA_NAME SESSION_CONTEXT SESSION_USER SESSIONPROPERTY SIGN SIN SMALLDATETIMEFROMPARTS SOUNDEX SPACE SQL_VARIANT_PROPERTY SQRT SQUARE ' +
    'STDEV STDEVP STR STRING_AGG STRING_ESCAPE STRING_SPLIT STUFF SUBSTRING SUM SUSER_NAME SUSER_SID SWITCHOFFSET SYSDATETIME SYSDATETIMEOFFSET SYSTEM_USER TAN TERTIARY_WEIGHTS TEXTPTR ' +
    'TIMEFROMPARTS TODATETIMEOFFSET TRANSLATE TRIM TRY_PARSE TYPE_ID TYPE_NAME TYPEPROPERTY UNICODE UPPER USER USER_ID USER_NAME VAR VARP XACT_STATE YEAR'
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
