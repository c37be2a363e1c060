// credentials census [--tenant <id> | --all]: how many envelopes there are in each format and under each key, for each tenant,
// and which tenants may raise their floor. Opens nothing and needs no key.

import type { Command } from 'commander';
import { takeCensus, type TenantCensus } from '../credentials/take-census.ts';
import { openOperator } from '../command-line/operator.ts';
import { exitCodes, type ExitCode } from '../command-line/operator-program.ts';
import { report, reportFailure } from '../command-line/report.ts';
import { table } from '../command-line/table.ts';
import { onTenants, readTenants, type TenantsOptions } from '../command-line/tenants-command.ts';
import { whichTenants } from '../command-line/which-tenants.ts';

type Total = { readonly format: string; readonly current: number; readonly previous: number };

const totalsOf = (tenants: readonly TenantCensus[]): readonly Total[] => {
  const totals = new Map<string, Total>();
  for (const { format, current, previous } of tenants.flatMap(({ envelopes }) => envelopes)) {
    const total = totals.get(format) ?? { format, current: 0, previous: 0 };
    totals.set(format, {
      format,
      current: total.current + current,
      previous: total.previous + previous,
    });
  }
  return [...totals.values()].toSorted((left, right) => left.format.localeCompare(right.format));
};

const floorNote = ({ mayRaiseFloor, unreadable, withoutCommitment }: TenantCensus): string => {
  if (unreadable.length > 0) return `unreadable: ${unreadable.join(', ')}`;
  const notes = [
    ...(mayRaiseFloor ? ['may raise its floor'] : []),
    ...(withoutCommitment > 0 ? [`${withoutCommitment} without key commitment`] : []),
  ];
  return notes.join(', ');
};

export const censusLines = (tenants: readonly TenantCensus[]): readonly string[] => [
  ...table(
    ['tenant', 'floor', 'format', 'key', 'current', 'previous', ''],
    tenants.flatMap((tenant) => {
      const { tenantId, formatFloor, envelopes, status } = tenant;
      const name = status === 'suspended' ? `${tenantId} (suspended)` : tenantId;
      const lines = envelopes.length === 0 ? [undefined] : envelopes;
      return lines.map((line, index) => [
        index === 0 ? name : '',
        index === 0 ? formatFloor : '',
        line?.format ?? '(nothing)',
        line?.key ?? '',
        String(line?.current ?? 0),
        String(line?.previous ?? 0),
        index === 0 ? floorNote(tenant) : '',
      ]);
    }),
  ),
  '',
  ...totalsOf(tenants).map(
    ({ format, current, previous }) => `${format}: ${current} current, ${previous} previous`,
  ),
];

const census = async (options: TenantsOptions): Promise<ExitCode> => {
  const operator = await openOperator('census');
  const ids = await whichTenants(operator.directory, options.tenant);
  if (!ids.ok) return reportFailure(options, {}, ids.failure);
  const { lookUpFormat } = operator.opening;
  const read = await readTenants(operator, ids.value, (record) => takeCensus(lookUpFormat, record));
  report(options, { ...read, totals: totalsOf(read.tenants) }, censusLines(read.tenants));
  return read.failures.length === 0 && !read.isInterrupted ? exitCodes.done : exitCodes.failed;
};

export const addCensusCommand = (program: Command): void => {
  onTenants(program.command('census'), 'optional', census)
    .description('Count envelopes by format and key, and say which tenants may raise their floor.')
    .addHelpText('after', '\nExample:\n  npm run --silent credentials -- census --json > census.json');
};
