// npm run credentials -- <command>: the operators' commands around tenants' credentials. Each command is a file of its own
// under credentials/; what needs AWS or the local stack reaches it through the standard endpoint variables.

import { Command } from 'commander';
import { verifyCommand } from './credentials/verify-command.ts';

const program = new Command('credentials')
  .description('Look after tenants’ credentials.')
  .showHelpAfterError()
  .addCommand(verifyCommand());

try {
  await program.parseAsync();
} catch (error) {
  // A missing or wrong setting; its message names the variable, never a value.
  console.error(
    error instanceof TypeError || error instanceof RangeError ? error.message : 'credentials failed',
  );
  process.exitCode = 1;
}
