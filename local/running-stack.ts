// Where a running stack leaves its environment, so that commands beside it find it by its port base.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parsePortBase } from './ports.ts';

const fileOf = (portBase: number): string => join(import.meta.dirname, `../.local/stacks/${portBase}.json`);

/** @returns takes the note away again */
export const noteRunningStack = (
  portBase: number,
  environment: Readonly<Record<string, string>>,
): (() => void) => {
  const file = fileOf(portBase);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ pid: process.pid, environment }));
  return () => rmSync(file, { force: true });
};

const isRunning = (pid: unknown): boolean => {
  if (typeof pid !== 'number') return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const readNote = (portBase: number): Readonly<Record<string, string>> | undefined => {
  try {
    const note: unknown = JSON.parse(readFileSync(fileOf(portBase), 'utf8'));
    if (typeof note !== 'object' || note === null || !('pid' in note) || !('environment' in note))
      return undefined;
    if (!isRunning(note.pid) || typeof note.environment !== 'object' || note.environment === null)
      return undefined;
    return Object.fromEntries(Object.entries(note.environment).map(([name, value]) => [name, String(value)]));
  } catch {
    return undefined;
  }
};

/** The environment of the stack on PORT_BASE; throws a RangeError when none runs there. */
export const findRunningStack = (env: NodeJS.ProcessEnv): Readonly<Record<string, string>> => {
  const portBase = parsePortBase(env['PORT_BASE']);
  const found = readNote(portBase);
  if (found !== undefined) return found;
  throw new RangeError(
    `No local stack runs on port ${portBase}. Start one with npm start, or set PORT_BASE to the one that it was started with.`,
  );
};
