// npm run capacity: what operators need to tune provisioned concurrency. It reads; it never deploys.

import type { Command } from 'commander';
import { markOffline } from '../command-line/local-stack.ts';
import { createProgram } from '../command-line/operator-program.ts';
import { addAdviseCommand } from './advise-command.ts';
import { addWatchCommand } from './watch-command.ts';
import { addCheckCommand } from './check/check-command.ts';

export const createCapacityProgram = (): Command => {
  const program = createProgram(
    'capacity',
    'Say how many containers to keep ready, what it costs, and whether the advice still holds.',
  );
  addAdviseCommand(program);
  addWatchCommand(program);
  addCheckCommand(program);
  for (const command of program.commands) markOffline(command);
  return program;
};
