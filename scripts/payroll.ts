// npm run payroll -- status | resend | skip | import-file: what tenants' payroll suites have not been told yet, and what banks answered. Reaches AWS, or the local stack, through the
// standard variables, and each database with the tenant's `sql-server` credential.
// Exit code 0: done; 1: refused or failed; 2: wrong usage; 3: a tenant is not set up yet.

import { createOperatorProgram, runOperatorProgram } from '#operators/command-line/operator-program';
import { addImportFileCommand } from '#operators/payroll/import-file-command';
import { addResendCommand } from '#operators/payroll/resend-command';
import { addSkipCommand } from '#operators/payroll/skip-command';
import { addStatusCommand } from '#operators/payroll/status-command';
import { findRunningStack } from '../local/running-stack.ts';

const program = createOperatorProgram(
  'payroll',
  'Look after what payroll suites are told of, and what banks answer.',
);
addStatusCommand(program);
addResendCommand(program);
addSkipCommand(program);
addImportFileCommand(program);

process.exitCode = await runOperatorProgram(program, process.argv, findRunningStack);
