// npm run audit -- verify | held | evidence: recomputes the chain of receipts over tenants' audit rows, lists the direct deposits that wait
// for a second person, or writes what an auditor asks for. Reaches AWS, or the local stack, through the standard variables, and each database with the tenant's
// `sql-server` credential. Changes nothing.
// Exit code 0: every chain is whole; 1: one is broken or could not be read; 2: wrong usage; 3: a tenant is not set up yet.

import { addEvidenceCommand } from '#operators/audit/evidence-command';
import { addHeldCommand } from '#operators/audit/held-command';
import { addVerifyCommand } from '#operators/audit/verify-command';
import { createOperatorProgram, runOperatorProgram } from '#operators/command-line/operator-program';
import { findRunningStack } from '../local/running-stack.ts';

const program = createOperatorProgram(
  'audit',
  'Verify who changed which direct deposits, list those that are held, write evidence.',
);
addVerifyCommand(program);
addHeldCommand(program);
addEvidenceCommand(program);

process.exitCode = await runOperatorProgram(program, process.argv, findRunningStack);
