// npm run payroll -- status | resend | skip: what tenants' payroll suites have not been told yet. Reaches AWS, or the local stack, through the
// standard variables, and each database with the tenant's `sql-server` credential.
// Exit code 0: done; 1: refused or failed; 2: wrong usage; 3: a tenant is not set up yet.

import { createOperatorProgram, runOperatorProgram } from '#operators/command-line/operator-program';
import { addResendCommand } from '#operators/payroll/resend-command';
import { addSkipCommand } from '#operators/payroll/skip-command';
import { addStatusCommand } from '#operators/payroll/status-command';
import { findRunningStack } from '../local/running-stack.ts';

const program = createOperatorProgram('payroll', 'Look after the changes that payroll suites are told of.');
addStatusCommand(program);
addResendCommand(program);
addSkipCommand(program);

process.exitCode = await runOperatorProgram(program, process.argv, findRunningStack);
