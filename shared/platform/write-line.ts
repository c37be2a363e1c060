// Where log and metric lines go: standard output. In Lambda straight to the descriptor, because the first use of
// `process.stdout` builds a stream (a millisecond of a cold start, docs/adr/0016); elsewhere by the stream, which others share.

import { writeSync } from 'node:fs';
import { isInLambda, type Environment } from './environment.ts';

const standardOutput = 1;

/** Lambda reads it all the time; should it ever be full, the stream takes what is left and waits. */
const writeAtOnce = (line: string): void => {
  const bytes = Buffer.from(line);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(standardOutput, bytes, written);
  } catch {
    process.stdout.write(bytes.subarray(written));
  }
};

export const lineWriter = (env: Environment): ((line: string) => void) =>
  isInLambda(env) ? writeAtOnce : (line) => void process.stdout.write(line);
