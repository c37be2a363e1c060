// Starts a private PostgreSQL: its own folder, a unix socket inside it, no TCP port, no durability, stopped with this process.
import { chmod, chown, mkdir, mkdtemp, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Account, unprivilegedAccount } from './account.ts';
import { copyFolder } from './copy-folder.ts';
import { startGuard } from './guard.ts';
import { findNativeFolder, layOutNativeFiles } from './native-files.ts';
import { createCluster, superuser } from './new-cluster.ts';
import { runToEnd, startServer } from './processes.ts';
import { isReachable, temporaryRoot } from './reachable.ts';

export type Postgres = {
  socketFolder: string;
  superuser: string;
  pid: number;
  stop(): Promise<void>;
};

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
  plan_cache_mode: 'force_generic_plan',
  io_method: 'sync',
  max_parallel_workers: '0',
  max_parallel_workers_per_gather: '0',
  dynamic_shared_memory_type: 'mmap',
  logging_collector: 'off',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_statement: 'none',
  TimeZone: 'UTC',
  unix_socket_permissions: '0700',
} as const;

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

const serverArguments = (dataFolder: string, socketFolder: string): string[] => [
  '-D',
  dataFolder,
  ...Object.entries({ ...settings, unix_socket_directories: socketFolder }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]),
];

export const startPostgres = async (options: {
  dataDirectory?: string;
  projectFolder: string;
}): Promise<Postgres> => {
  const account = await unprivilegedAccount();
  const { projectFolder } = options;
  // Absolute: the guard and PostgreSQL have working folders of their own.
  const dataDirectory = options.dataDirectory === undefined ? undefined : resolve(options.dataDirectory);
  const folder = await mkdtemp(join(await temporaryRoot(account), 'sql-server-'));
  // A kept folder that PostgreSQL's account cannot get to is worked on as a copy, and brought back at the end.
  const keptElsewhere =
    dataDirectory !== undefined && !(await isReachable(dataDirectory, account)) ? dataDirectory : undefined;
  const dataFolder =
    keptElsewhere === undefined && dataDirectory !== undefined ? dataDirectory : join(folder, 'data');
  const guard = startGuard(folder, {
    signal: dataDirectory === undefined ? 'QUIT' : 'INT',
    keptElsewhere,
  });
  try {
    await giveTo(folder, account);
    const socketFolder = join(folder, 'run');
    await giveTo(socketFolder, account);
    await giveTo(dataFolder, account);
    if (keptElsewhere !== undefined && (await hasCluster(keptElsewhere)))
      await copyFolder(keptElsewhere, dataFolder, { folderMode: 0o700, fileMode: 0o600, account });
    const installed = findNativeFolder(projectFolder);
    const native = await layOutNativeFiles(installed, join(folder, 'native'));
    const program = (name: string, args: readonly string[]) => ({
      file: join(native, 'bin', name),
      args,
      folder,
      account,
    });
    if (!(await hasCluster(dataFolder))) {
      await createCluster({
        dataFolder,
        account,
        projectFolder,
        native: installed,
        initdb: (args) => runToEnd(program('initdb', args), guard),
        own: (path) => giveTo(path, account),
      });
    }
    const server = await startServer(program('postgres', serverArguments(dataFolder, socketFolder)), guard);
    return {
      socketFolder,
      superuser,
      pid: server.pid,
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
