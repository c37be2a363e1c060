// A value sent as one type for a parameter declared as another.
import { SqlServerError, notSupported } from '../values/errors.ts';
import { type SqlType, isBinary, isInteger, isString, isUnicode } from '../values/types.ts';
import { cp1252 } from '../values/cp1252.ts';

const ranges: Partial<Record<SqlType['name'], readonly [bigint, bigint]>> = {
  tinyint: [0n, 255n],
  smallint: [-32_768n, 32_767n],
  int: [-2_147_483_648n, 2_147_483_647n],
};

const fitInteger = (declared: SqlType, sent: SqlType, value: string): string => {
  if (declared.name === 'bit') return BigInt(value) === 0n ? '0' : '1';
  const [least, most] = ranges[declared.name] ?? [];
  if (least !== undefined && most !== undefined && (BigInt(value) < least || BigInt(value) > most))
    throw new SqlServerError(8114, 16, `Error converting data type ${sent.name} to ${declared.name}.`);
  return value;
};

const fitString = (declared: SqlType, sent: SqlType, value: string): string => {
  const known = isUnicode(sent) && !isUnicode(declared) ? cp1252.decode(cp1252.encode(value)) : value;
  const cut = declared.length === -1 ? known : known.slice(0, declared.length);
  return declared.name === 'char' || declared.name === 'nchar' ? cut.padEnd(declared.length) : cut;
};

// As text: \x and two digits for each byte.
const fitBinary = (declared: SqlType, value: string): string => {
  if (declared.length === -1) return value;
  const cut = value.slice(0, 2 + declared.length * 2);
  return declared.name === 'varbinary' ? cut : cut.padEnd(2 + declared.length * 2, '0');
};

export const fitParameter = (
  declared: SqlType,
  sent: { type: SqlType; value: string | null },
): string | null => {
  const { type, value } = sent;
  if (value === null) return null;
  if (isString(declared) && isString(type)) return fitString(declared, type, value);
  if (isBinary(declared) && isBinary(type)) return fitBinary(declared, value);
  if (isInteger(declared) && isInteger(type)) return fitInteger(declared, type, value);
  if (declared.name === type.name && declared.scale >= type.scale) return value;
  throw notSupported(`A value of type ${type.name} for a parameter of type ${declared.name}`);
};
