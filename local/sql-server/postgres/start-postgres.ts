// Starts a private PostgreSQL: its own folder, a unix socket inside it, no TCP port, no durability, stopped with this process.
import { spawn } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Account, unprivilegedAccount } from './account.ts';
import { type Guard, startGuard } from './guard.ts';
import { findNativeFolder, layOutNativeFiles } from './native-files.ts';

export type Postgres = {
  socketFolder: string;
  superuser: string;
  pid: number;
  isFresh: boolean;
  stop(): Promise<void>;
};

const superuser = 'postgres';

// A throw-away development database: losing it in a power cut is fine, waiting for a disk is not.
const settings = {
  listen_addresses: '',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '32MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_connections: '200',
  deadlock_timeout: '200ms',
  jit: 'off',
  io_method: 'sync',
  max_parallel_workers: '0',
  max_parallel_workers_per_gather: '0',
  dynamic_shared_memory_type: 'mmap',
  logging_collector: 'off',
  log_min_messages: 'fatal',
  log_min_error_statement: 'panic',
  log_statement: 'none',
  TimeZone: 'UTC',
  unix_socket_permissions: '0700',
} as const;

const environment = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' };

type Program = { file: string; args: readonly string[]; folder: string; account: Account | undefined };

const launch = ({ file, args, folder, account }: Program) =>
  spawn(file, args, {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
    // A group of its own: Ctrl-C in a terminal reaches us, and we stop PostgreSQL in order.
    detached: true,
    ...(account ?? {}),
  });

const run = async (program: Program, guard: Guard): Promise<void> => {
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

const giveTo = async (path: string, account: Account | undefined): Promise<void> => {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await chmod(path, 0o700);
  if (account) await chown(path, account.uid, account.gid);
};

const hasCluster = (dataFolder: string): Promise<boolean> =>
  stat(join(dataFolder, 'PG_VERSION')).then(
    () => true,
    () => false,
  );

const startServer = async (
  program: Program,
  guard: Guard,
): Promise<{ pid: number; stop(): Promise<void> }> => {
  const child = launch(program);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${program.file} could not be started`);
  guard.watch(pid);
  let output = '';
  const exited = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
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
    pid,
    stop: async () => {
      child.ref();
      child.kill('SIGINT');
      const impatience = setTimeout(() => child.kill('SIGQUIT'), 3000);
      await exited;
      clearTimeout(impatience);
    },
  };
};

export const startPostgres = async (options: {
  dataDirectory?: string;
  projectFolder: string;
}): Promise<Postgres> => {
  const account = await unprivilegedAccount();
  const folder = await mkdtemp(join(tmpdir(), 'sql-server-'));
  const guard = startGuard(folder, options.dataDirectory === undefined ? 'QUIT' : 'INT');
  try {
    await giveTo(folder, account);
    const socketFolder = join(folder, 'run');
    const dataFolder = options.dataDirectory ?? join(folder, 'data');
    await giveTo(socketFolder, account);
    await giveTo(dataFolder, account);
    const native = await layOutNativeFiles(findNativeFolder(options.projectFolder), join(folder, 'native'));
    const isFresh = !(await hasCluster(dataFolder));
    if (isFresh) {
      const args = [
        '-D',
        dataFolder,
        '-U',
        superuser,
        '-A',
        'trust',
        '--locale=C',
        '-E',
        'UTF8',
        '--no-sync',
        '--no-instructions',
      ];
      await run({ file: join(native, 'bin', 'initdb'), args, folder, account }, guard);
    }
    const flags = Object.entries({
      ...settings,
      log_min_messages: 'log',
      unix_socket_directories: socketFolder,
    });
    const args = ['-D', dataFolder, ...flags.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
    const server = await startServer({ file: join(native, 'bin', 'postgres'), args, folder, account }, guard);
    return {
      socketFolder,
      superuser,
      pid: server.pid,
      isFresh,
      stop: async () => {
        await server.stop();
        await guard.release();
      },
    };
  } catch (error) {
    await guard.release();
    throw error;
  }
};
