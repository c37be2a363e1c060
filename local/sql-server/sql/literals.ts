// Literals with the types that SQL Server gives them (Constants, Transact-SQL).
import { cp1252 } from '../values/cp1252.ts';
import { stringOf } from './convert.ts';
import { notSupported } from '../values/errors.ts';
import { type Emitted, quoteText } from './scope.ts';
import { sqlType } from '../values/types.ts';

const literal = (sql: string, type: Emitted['type']): Emitted => ({ sql, type, nullable: false });

export const emitNumber = (text: string): Emitted => {
  const digits = text.replace(/^0+/, '');
  if (!/^\d*$/.test(digits) || Number(digits) > 2_147_483_647) throw notSupported('A number that is no int');
  return literal(String(Number(digits)), sqlType('int'));
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
