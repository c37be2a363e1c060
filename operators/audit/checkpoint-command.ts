// audit checkpoint [--tenant <id> | --all]: writes down where each chain of receipts ends, now rather than when the schedule comes to it. With the
// application's login, which may add a checkpoint and change none.

import type { Command } from 'commander';
import { createSqlDirectDepositStore } from '#shared/direct-deposits/sql/sql-direct-deposit-store';
import { takeCheckpoint } from '#shared/direct-deposits/take-checkpoint';
import type { TenantId } from '#shared/domain/tenant-id';
import { inParallel, interruption } from '../command-line/in-parallel.ts';
import { openOperator, type Operator } from '../command-line/operator.ts';
import { exitCodes, type ExitCode } from '../command-line/operator-program.ts';
import { report, reportFailure } from '../command-line/report.ts';
import { withTenantAccess } from '../command-line/tenant-access.ts';
import { onTenants, type TenantsOptions } from '../command-line/tenants-command.ts';
import { whichTenants } from '../command-line/which-tenants.ts';
import { describeTenantFailure, notSetUpCode, numberOf } from './describe-verification.ts';

type Taken = { readonly tenantId: TenantId } & (
  { readonly chains: number } | { readonly failure: string; readonly sentence: string }
);

const notReady = {
  failure: notSetUpCode,
  sentence: describeTenantFailure({ kind: 'unread', chain: { kind: 'not-set-up' } }).sentence,
};

const takeOf = async (operator: Operator, tenantId: TenantId): Promise<Taken> => {
  const taken = await withTenantAccess(operator, tenantId, ({ database, keyset }) => {
    const store = createSqlDirectDepositStore({
      ...{ database, tenantId, log: operator.opening.log },
      onMismatch: () => undefined,
    });
    return takeCheckpoint(store, { tenantId, keyset }, 0);
  });
  if (!taken.ok) {
    const { code, sentence } = describeTenantFailure({ kind: 'no-access', access: taken.failure });
    return { tenantId, failure: code, sentence };
  }
  if (taken.value.ok) return { tenantId, chains: taken.value.value };
  const { code } = taken.value.failure;
  return code === 'DATABASE_NOT_READY'
    ? { tenantId, ...notReady }
    : { tenantId, failure: code, sentence: `no checkpoint was taken (${code})` };
};

const sentenceOf = (taken: Taken): string => {
  if ('sentence' in taken) return taken.sentence;
  return taken.chains === 0
    ? 'nothing was written since the last checkpoint'
    : numberOf(taken.chains, 'chain');
};

const checkpoint = async (options: TenantsOptions): Promise<ExitCode> => {
  const operator = await openOperator('checkpoint', 'audit');
  const ids = await whichTenants(operator.directory, options.tenant);
  if (!ids.ok) return reportFailure(options, {}, ids.failure);
  const all: Taken[] = [];
  const bar = operator.terminal.startBar('Tenants', ids.value.length);
  await inParallel(ids.value, { concurrency: 4, signal: interruption() }, async (tenantId) => {
    all.push(await takeOf(operator, tenantId));
    bar.advance();
  });
  bar.end();
  const tenants = all.toSorted((one, other) => one.tenantId.localeCompare(other.tenantId));
  const lines = tenants.map((taken) => `${taken.tenantId}: ${sentenceOf(taken)}`);
  report(
    options,
    {
      tenants: tenants.map(({ tenantId, ...taken }) => ({
        tenantId,
        ...('chains' in taken ? taken : { failure: taken.failure }),
      })),
    },
    ids.value.length === 0 ? ['There are no tenants.'] : lines,
  );
  const failures = tenants.flatMap((taken) => ('failure' in taken ? [taken.failure] : []));
  if (tenants.length < ids.value.length || failures.some((code) => code !== notSetUpCode))
    return exitCodes.failed;
  return failures.length > 0 ? exitCodes.notSetUp : exitCodes.done;
};

export const addCheckpointCommand = (program: Command): void => {
  onTenants(program.command('checkpoint'), 'optional', checkpoint)
    .description('Write down where each chain of receipts ends, so that a chain that is removed later shows.')
    .addHelpText(
      'after',
      `
The schedule of the payroll loop does it every quarter of an hour in which something was written; this does it now, also for a tenant
that is suspended. Nothing that is there is changed.

Example:
  npm run audit -- checkpoint --all`,
    );
};
