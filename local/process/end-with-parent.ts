// Ends this process as SIGTERM would when the npm that runs it is gone. npm does not pass a SIGTERM of its own on to the script
// (CI systems and editors send one), and a killed npm passes nothing on; without this the script would stay behind.
//
// Watched is npm alone, with the shell that it puts in between: what started npm may go (nohup, setsid, a script that ends).
// A process that was not started by npm is not watched.

import { spawnSync } from 'node:child_process';

const shells = ['sh', 'dash', 'ash', 'bash', 'zsh', 'ksh'];
const pollMs = 500;

/** Undefined where the system has no `ps` that could tell. */
const describeProcess = (
  pid: number,
): { readonly parentPid: number; readonly command: string } | undefined => {
  const { stdout } = spawnSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8' });
  const [, parentPid, command = ''] = /^\s*([0-9]+)\s+(.*)$/.exec((stdout ?? '').trim()) ?? [];
  return parentPid === undefined ? undefined : { parentPid: Number(parentPid), command };
};

const isShell = (command: string): boolean => {
  const name = command.split('/').at(-1)?.replace(/^-/, '') ?? '';
  return shells.includes(name);
};

/** npm, or npm's shell and npm. */
const watchedPids = (): readonly number[] => {
  const parent = describeProcess(process.ppid);
  return parent !== undefined && isShell(parent.command) ? [process.ppid, parent.parentPid] : [process.ppid];
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/** For a process that handles SIGTERM; does not keep it running. */
export const endWithParent = (env: NodeJS.ProcessEnv = process.env): void => {
  if (env['npm_lifecycle_event'] === undefined) return;
  const parentPid = process.ppid;
  const watched = watchedPids();
  const timer = setInterval(() => {
    if (process.ppid === parentPid && watched.every(isAlive)) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, pollMs);
  timer.unref();
};
