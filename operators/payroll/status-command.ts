// payroll status [--tenant <id> | --all]: what the payroll suites have not been told yet, and whose changes wait for an operator.

import type { Command } from 'commander';
import * as v from 'valibot';
import type { TenantId } from '#shared/domain/tenant-id';
import { succeed, type Result } from '#shared/platform/result';
import { withApplicationDatabase, type ApplicationFailure } from '../command-line/application-database.ts';
import { openOperator, type Operator } from '../command-line/operator.ts';
import type { ExitCode } from '../command-line/operator-program.ts';
import { readTenantDatabases } from '../command-line/read-tenant-databases.ts';
import { report, reportFailure } from '../command-line/report.ts';
import { table } from '../command-line/table.ts';
import { onTenants, type TenantsOptions } from '../command-line/tenants-command.ts';
import { whichTenants } from '../command-line/which-tenants.ts';
import { readOpen } from './payroll-statements.ts';

const maxShown = 200;

const moment = v.pipe(
  v.date(),
  v.transform((date) => date.toISOString()),
);

const totalRow = v.object({ openEvents: v.number(), oldestOpenAt: v.nullable(moment) });
const employeeRow = v.object({
  employeeId: v.string(),
  openEvents: v.number(),
  sequence: v.number(),
  since: moment,
  stoppedAt: v.nullable(moment),
  code: v.nullable(v.string()),
  retryAt: v.nullable(moment),
});

type Status = v.InferOutput<typeof totalRow> & {
  readonly employees: readonly v.InferOutput<typeof employeeRow>[];
};

const readTenant = async (
  operator: Operator,
  tenantId: TenantId,
): Promise<Result<Status, ApplicationFailure>> => {
  const answer = await withApplicationDatabase(operator, tenantId, (database) =>
    database.run(readOpen, { maxShown }),
  );
  if (!answer.ok) return answer;
  const [totals = [], employees = []] = answer.value.rowSets;
  return succeed({
    ...v.parse(totalRow, totals[0]),
    employees: employees.map((row) => v.parse(employeeRow, row)),
  });
};

const status = async (options: TenantsOptions): Promise<ExitCode> => {
  const operator = await openOperator('status', 'payroll');
  const ids = await whichTenants(operator.directory, options.tenant);
  if (!ids.ok) return reportFailure(options, {}, ids.failure);
  const { reads, outcome } = await readTenantDatabases(operator, ids.value, (id) => readTenant(operator, id));
  const tenants = reads.map((read) => ('value' in read ? { tenantId: read.tenantId, ...read.value } : read));
  const known = tenants.flatMap((tenant) => ('employees' in tenant ? [tenant] : []));
  const rows = known.flatMap(({ tenantId, employees }) =>
    employees.map(({ employeeId, openEvents, sequence, since, stoppedAt, code }) => [
      tenantId,
      employeeId,
      String(openEvents),
      String(sequence),
      since,
      stoppedAt === null ? (code === null ? 'waits' : `tried again (${code})`) : `STOPPED (${code ?? ''})`,
    ]),
  );
  const total = known.reduce((sum, { openEvents }) => sum + openEvents, 0);
  const last = `${total} open in ${known.length} ${known.length === 1 ? 'tenant' : 'tenants'}.`;
  const head = ['tenant', 'employee', 'open', 'next', 'since', 'state'];
  report(options, { tenants }, rows.length === 0 ? [last] : [...table(head, rows), '', last]);
  return outcome;
};

export const addStatusCommand = (program: Command): void => {
  onTenants(program.command('status'), 'optional', status)
    .description('Show what payroll suites have not been told yet; changes that were stopped come first.')
    .addHelpText(
      'after',
      `
Example:
  npm run payroll -- status --tenant acme

“next” is the number of the employee’s oldest open event. Stopped: the suite refused that event, and nothing more of the employee
is sent until resend or skip. At most ${maxShown} employees of each tenant are listed.`,
    );
};
