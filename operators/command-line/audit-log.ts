// The audit lines of opened credentials, appended to a file that lasts and that only the operator's account may read. A command
// that cannot write it opens nothing.

import { mkdirSync, openSync, writeSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

const nonEmpty = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

/** `DEPOSITS_OPERATOR_LOG`, else in the account's state folder (XDG Base Directory Specification). */
export const auditLogPath = (env: NodeJS.ProcessEnv): string =>
  nonEmpty(env['DEPOSITS_OPERATOR_LOG']) ??
  join(nonEmpty(env['XDG_STATE_HOME']) ?? join(homedir(), '.local/state'), 'direct-deposits/operators.log');

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';

/** @returns appends a line; throws where the file cannot be opened for that */
export const openAuditLog = (env: NodeJS.ProcessEnv): ((line: string) => void) => {
  const path = auditLogPath(env);
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const file = openSync(path, 'a', 0o600);
    return (line) => void writeSync(file, line);
  } catch (error) {
    throw new RangeError(
      `The audit log ${path} cannot be written (${codeOf(error)}); nothing was opened. Name another file in DEPOSITS_OPERATOR_LOG.`,
    );
  }
};
