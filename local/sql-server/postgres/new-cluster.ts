// A new, empty cluster of databases. `initdb` takes most of a start, and its result is always the same: it is kept beside the
// packages, where `node_modules` may be written to, and copied from there the next time. It holds no data and no secret.
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Account } from './account.ts';
import { copyFolder } from './copy-folder.ts';

export const superuser = 'postgres';

// A segment of 1 MB instead of 16: less to write and to copy.
const initArguments = [
  ...['-U', superuser, '-A', 'trust', '--locale=C', '-E', 'UTF8', '--wal-segsize=1'],
  ...['--no-sync', '--no-instructions', '--no-data-checksums'],
];

const cacheFor = async (projectFolder: string, native: string): Promise<string> => {
  const version = await readFile(join(dirname(native), 'package.json'), 'utf8');
  const key = createHash('sha256')
    .update(version)
    .update(initArguments.join('\0'))
    .digest('hex')
    .slice(0, 16);
  return join(projectFolder, 'node_modules', '.cache', 'sql-server-endpoint', `cluster-${key}`);
};

const copyFromCache = async (
  cache: string,
  dataFolder: string,
  account: Account | undefined,
): Promise<boolean> => {
  try {
    await stat(join(cache, 'PG_VERSION'));
    await copyFolder(cache, dataFolder, { folderMode: 0o700, fileMode: 0o600, account });
    return true;
  } catch {
    // Half a copy is no start; initdb wants an empty folder.
    await rm(dataFolder, { recursive: true, force: true });
    await mkdir(dataFolder);
    return false;
  }
};

// A whole folder or none appears under the name, also with concurrent starts.
const keepInCache = async (dataFolder: string, cache: string): Promise<void> => {
  const draft = `${cache}-${randomBytes(6).toString('hex')}`;
  try {
    await mkdir(dirname(cache), { recursive: true });
    await copyFolder(dataFolder, draft, { folderMode: 0o755, fileMode: 0o644, account: undefined });
    await rename(draft, cache);
  } catch {
    await rm(draft, { recursive: true, force: true }).catch(() => undefined);
  }
};

export const createCluster = async (options: {
  dataFolder: string;
  account: Account | undefined;
  projectFolder: string;
  /** Where the package has its files, as installed. */
  native: string;
  initdb: (args: readonly string[]) => Promise<void>;
  own: (folder: string) => Promise<void>;
}): Promise<void> => {
  const { dataFolder, account, projectFolder, native, initdb, own } = options;
  const cache = await cacheFor(projectFolder, native);
  if (await copyFromCache(cache, dataFolder, account)) return;
  await own(dataFolder);
  await initdb(['-D', dataFolder, ...initArguments]);
  await keepInCache(dataFolder, cache);
};
