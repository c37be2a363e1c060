// `--local`: a command reaches the local stack in place of a deployment.

import type { Command } from 'commander';

/** The environment of the local stack on the port base of this environment; throws when none runs. */
export type FindLocalStack = (env: NodeJS.ProcessEnv) => Readonly<Record<string, string>>;

/** What names another account or endpoint, and must not reach a command on the local stack. */
const namesAnotherPlace = /^(?:AWS_|DEPOSITS_SQL_|DEPOSITS_TENANT_|DEPOSITS_KMS_)/;

const offline = new WeakSet<Command>();

/** A command that reaches nothing. */
export const markOffline = (command: Command): Command => {
  offline.add(command);
  return command;
};

const leavesOf = (program: Command): readonly Command[] =>
  program.commands.length === 0 ? [program] : program.commands;

/** With `--local`, or with PORT_BASE set and no table named, the command sees the local stack's environment. */
export const addLocalOption = (
  program: Command,
  findLocalStack: FindLocalStack,
  env: NodeJS.ProcessEnv,
): void => {
  for (const command of leavesOf(program)) {
    if (offline.has(command)) continue;
    command.option('--local', 'use the local stack of npm start (PORT_BASE says which)');
    command.hook('preAction', (_, action) => {
      const isImplied = (env['PORT_BASE'] ?? '') !== '' && (env['DEPOSITS_TENANT_TABLE'] ?? '') === '';
      if (action.opts<{ local?: true }>().local !== true && !isImplied) return;
      const found = findLocalStack(env);
      for (const name of Object.keys(env)) if (namesAnotherPlace.test(name)) delete env[name];
      Object.assign(env, found);
    });
  }
};
