// webhook send --url … --scheme … --secret-file … [--event <file>] [--id <id>] [--at <time>] [--times <n>]: posts a signed test event.

import { randomUUID } from 'node:crypto';
import { InvalidArgumentError, type Command } from 'commander';
import { exitCodes, type ExitCode } from '../command-line/operator-program.ts';
import { readValue } from '../command-line/read-value.ts';
import { report, type JsonOption } from '../command-line/report.ts';
import { isAccepted, signAndPost } from './sign-and-post.ts';
import { addTargetOptions, readSecret, type TargetOptions } from './webhook-options.ts';

type SendOptions = TargetOptions &
  JsonOption & { readonly event?: string; readonly id?: string; readonly at?: Date; readonly times: number };

const testEvent = { type: 'webhook.test' };

const parseTime = (text: string): Date => {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw new InvalidArgumentError('Give a time like 2026-11-28T08:00:00Z.');
  return time;
};

const parseTimes = (text: string): number => {
  const times = Number(text);
  if (!Number.isInteger(times) || times < 1 || times > 100)
    throw new InvalidArgumentError('Give a whole number from 1 to 100.');
  return times;
};

const payloadOf = async (file: string | undefined): Promise<unknown> => {
  if (file === undefined) return testEvent;
  const value = await readValue(file === '-' ? { kind: 'standard-input' } : { kind: 'file', path: file });
  if (!value.ok) throw new RangeError(value.failure);
  return value.value.expose();
};

const send = async (options: SendOptions): Promise<ExitCode> => {
  const { url, scheme, times, id = `test-${randomUUID()}`, at: sentAt = new Date() } = options;
  const secret = readSecret(options.secretFile);
  if (!secret.ok) throw new RangeError(secret.failure);
  const payload = await payloadOf(options.event);
  const answers: object[] = [];
  const lines: string[] = [];
  let isEachAccepted = true;
  for (let index = 0; index < times; index += 1) {
    const posted = await signAndPost(url, scheme, secret.value.expose(), { id, sentAt, payload });
    isEachAccepted &&= isAccepted(posted);
    if (posted.ok) {
      const { status, durationMs, answer } = posted.value;
      answers.push(posted.value);
      lines.push(`${id}: ${status} in ${Math.round(durationMs)} ms${answer === '' ? '' : `: ${answer}`}`);
    } else {
      answers.push({ failure: posted.failure });
      console.error(`${url.origin} cannot be reached: ${posted.failure}`);
    }
  }
  report(options, { id, sentAt: sentAt.toISOString(), scheme: scheme.name, answers }, lines);
  return isEachAccepted ? exitCodes.done : exitCodes.failed;
};

export const addSendCommand = (program: Command): void => {
  addTargetOptions(program.command('send'))
    .description('Post a signed test event.')
    .option('--event <file>', 'what happened, as JSON (- for standard input); without it a test event')
    .option('--id <id>', 'the event’s id; the same id again is a repeat')
    .option('--at <time>', 'when it was sent, to try an old or a future one', parseTime)
    .option('--times <n>', 'how often, to try repeats', parseTimes, 1)
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  npm run webhook -- send --url https://… --scheme standard-webhooks --secret-file secret.txt
  npm run webhook -- send --url http://127.0.0.1:4520/bank --scheme standard-webhooks --secret-file secret.txt --event event.json --times 2`,
    )
    .action(async (options: SendOptions) => {
      process.exitCode = await send(options);
    });
};
