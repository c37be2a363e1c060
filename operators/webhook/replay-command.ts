// webhook replay <file> --url … --scheme … --secret-file … [--from <line>]: posts the events of a file again, one JSON document a line,
// each with its own id and a signature of now. Stops at the first that is not accepted and says how to go on.

import { InvalidArgumentError, type Command } from 'commander';
import * as v from 'valibot';
import { parseJson } from '#shared/platform/parse-json';
import { interruption } from '../command-line/in-parallel.ts';
import { exitCodes, type ExitCode } from '../command-line/operator-program.ts';
import { readTextFile } from '../command-line/read-text-file.ts';
import { report, type JsonOption } from '../command-line/report.ts';
import { createTerminal } from '../command-line/terminal.ts';
import { isAccepted, signAndPost } from './sign-and-post.ts';
import { addTargetOptions, readSecret, type TargetOptions } from './webhook-options.ts';

type ReplayOptions = TargetOptions & JsonOption & { readonly from: number };

const eventSchema = v.object({ id: v.pipe(v.string(), v.minLength(1)), payload: v.unknown() });
type Event = v.InferOutput<typeof eventSchema> & { readonly line: number };

/** All of them before the first is posted: a file that is wrong in the middle posts nothing. */
const readEvents = (path: string, from: number): readonly Event[] => {
  const file = readTextFile(path);
  if (!file.ok) throw new RangeError(`The file of events ${file.failure}.`);
  return file.value.split(/\r?\n/).flatMap((text, index) => {
    const line = index + 1;
    if (text.trim() === '' || line < from) return [];
    const parsed = v.safeParse(eventSchema, parseJson(text));
    if (!parsed.success)
      throw new RangeError(`Line ${line} of the file of events is not { "id": "…", "payload": … }.`);
    return [{ ...parsed.output, line }];
  });
};

const parseLineNumber = (text: string): number => {
  const line = Number(text);
  if (!Number.isInteger(line) || line < 1) throw new InvalidArgumentError('Give the number of a line.');
  return line;
};

const replay = async (path: string, options: ReplayOptions): Promise<ExitCode> => {
  const { url, scheme, from } = options;
  const secret = readSecret(options.secretFile);
  if (!secret.ok) throw new RangeError(secret.failure);
  const events = readEvents(path, from);
  const terminal = createTerminal();
  const bar = terminal.startBar('Events', events.length);
  const signal = interruption();
  let accepted = 0;
  let stopped: { readonly line: number; readonly reason: string } | undefined;
  for (const { id, payload, line } of events) {
    if (signal.aborted) stopped = { line, reason: 'interrupted' };
    else {
      const posted = await signAndPost(url, scheme, secret.value.expose(), {
        id,
        payload,
        sentAt: new Date(),
      });
      if (!isAccepted(posted))
        stopped = { line, reason: posted.ok ? `answered ${posted.value.status}` : posted.failure };
    }
    if (stopped !== undefined) break;
    accepted += 1;
    bar.advance();
  }
  bar.end();
  if (stopped !== undefined)
    terminal.write(`Line ${stopped.line}: ${stopped.reason}. Go on with --from ${stopped.line}.\n`);
  report(options, { accepted, of: events.length, ...(stopped && { stopped }) }, [
    `${accepted} of ${events.length} events accepted`,
  ]);
  return stopped === undefined ? exitCodes.done : exitCodes.failed;
};

export const addReplayCommand = (program: Command): void => {
  addTargetOptions(program.command('replay'))
    .description('Post the events of a file again, signed now, each under its own id.')
    .argument('<file>', 'one { "id": "…", "payload": … } a line')
    .option('--from <line>', 'go on with this line', parseLineNumber, 1)
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Example:
  npm run webhook -- replay events.jsonl --url https://… --scheme standard-webhooks --secret-file secret.txt

A receiver drops an id that it has seen, so a replay that goes over accepted events changes nothing.`,
    )
    .action(async (path: string, options: ReplayOptions) => {
      process.exitCode = await replay(path, options);
    });
};
