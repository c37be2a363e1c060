// npm run credentials -- <command>: the operators' commands on tenants' stored credentials. They reach AWS, or the local
// stack, through the standard variables (DEPOSITS_TENANT_TABLE, DEPOSITS_KMS_KEY_ID, AWS_ENDPOINT_URL_DYNAMODB, …).
// Exit code 0: done; 1: something failed; 2: wrong usage. Secrets come from files or standard input, never from arguments.

import { addAdmitCommand } from '#operators/commands/admit-command';
import { addCensusCommand } from '#operators/commands/census-command';
import { addDeleteCommand } from '#operators/commands/delete-command';
import { addFloorCommand } from '#operators/commands/floor-command';
import { addGetCommand } from '#operators/commands/get-command';
import { addGrantCommand } from '#operators/commands/grant-command';
import { addImportCommand } from '#operators/commands/import-command';
import { addListCommand } from '#operators/commands/list-command';
import { addPutCommand } from '#operators/commands/put-command';
import { addRevertCommand } from '#operators/commands/revert-command';
import { addRewrapCommand } from '#operators/commands/rewrap-command';
import { addRotateCommand } from '#operators/commands/rotate-command';
import { addRotateLoginCommand } from '#operators/commands/rotate-login-command';
import { addStatusCommands } from '#operators/commands/status-commands';
import { createOperatorProgram, runOperatorProgram } from '#operators/command-line/operator-program';
import { addIdentifyCommand } from '#operators/commands/identify-command';
import { addVerifyCommand } from '#operators/commands/verify-command';
import { findRunningStack } from '../local/running-stack.ts';

const program = createOperatorProgram();
addAdmitCommand(program);
addPutCommand(program);
addGetCommand(program);
addRotateCommand(program);
addRotateLoginCommand(program);
addRewrapCommand(program);
addImportCommand(program);
addGrantCommand(program);
addCensusCommand(program);
addFloorCommand(program);
addListCommand(program);
addStatusCommands(program);
addRevertCommand(program);
addDeleteCommand(program);
addVerifyCommand(program);
addIdentifyCommand(program);

process.exitCode = await runOperatorProgram(program, process.argv, findRunningStack);
