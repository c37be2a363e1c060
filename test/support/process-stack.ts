// The local stack as a person starts it: `node local/start.ts` in a process of its own, on free ports, with everything that
// it writes kept for the test to look at.

import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePortBase } from '#local/free-ports';
import { portsFrom, type Ports } from '#local/ports';

export type StackProcess = {
  readonly child: ChildProcess;
  readonly apiUrl: string;
  readonly ports: Ports;
  readonly portBase: number;
  readonly readyAfterMs: number;
  /** Where this stack alone makes its temporary folders. */
  readonly temporaryFolder: string;
  /** All that it wrote so far, stdout and stderr. */
  readonly output: () => string;
  readonly ended: Promise<number | NodeJS.Signals>;
  readonly stop: () => Promise<void>;
};

const patienceMs = 60_000;

export const startStackProcess = async (args: readonly string[] = []): Promise<StackProcess> => {
  const portBase = await findFreePortBase();
  const temporaryFolder = mkdtempSync(join(tmpdir(), 'stack-'));
  chmodSync(temporaryFolder, 0o755);
  const startedMs = performance.now();
  const child = spawn(process.execPath, ['local/start.ts', ...args], {
    env: { ...process.env, PORT_BASE: String(portBase), TMPDIR: temporaryFolder },
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
  const readyAfterMs = performance.now() - startedMs;
  return {
    child,
    apiUrl,
    ports: portsFrom(portBase),
    portBase,
    readyAfterMs,
    temporaryFolder,
    output: () => output,
    ended,
    stop,
  };
};
