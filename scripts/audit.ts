// npm run audit -- verify: recomputes the chain of receipts over tenants' audit rows. Reaches AWS, or the local stack, through
// the standard variables, and each database with the tenant's `sql-server` credential. Changes nothing.
// Exit code 0: every chain is whole; 1: one is broken or could not be read; 2: wrong usage.

import { addVerifyCommand } from './audit/verify-command.ts';
import { createOperatorProgram, runOperatorProgram } from './credentials/operator-program.ts';

const program = createOperatorProgram('audit', 'Verify who changed which direct deposits.');
addVerifyCommand(program);

process.exitCode = await runOperatorProgram(program, process.argv);
