// npm run audit -- verify | checkpoint | held | evidence: recomputes the chains of receipts over tenants' audit rows, takes a checkpoint of
// them, lists the direct deposits that wait for a second person, or writes what an auditor asks for. Reaches AWS, or the local stack, through the standard variables, and each database with the tenant's
// `sql-server` credential. Changes nothing but that `checkpoint` adds one.
// Exit code 0: every chain is whole; 1: one is broken or could not be read; 2: wrong usage; 3: a tenant is not set up yet.

import { addCheckpointCommand } from '#operators/audit/checkpoint-command';
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
addCheckpointCommand(program);
addHeldCommand(program);
addEvidenceCommand(program);

process.exitCode = await runOperatorProgram(program, process.argv, findRunningStack);
