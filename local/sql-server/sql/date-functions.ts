// DATEADD and DATEDIFF over moments kept as 100 ns since 0001-01-01.
import { convert } from './convert.ts';
import { SqlServerError, notSupported } from '../values/errors.ts';
import type { Emitted } from './scope.ts';
import { type SqlType, isString, sqlType } from '../values/types.ts';

const synonyms: Record<string, string> = {
  year: 'year',
  yy: 'year',
  yyyy: 'year',
  month: 'month',
  mm: 'month',
  m: 'month',
  day: 'day',
  dd: 'day',
  d: 'day',
  dayofyear: 'day',
  week: 'week',
  wk: 'week',
  ww: 'week',
  hour: 'hour',
  hh: 'hour',
  minute: 'minute',
  mi: 'minute',
  n: 'minute',
  second: 'second',
  ss: 'second',
  s: 'second',
  millisecond: 'millisecond',
  ms: 'millisecond',
  microsecond: 'microsecond',
  mcs: 'microsecond',
};
const ticksOf: Record<string, bigint> = {
  microsecond: 10n,
  millisecond: 10_000n,
  second: 10_000_000n,
  minute: 600_000_000n,
  hour: 36_000_000_000n,
  day: 864_000_000_000n,
  week: 6_048_000_000_000n,
};

const moment = (value: Emitted): Emitted => {
  if (value.type !== undefined && isString(value.type)) return convert(value, sqlType('datetime'));
  if (value.type === undefined || !['date', 'datetime', 'datetime2'].includes(value.type.name))
    throw notSupported('A date function on this type');
  return value;
};
const asTicks = (value: Emitted): string => convert(value, sqlType('datetime2', { scale: 7 })).sql;

export const dateAdd = (written: string, count: Emitted, to: Emitted): Emitted => {
  const part = synonyms[written];
  if (part === undefined) throw notSupported(`DATEADD(${written}, …)`);
  const operand = moment(to);
  const type = operand.type ?? sqlType('datetime');
  const steps = `(${convert(count, sqlType('int')).sql})`;
  const size = ticksOf[part];
  const sql =
    size === undefined
      ? `mssql.add_months(${asTicks(operand)}, ${steps}::int8${part === 'year' ? ' * 12' : ''})`
      : `mssql.in_range(${asTicks(operand)}::numeric + ${steps}::numeric * ${size})`;
  const nullable = count.nullable || operand.nullable;
  const result: Emitted = { sql, type: sqlType('datetime2', { scale: 7 }), nullable };
  if (type.name === 'date' && ticksOf[part] !== undefined && part !== 'day' && part !== 'week') {
    throw new SqlServerError(
      9810,
      16,
      `The datepart ${part} is not supported by date function dateadd for data type date.`,
    );
  }
  return convert(result, type);
};

/** Counts the boundaries crossed, as SQL Server does, not the time that passed. */
export const dateDiff = (written: string, from: Emitted, to: Emitted, result: SqlType): Emitted => {
  const part = synonyms[written];
  const size = part === undefined ? undefined : ticksOf[part];
  if (part === 'week' || (size === undefined && part !== 'year' && part !== 'month'))
    throw notSupported(`DATEDIFF(${written}, …)`);
  const [a, b] = [asTicks(moment(from)), asTicks(moment(to))];
  const months = (ticks: string): string =>
    `(extract(year from mssql.moment(${ticks})) * 12 + extract(month from mssql.moment(${ticks})) - 1)::int8`;
  const years = (ticks: string): string => `extract(year from mssql.moment(${ticks}))::int8`;
  const boundary = (ticks: string): string =>
    part === 'year' ? years(ticks) : part === 'month' ? months(ticks) : `(${ticks}) / ${size ?? 1n}`;
  return {
    sql:
      result.name === 'int'
        ? `mssql.difference(${boundary(b)} - ${boundary(a)})`
        : `(${boundary(b)} - ${boundary(a)})::int8`,
    type: result,
    nullable: from.nullable || to.nullable,
  };
};
