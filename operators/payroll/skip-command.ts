// payroll skip --tenant <id> --employee <id> --sequence <n>: gives up one event that the suite will not take, so that those behind it are
// sent. Each of those carries the whole split, so the suite lacks nothing but the step in between.

import type { Command } from 'commander';
import { fail, succeed } from '#shared/platform/result';
import { withApplicationDatabase } from '../command-line/application-database.ts';
import { isConfirmed, notConfirmed } from '../command-line/confirm.ts';
import { openOperator } from '../command-line/operator.ts';
import { exitCodes, type ExitCode } from '../command-line/operator-program.ts';
import { report } from '../command-line/report.ts';
import { changeEmployee } from './change-employee.ts';
import { onEmployee, parseSequence, type EmployeeOptions } from './employee-options.ts';
import { skipRequest } from './payroll-statements.ts';
import { reportRefusal } from './report-refusal.ts';

type SkipOptions = EmployeeOptions & { readonly sequence: number };

const skip = async (options: SkipOptions): Promise<ExitCode> => {
  const { tenant: tenantId, employee: employeeId, sequence } = options;
  const expected = `${employeeId} ${sequence}`;
  const question = `The payroll suite of ${tenantId} will never be told of event ${sequence} of ${employeeId}.`;
  if (!(await isConfirmed(question, expected))) {
    console.error(notConfirmed(expected));
    return exitCodes.failed;
  }
  const operator = await openOperator('skip', 'payroll');
  const changed = await withApplicationDatabase(operator, tenantId, (database) =>
    changeEmployee(database, employeeId, ([oldest, ...behind]) => {
      if (oldest === undefined) return fail('nothing is open');
      if (oldest !== sequence)
        return fail(`the oldest open event is ${oldest}; only that one can be skipped`);
      return succeed({
        request: skipRequest(employeeId, sequence, new Date()),
        done: { behind: behind.length },
      });
    }),
  );
  const about = { tenantId, employeeId };
  if (!changed.ok) return reportRefusal(options, about, changed.failure);
  if (!changed.value.ok) return reportRefusal(options, about, changed.value.failure);
  const { behind } = changed.value.value;
  report(options, { ...about, skipped: sequence, open: behind }, [
    behind > 0
      ? `Skipped. ${behind} behind it ${behind === 1 ? 'is' : 'are'} sent within a minute.`
      : 'Skipped. Nothing is behind it: the suite does not know the present split (payroll resend tells it).',
  ]);
  return exitCodes.done;
};

export const addSkipCommand = (program: Command): void => {
  onEmployee(program.command('skip'))
    .requiredOption('--sequence <n>', 'the number of the employee’s oldest open event', parseSequence)
    .description('Give up one event that the suite will not take; those behind it are sent.')
    .addHelpText(
      'after',
      '\nExample:\n  npm run payroll -- skip --tenant acme --employee e-1001 --sequence 12\n\nAsks for the employee and the number to be typed back.',
    )
    .action(async (options: SkipOptions) => {
      process.exitCode = await skip(options);
    });
};
