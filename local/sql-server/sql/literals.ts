// Literals with the types that SQL Server gives them (Constants, Transact-SQL).
import { cp1252 } from '../values/cp1252.ts';
import { stringOf } from './convert.ts';
import { SqlServerError } from '../values/errors.ts';
import { type Emitted, quoteText } from './scope.ts';
import { sqlType } from '../values/types.ts';

const literal = (sql: string, type: Emitted['type']): Emitted => ({ sql, type, nullable: false });

const decimal = (text: string, precision: number, scale: number): Emitted => {
  if (precision > 38) {
    throw new SqlServerError(
      1007,
      15,
      `The number '${text.slice(0, 60)}' is out of the range for numeric representation (maximum precision 38).`,
    );
  }
  return literal(
    `${text.endsWith('.') ? `${text}0` : text}::numeric`,
    sqlType('decimal', { precision, scale }),
  );
};

export const emitNumber = (text: string): Emitted => {
  if (/e/i.test(text)) return literal(`${text}::float8`, sqlType('float'));
  const [whole = '', fraction = ''] = text.split('.');
  const digits = whole.replace(/^0+/, '');
  if (text.includes('.')) return decimal(text, Math.max(1, digits.length + fraction.length), fraction.length);
  if (digits.length < 11 && Number(digits) <= 2_147_483_647)
    return {
      ...literal(String(Number(digits)), sqlType('int')),
      digits: Math.max(1, digits.length),
    };
  return decimal(digits, digits.length, 0);
};

export const emitString = (value: string, isNational: boolean): Emitted => {
  // Without N it is varchar: what its code page lacks is lost before anything sees it.
  const kept = isNational ? value : cp1252.decode(cp1252.encode(value));
  const length = kept.length > (isNational ? 4000 : 8000) ? -1 : Math.max(1, kept.length);
  const type = sqlType(isNational ? 'nvarchar' : 'varchar', { length });
  return { ...stringOf(`${quoteText(kept)}::text`, type, false), isCoercible: true };
};

export const emitBinary = (hex: string): Emitted => {
  const length = hex.length / 2;
  return literal(
    `'\\x${hex}'::bytea`,
    sqlType('varbinary', { length: length > 8000 ? -1 : Math.max(1, length) }),
  );
};
