// payroll resend --tenant <id> --employee <id>: tries what was stopped again, or tells the suite the present split once more.

import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { succeed } from '#shared/platform/result';
import { withApplicationDatabase } from '../command-line/application-database.ts';
import { openOperator } from '../command-line/operator.ts';
import { exitCodes, type ExitCode } from '../command-line/operator-program.ts';
import { report } from '../command-line/report.ts';
import { changeEmployee } from './change-employee.ts';
import { onEmployee, type EmployeeOptions } from './employee-options.ts';
import { freeRequest, tellAgainRequest } from './payroll-statements.ts';
import { reportRefusal } from './report-refusal.ts';

const resend = async (options: EmployeeOptions): Promise<ExitCode> => {
  const { tenant: tenantId, employee: employeeId } = options;
  const operator = await openOperator('resend', 'payroll');
  const eventId = randomUUID();
  const changed = await withApplicationDatabase(operator, tenantId, (database) =>
    changeEmployee(database, employeeId, (open) =>
      open.length > 0
        ? succeed({ request: freeRequest(employeeId), done: { freed: open.length } })
        : succeed({ request: tellAgainRequest(employeeId, eventId, new Date()), done: { freed: 0 } }),
    ),
  );
  const about = { tenantId, employeeId };
  if (!changed.ok) return reportRefusal(options, about, changed.failure);
  if (!changed.value.ok) return reportRefusal(options, about, changed.value.failure);
  const { freed } = changed.value.value;
  const line =
    freed > 0
      ? `${freed} open ${freed === 1 ? 'event is' : 'events are'} tried again within a minute.`
      : 'Nothing was open: the present split is sent again within a minute.';
  report(options, { ...about, freed, isToldAgain: freed === 0 }, [line]);
  return exitCodes.done;
};

export const addResendCommand = (program: Command): void => {
  onEmployee(program.command('resend'))
    .description('Try an employee’s stopped events again, or tell the suite the present split once more.')
    .addHelpText('after', '\nExample:\n  npm run payroll -- resend --tenant acme --employee e-1001')
    .action(async (options: EmployeeOptions) => {
      process.exitCode = await resend(options);
    });
};
