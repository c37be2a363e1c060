// npm run webhook: what a sender of webhooks does, for trying a receiver and for repeating what was lost, and the secret that both share.

import type { Command } from 'commander';
import { markOffline } from '../command-line/local-stack.ts';
import { createProgram } from '../command-line/operator-program.ts';
import { addReplayCommand } from './replay-command.ts';
import { addRotateSecretCommand } from './rotate-secret-command.ts';
import { addSendCommand } from './send-command.ts';

export const createWebhookProgram = (): Command => {
  const program = createProgram(
    'webhook',
    'Send signed webhooks to any address, and rotate the secrets that they are signed with.',
  ).addHelpText(
    'after',
    '\nThe signing secret comes from a file and is never printed.\n\nExit codes: 0 done or accepted, 1 not accepted or not reached, 2 wrong usage.',
  );
  addSendCommand(program);
  addReplayCommand(program);
  for (const command of program.commands) markOffline(command);
  addRotateSecretCommand(program);
  return program;
};
