// credentials census [--tenant <id> | --all]: how many envelopes there are in each format and under each key, for each tenant,
// and which tenants may raise their floor. Opens nothing and needs no key.

import type { Command } from 'commander';
import { takeCensus, type TenantCensus } from '../credentials/take-census.ts';
import type { TenantId } from '#shared/domain/tenant-id';
import { describeFailure } from '../command-line/describe-failure.ts';
import { inParallel, interruption } from '../command-line/in-parallel.ts';
import { openOperator } from '../command-line/operator.ts';
import { exitCodes, type ExitCode } from '../command-line/operator-program.ts';
import { parseTenantOption } from '../command-line/option-values.ts';
import { report, reportFailure, type JsonOption } from '../command-line/report.ts';
import { table } from '../command-line/table.ts';
import { whichTenants } from '../command-line/which-tenants.ts';

type CensusOptions = JsonOption & { readonly tenant?: TenantId; readonly all?: true };

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

const floorNote = ({ mayRaiseFloor, unreadable }: TenantCensus): string => {
  if (unreadable.length > 0) return `unreadable: ${unreadable.join(', ')}`;
  return mayRaiseFloor ? 'may raise its floor' : '';
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

const census = async (options: CensusOptions): Promise<ExitCode> => {
  const { opening, directory, terminal, newUse } = await openOperator('census');
  const ids = await whichTenants(directory, options.tenant);
  if (!ids.ok) return reportFailure(options, {}, ids.failure);

  const taken: TenantCensus[] = [];
  const failures: { readonly tenantId: TenantId; readonly code: string }[] = [];
  const bar = terminal.startBar('Tenants', ids.value.length);
  const signal = interruption();
  await inParallel(ids.value, { concurrency: 8, signal }, async (tenantId) => {
    const { deadline } = newUse();
    const record = await opening.tenantStore.load(tenantId, { isConsistent: true, deadline });
    if (record.ok) taken.push(takeCensus(opening.lookUpFormat, record.value));
    else {
      failures.push({ tenantId, code: record.failure });
      terminal.write(`${tenantId}: ${describeFailure(record.failure)}\n`);
    }
    bar.advance();
  });
  bar.end();

  const tenants = taken.toSorted((left, right) => left.tenantId.localeCompare(right.tenantId));
  const isInterrupted = taken.length + failures.length < ids.value.length;
  report(options, { tenants, totals: totalsOf(tenants), failures, isInterrupted }, censusLines(tenants));
  return failures.length === 0 && !isInterrupted ? exitCodes.done : exitCodes.failed;
};

export const addCensusCommand = (program: Command): void => {
  const command = program
    .command('census')
    .description('Count envelopes by format and key, and say which tenants may raise their floor.')
    .option('--tenant <id>', 'one tenant', parseTenantOption)
    .option('--all', 'every tenant that has a policy (also without this)')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  npm run --silent credentials -- census --json > census.json')
    .action(async (options: CensusOptions) => {
      if (options.tenant !== undefined && options.all !== undefined)
        command.error('error: Say either --tenant <id> or --all.');
      process.exitCode = await census(options);
    });
};
