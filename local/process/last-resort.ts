// A small shell beside this process that reads a pipe from it. When the pipe ends without a farewell, this process was
// killed: the shell then kills the process groups and removes the folder that it was told of.

import { spawn } from 'node:child_process';

export type LastResort = {
  /** Also kill this process group. */
  readonly watchGroup: (leaderPid: number) => void;
  /** All is cleaned up already: go without doing anything. */
  readonly dismiss: () => Promise<void>;
};

const script = `
trap '' INT TERM HUP
groups=
while read -r line; do
  [ "$line" = farewell ] && exit 0
  groups="$groups $line"
done
for group in $groups; do kill -KILL -"$group" 2>/dev/null; done
[ -n "$1" ] && rm -rf "$1"
exit 0
`;

/** `folder`: removed as well; leave it out when it is to be kept. */
export const startLastResort = (folder: string | undefined): LastResort => {
  const shell = spawn('/bin/sh', ['-c', script, 'local-stack-guard', folder ?? ''], {
    detached: true,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => {
    shell.once('exit', () => resolve());
    shell.once('error', () => resolve());
  });
  shell.stdin.on('error', () => undefined);
  shell.unref();
  return {
    watchGroup: (leaderPid) => void shell.stdin.write(`${leaderPid}\n`),
    dismiss: async () => {
      shell.ref();
      shell.stdin.end('farewell\n');
      await ended;
    },
  };
};
