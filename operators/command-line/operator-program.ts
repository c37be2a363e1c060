// The frame that all commands share: help, exit codes, and what happens to an unexpected error. A command's action
// sets `process.exitCode`; what the command line got wrong is answered with 2 and without repeating what was typed as a value.

import { Command, CommanderError } from 'commander';
import { auditLogPath } from './audit-log.ts';
import { addLocalOption, type FindLocalStack } from './local-stack.ts';

/** `notSetUp`: nothing failed, but some tenant lacks what its set-up would have stored. */
export const exitCodes = { done: 0, failed: 1, wrongUsage: 2, notSetUp: 3 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** As commands and options are named here; what looks otherwise may be a value in the wrong place. */
const isName = (text: string): boolean => /^-{0,2}[a-z][a-z-]{0,15}$/.test(text);

/** The library quotes what was typed; a secret typed by mistake must not reach a terminal's log that way. */
const withoutValues = (message: string): string =>
  message
    .replaceAll(/argument '.*?' is invalid/gs, 'argument is invalid')
    .replaceAll(/unknown option '(--[^'=]*)=.*'/gs, "unknown option '$1'")
    .replaceAll(/unknown (option|command) '(.*)'/gs, (whole, kind: string, typed: string) =>
      isName(typed) ? whole : `unknown ${kind}`,
    );

/** The frame without a place: for commands that reach no tenant. */
export const createProgram = (name: string, description: string): Command =>
  new Command(name)
    .description(description)
    .exitOverride()
    .configureOutput({ outputError: (message, write) => write(withoutValues(message)) })
    .showHelpAfterError('(add --help for what the command takes)');

export const createOperatorProgram = (
  name = 'credentials',
  description = 'Put, look at, rotate and migrate tenants’ stored credentials.',
): Command =>
  createProgram(name, description).addHelpText(
    'after',
    `
Where the credentials are:
  DEPOSITS_TENANT_TABLE, DEPOSITS_KMS_KEY_ID   the tenant table and the key that wraps data keys
  AWS_REGION, AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL_KMS, …   as for every AWS client
  --local, or PORT_BASE alone                  the local stack of npm start, in place of all of these

Audit lines of opened credentials: ${auditLogPath(process.env)} (DEPOSITS_OPERATOR_LOG)

Exit codes: 0 done, 1 something failed, 2 wrong usage, 3 nothing failed but a tenant is not set up yet.`,
  );

/** What an unexpected error may say: a setting's name, written by this project. Texts of others may quote anything. */
const describeUnexpected = (error: unknown): string =>
  error instanceof TypeError || error instanceof RangeError ? error.message : 'The command failed.';

/** @param findLocalStack what `--local` stands for */
export const runOperatorProgram = async (
  program: Command,
  argv: readonly string[],
  findLocalStack: FindLocalStack,
): Promise<number> => {
  addLocalOption(program, findLocalStack, process.env);
  try {
    await program.parseAsync([...argv]);
    return typeof process.exitCode === 'number' ? process.exitCode : exitCodes.done;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? exitCodes.done : exitCodes.wrongUsage;
    }
    console.error(describeUnexpected(error));
    return exitCodes.failed;
  }
};
