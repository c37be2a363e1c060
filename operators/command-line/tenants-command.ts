// A command on one tenant or on all of them: the options that say which, and the records that it reads.

import type { Command } from 'commander';
import type { TenantId } from '#shared/domain/tenant-id';
import type { TenantRecord } from '#shared/tenants/tenant-record';
import type { TenantLoadFailure } from '#shared/tenants/tenant-store';
import { describeFailure, failureCode } from './describe-failure.ts';
import { inParallel, interruption } from './in-parallel.ts';
import type { Operator } from './operator.ts';
import type { ExitCode } from './operator-program.ts';
import { parseTenantOption } from './option-values.ts';
import type { JsonOption } from './report.ts';

export type TenantsOptions = JsonOption & { readonly tenant?: TenantId; readonly all?: true };

/** Adds the options and the action. `required`: one of --tenant and --all has to be said; else all is meant without. */
export const onTenants = <O extends TenantsOptions>(
  command: Command,
  which: 'required' | 'optional',
  run: (options: O) => Promise<ExitCode>,
): Command =>
  command
    .option('--tenant <id>', 'one tenant', parseTenantOption)
    .option('--all', `every tenant that has a policy${which === 'optional' ? ' (also without this)' : ''}`)
    .option('--json', 'print one JSON document')
    .action(async (options: O) => {
      const isBoth = options.tenant !== undefined && options.all !== undefined;
      const isNeither = options.tenant === undefined && options.all === undefined;
      if (isBoth || (isNeither && which === 'required'))
        command.error('error: Say either --tenant <id> or --all.');
      process.exitCode = await run(options);
    });

export type ReadTenants<T> = {
  /** In order of their ids. */
  readonly tenants: readonly T[];
  readonly failures: readonly { readonly tenantId: TenantId; readonly code: string }[];
  readonly isInterrupted: boolean;
};

/** Reads tenants' records, several at a time, and says on the terminal which cannot be read. */
export const readTenants = async <T extends { readonly tenantId: TenantId }>(
  { opening, terminal, newUse }: Operator,
  ids: readonly TenantId[],
  toTenant: (record: TenantRecord) => T,
): Promise<ReadTenants<T>> => {
  const read: T[] = [];
  const failures: { readonly tenantId: TenantId; readonly code: string }[] = [];
  const fail = (tenantId: TenantId, failure: TenantLoadFailure): void => {
    failures.push({ tenantId, code: failureCode(failure) });
    terminal.write(`${tenantId}: ${describeFailure(failure)}\n`);
  };
  const bar = terminal.startBar('Tenants', ids.length);
  await inParallel(ids, { concurrency: 8, signal: interruption() }, async (tenantId) => {
    const { deadline } = newUse();
    const record = await opening.tenantStore.load(tenantId, { isConsistent: true, deadline });
    if (record.ok) read.push(toTenant(record.value));
    else fail(tenantId, record.failure);
    bar.advance();
  });
  bar.end();
  const tenants = read.toSorted((left, right) => left.tenantId.localeCompare(right.tenantId));
  return { tenants, failures, isInterrupted: read.length + failures.length < ids.length };
};
