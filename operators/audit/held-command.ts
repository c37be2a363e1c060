// audit held [--tenant <id> | --all]: the direct deposits that wait until a second person has looked at them, oldest first. Read
// with the application's login; no account number is among what is read.

import type { Command } from 'commander';
import * as v from 'valibot';
import type { TenantId } from '#shared/domain/tenant-id';
import { succeed, type Result } from '#shared/platform/result';
import { defineStatement, int } from '#shared/sql/statement';
import { withApplicationDatabase, type ApplicationFailure } from '../command-line/application-database.ts';
import { openOperator, type Operator } from '../command-line/operator.ts';
import type { ExitCode } from '../command-line/operator-program.ts';
import { readTenantDatabases } from '../command-line/read-tenant-databases.ts';
import { report, reportFailure } from '../command-line/report.ts';
import { table } from '../command-line/table.ts';
import { onTenants, type TenantsOptions } from '../command-line/tenants-command.ts';
import { whichTenants } from '../command-line/which-tenants.ts';

const maxShown = 1_000;

const readHeld = defineStatement({
  name: 'audit.held',
  text: `SELECT TOP (@maxShown)
  [EmployeeId] AS [employeeId],
  [DirectDepositId] AS [directDepositId],
  [RequestedBy] AS [requestedBy],
  [UpdatedAt] AS [since]
FROM [dbo].[DirectDeposit]
WHERE [Status] = 'held'
ORDER BY [UpdatedAt], [EmployeeId];`,
  parameters: { maxShown: int },
});

const heldRow = v.object({
  employeeId: v.string(),
  directDepositId: v.pipe(v.string(), v.toLowerCase()),
  requestedBy: v.nullable(v.string()),
  since: v.pipe(
    v.date(),
    v.transform((date) => date.toISOString()),
  ),
});

type Held = v.InferOutput<typeof heldRow>;
const readTenant = async (
  operator: Operator,
  tenantId: TenantId,
): Promise<Result<readonly Held[], ApplicationFailure>> => {
  const answer = await withApplicationDatabase(operator, tenantId, (database) =>
    database.run(readHeld, { maxShown }),
  );
  return answer.ok ? succeed((answer.value.rowSets[0] ?? []).map((row) => v.parse(heldRow, row))) : answer;
};

const held = async (options: TenantsOptions): Promise<ExitCode> => {
  const operator = await openOperator('held', 'audit');
  const ids = await whichTenants(operator.directory, options.tenant);
  if (!ids.ok) return reportFailure(options, {}, ids.failure);
  const { reads, outcome } = await readTenantDatabases(operator, ids.value, (id) => readTenant(operator, id));
  const tenants = reads.map((read) =>
    'value' in read ? { tenantId: read.tenantId, held: read.value } : { ...read, held: undefined },
  );
  const rows = tenants.flatMap(({ tenantId, held: waiting = [] }) =>
    waiting.map(({ since, employeeId, directDepositId, requestedBy }) => [
      tenantId,
      since,
      employeeId,
      directDepositId,
      requestedBy ?? '',
    ]),
  );
  const isAnyRead = tenants.some((tenant) => tenant.held !== undefined);
  const none = isAnyRead || tenants.length === 0 ? ['Nothing is held.'] : [];
  const head = ['tenant', 'since', 'employee', 'direct deposit', 'requested by'];
  report(options, { tenants }, rows.length === 0 ? none : table(head, rows));
  return outcome;
};

export const addHeldCommand = (program: Command): void => {
  onTenants(program.command('held'), 'optional', held)
    .description('List direct deposits that are held until a second person releases them, oldest first.')
    .addHelpText(
      'after',
      `
Example:
  npm run audit -- held --tenant acme

A payroll-admin who did not ask for it releases one: POST …/direct-deposits/{directDepositId}/release. At most ${maxShown} are listed
for each tenant. Account numbers are not read.`,
    );
};
