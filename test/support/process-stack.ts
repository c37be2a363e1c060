// The local stack as a person starts it: `node local/start.ts` in a process of its own, on free ports, with everything that
// it writes kept for the test to look at.

import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onFreePorts } from '#local/free-ports';
import { portsFrom, type Ports } from '#local/ports';

export type StackProcess = {
  readonly child: ChildProcess;
  readonly apiUrl: string;
  readonly ports: Ports;
  readonly portBase: number;
  /** Where this stack alone makes its temporary folders. */
  readonly temporaryFolder: string;
  /** All that it wrote so far, stdout and stderr. */
  readonly output: () => string;
  readonly ended: Promise<number | NodeJS.Signals>;
  readonly stop: () => Promise<void>;
};

const patienceMs = 60_000;

/** As a person types it, or as npm runs it. */
const commands = {
  node: [process.execPath, 'local/start.ts'],
  npm: ['npm', 'start', '--'],
} as const;

export const startStackProcess = (
  args: readonly string[] = [],
  through: keyof typeof commands = 'node',
): Promise<StackProcess> => onFreePorts((portBase) => startOn(portBase, args, through));

const startOn = async (
  portBase: number,
  args: readonly string[],
  through: keyof typeof commands,
): Promise<StackProcess> => {
  const temporaryFolder = mkdtempSync(join(tmpdir(), 'stack-'));
  chmodSync(temporaryFolder, 0o755);
  const [command, ...first] = commands[through];
  // npm keeps a cache of its own compiled code in the temporary folder, which is no affair of the stack's.
  const NODE_DISABLE_COMPILE_CACHE = '1';
  const child = spawn(command, [...first, ...args], {
    env: { ...process.env, PORT_BASE: String(portBase), TMPDIR: temporaryFolder, NODE_DISABLE_COMPILE_CACHE },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 1));
  });
  const ready = new Promise<string>((resolve, reject) => {
    const give = (reason: string) => reject(new Error(`The stack ${reason}:\n${output}`));
    const timer = setTimeout(() => give('was not ready in time'), patienceMs);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        const url = /^ready: (\S+)$/m.exec(output)?.[1];
        if (url === undefined) return;
        clearTimeout(timer);
        resolve(url);
      });
    }
    void ended.then(() => {
      clearTimeout(timer);
      give('ended');
    });
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    rmSync(temporaryFolder, { recursive: true, force: true });
  };
  const apiUrl = await ready.catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    child,
    apiUrl,
    ports: portsFrom(portBase),
    portBase,
    temporaryFolder,
    output: () => output,
    ended,
    stop,
  };
};
