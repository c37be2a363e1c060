// npm run webhook -- send | replay: signed webhooks as the payroll suite and the bank's provider send them, to any address.

import { runOperatorProgram } from '#operators/command-line/operator-program';
import { createWebhookProgram } from '#operators/webhook/webhook-program';
import { findRunningStack } from '../local/running-stack.ts';

process.exitCode = await runOperatorProgram(createWebhookProgram(), process.argv, findRunningStack);
