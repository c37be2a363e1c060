// DATEADD over moments kept as 100 ns since 0001-01-01.
import { convert } from './convert.ts';
import { notSupported } from '../values/errors.ts';
import type { Emitted } from './scope.ts';
import { sqlType } from '../values/types.ts';

const ticksOf: Record<string, bigint> = {
  millisecond: 10_000n,
  second: 10_000_000n,
  minute: 600_000_000n,
  hour: 36_000_000_000n,
  day: 864_000_000_000n,
};

export const dateAdd = (part: string, count: Emitted, to: Emitted): Emitted => {
  const size = Object.hasOwn(ticksOf, part) ? ticksOf[part] : undefined;
  if (size === undefined) throw notSupported(`DATEADD(${part}, …)`);
  if (to.type?.name !== 'datetime2') throw notSupported('DATEADD to anything but datetime2');
  const ticks = `(${to.sql})::numeric + (${convert(count, sqlType('int')).sql})::numeric * ${size}`;
  const nullable = count.nullable || to.nullable;
  return convert(
    { sql: `mssql.in_range(${ticks})`, type: sqlType('datetime2', { scale: 7 }), nullable },
    to.type,
  );
};
