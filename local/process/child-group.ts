// A child in a process group of its own, so that it and all it starts can be stopped together, and its output by lines.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export type ChildGroup = {
  readonly pid: number;
  /** Resolves with the last lines of output when the child ends or is stopped. */
  readonly ended: Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
};

type Settings = {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly onLine: (line: string) => void;
};

const graceMs = 1500;
const keptLines = 30;

const signalGroup = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is empty.
  }
};

export const startChildGroup = ({ command, args, cwd, env, onLine }: Settings): ChildGroup => {
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const { pid } = child;
  const lastLines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lastLines.push(line);
      if (lastLines.length > keptLines) lastLines.shift();
      onLine(line);
    });
  }
  const ended = new Promise<readonly string[]>((resolve) => {
    child.once('error', (error) => resolve([...lastLines, error.message]));
    child.once('close', () => resolve(lastLines));
  });
  if (pid === undefined) throw new Error(`${command} could not be started`);
  const stop = async (): Promise<void> => {
    signalGroup(pid, 'SIGTERM');
    const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), graceMs);
    await ended;
    clearTimeout(timer);
    // The leader is gone; what it started may not be.
    signalGroup(pid, 'SIGKILL');
  };
  return { pid, ended, stop };
};
