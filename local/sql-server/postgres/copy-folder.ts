// A folder copied whole, with modes of our choice whatever the umask is.
import { chmod, chown, constants, copyFile, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from './account.ts';

export type CopyOptions = { folderMode: number; fileMode: number; account: Account | undefined };

export const copyFolder = async (from: string, to: string, options: CopyOptions): Promise<void> => {
  const { folderMode, fileMode, account } = options;
  await mkdir(to, { recursive: true });
  const entries = await readdir(from, { withFileTypes: true });
  await Promise.all(
    entries.map(async (entry) => {
      const [source, target] = [join(from, entry.name), join(to, entry.name)];
      if (entry.isDirectory()) {
        await copyFolder(source, target, options);
      } else if (entry.isFile()) {
        await copyFile(source, target, constants.COPYFILE_FICLONE);
        await chmod(target, fileMode);
        if (account !== undefined) await chown(target, account.uid, account.gid);
      }
    }),
  );
  await chmod(to, folderMode);
  if (account !== undefined) await chown(to, account.uid, account.gid);
};
