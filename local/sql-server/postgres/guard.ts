// A tiny detached shell that outlives this process by a moment: it reads a pipe, and when that ends for whatever reason
// (a normal stop, a crash, SIGKILL) it stops the last process it was told of, brings a copied data folder back to where it is
// kept, and removes the private folder.
import { spawn } from 'node:child_process';

export type Guard = { watch(pid: number): void; release(): Promise<void> };

const script = `
trap '' INT TERM HUP
pid=0
while read -r line; do pid=$line; done
if [ "$pid" -gt 1 ]; then
  kill -"$2" "$pid" 2>/dev/null
  tries=0
  while [ $tries -lt 40 ] && kill -0 "$pid" 2>/dev/null; do
    sleep 0.05
    tries=$((tries + 1))
    [ $tries -eq 20 ] && kill -QUIT "$pid" 2>/dev/null
  done
  kill -KILL "$pid" 2>/dev/null
fi
if [ -n "$3" ] && [ -e "$1/data/PG_VERSION" ]; then
  rm -rf "$3.new" "$3.old"
  if cp -R -p "$1/data" "$3.new"; then
    [ -e "$3" ] && mv "$3" "$3.old"
    mv "$3.new" "$3" && rm -rf "$3.old"
  fi
fi
rm -rf "$1"
`;

/** `signal`: how to stop PostgreSQL when its parent is gone (INT flushes a kept folder, QUIT is at once). */
export const startGuard = (
  folder: string,
  { signal, keptElsewhere }: { signal: 'INT' | 'QUIT'; keptElsewhere: string | undefined },
): Guard => {
  const args = ['-c', script, 'sql-server-guard', folder, signal, keptElsewhere ?? ''];
  const shell = spawn('/bin/sh', args, {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
  });
  const ended = new Promise<void>((resolve) => {
    shell.once('exit', () => resolve());
    shell.once('error', () => resolve());
  });
  shell.stdin.on('error', () => undefined);
  shell.unref();
  return {
    watch: (pid) => void shell.stdin.write(`${pid}\n`),
    release: async () => {
      shell.ref();
      shell.stdin.end('0\n');
      await ended;
    },
  };
};
