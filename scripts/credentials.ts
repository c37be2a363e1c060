// npm run credentials -- <command>: the operators' commands on tenants' stored credentials. They reach AWS, or the local
// stack, through the standard variables (DEPOSITS_TENANT_TABLE, DEPOSITS_KMS_KEY_ID, AWS_ENDPOINT_URL_DYNAMODB, …).
// Exit code 0: done; 1: something failed; 2: wrong usage. Secrets come from files or standard input, never from arguments.

import { addAdmitCommand } from './credentials/admit-command.ts';
import { addCensusCommand } from './credentials/census-command.ts';
import { addDeleteCommand } from './credentials/delete-command.ts';
import { addFloorCommand } from './credentials/floor-command.ts';
import { addGetCommand } from './credentials/get-command.ts';
import { addImportCommand } from './credentials/import-command.ts';
import { addListCommand } from './credentials/list-command.ts';
import { addPutCommand } from './credentials/put-command.ts';
import { addRevertCommand } from './credentials/revert-command.ts';
import { addRewrapCommand } from './credentials/rewrap-command.ts';
import { addRotateCommand } from './credentials/rotate-command.ts';
import { addRotateLoginCommand } from './credentials/rotate-login-command.ts';
import { addStatusCommands } from './credentials/status-commands.ts';
import { createOperatorProgram, runOperatorProgram } from './credentials/operator-program.ts';
import { addIdentifyCommand } from './credentials/identify-command.ts';
import { addVerifyCommand } from './credentials/verify-command.ts';

const program = createOperatorProgram();
addAdmitCommand(program);
addPutCommand(program);
addGetCommand(program);
addRotateCommand(program);
addRotateLoginCommand(program);
addRewrapCommand(program);
addImportCommand(program);
addCensusCommand(program);
addFloorCommand(program);
addListCommand(program);
addStatusCommands(program);
addRevertCommand(program);
addDeleteCommand(program);
addVerifyCommand(program);
addIdentifyCommand(program);

process.exitCode = await runOperatorProgram(program, process.argv);
