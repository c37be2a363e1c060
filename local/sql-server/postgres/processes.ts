// PostgreSQL's programs as child processes: `initdb` to its end, the server until it is stopped.
import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import type { Account } from './account.ts';
import type { Guard } from './guard.ts';

const environment = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' };

export type Program = {
  file: string;
  args: readonly string[];
  folder: string;
  account: Account | undefined;
};

const launch = ({ file, args, folder, account }: Program) =>
  spawn(file, args, {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
    // A group of its own: Ctrl-C in a terminal reaches us, and we stop PostgreSQL in order.
    detached: true,
    ...(account ?? {}),
  });

export const runToEnd = async (program: Program, guard: Guard): Promise<void> => {
  const child = launch(program);
  if (child.pid !== undefined) guard.watch(child.pid);
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-2000)));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${program.file} ended with ${code}: ${output}`);
};

export const startServer = async (
  program: Program,
  guard: Guard,
): Promise<{ pid: number; stop(): Promise<void> }> => {
  const child = launch(program);
  const { pid } = child;
  let output = '';
  const exited = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  if (pid !== undefined) guard.watch(pid);
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`PostgreSQL ended with ${code} while starting: ${output}`)),
    );
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-2000);
      if (output.includes('ready to accept connections')) resolve();
    });
  });
  child.stderr.removeAllListeners('data').resume();
  child.unref();
  if (child.stderr instanceof Socket) child.stderr.unref();
  return {
    pid: pid ?? 0,
    stop: async () => {
      child.ref();
      child.kill('SIGINT');
      const impatience = setTimeout(() => child.kill('SIGQUIT'), 3000);
      await exited;
      clearTimeout(impatience);
    },
  };
};
