// A text file as an operator named it: from the folder where the command was called, in UTF-8, with or without the mark that
// Windows' editors put before it. Failures say nothing of the content.

import { existsSync, readFileSync } from 'node:fs';
import { fail, succeed, type Result } from '#shared/platform/result';
import { operatorPath } from './operator-path.ts';

export const readTextFile = (typed: string): Result<string, string> => {
  const path = operatorPath(typed);
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    return fail(existsSync(path) ? 'cannot be read' : 'does not exist');
  }
  try {
    // The decoder drops the byte order mark.
    return succeed(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return fail('is not UTF-8');
  }
};
