// A text file as an operator named it: from the folder where the command was called, in UTF-8 unless a byte order mark says
// otherwise. Failures say nothing of the content.

import { existsSync, readFileSync } from 'node:fs';
import { fail, succeed, type Result } from '#shared/platform/result';
import { decodeText } from './decode-text.ts';
import { operatorPath } from './operator-path.ts';

export const readTextFile = (typed: string): Result<string, string> => {
  const path = operatorPath(typed);
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    return fail(existsSync(path) ? 'cannot be read' : 'does not exist');
  }
  const text = decodeText(bytes);
  return text === undefined ? fail('is not UTF-8') : succeed(text);
};
