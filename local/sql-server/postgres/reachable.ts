// Which folders the account that PostgreSQL runs as can get to: as root it is another one than ours.
import { realpath, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import type { Account } from './account.ts';

const mayEnter = async (folder: string, { uid, gid }: Account): Promise<boolean> => {
  const { mode, uid: owner, gid: group } = await stat(folder);
  if (owner === uid) return (mode & 0o100) !== 0;
  return (mode & (group === gid ? 0o010 : 0o001)) !== 0;
};

/** Whether every folder above `path` lets the account through; the last ones need not be there yet. */
export const isReachable = async (path: string, account: Account | undefined): Promise<boolean> => {
  if (account === undefined) return true;
  const parent = dirname(path);
  let folder: string;
  try {
    folder = await realpath(parent);
  } catch {
    return isReachable(parent, account);
  }
  for (;;) {
    if (!(await mayEnter(folder, account))) return false;
    if (dirname(folder) === folder) return true;
    folder = dirname(folder);
  }
};

/** A place for temporary folders that the account can get to. */
export const temporaryRoot = async (account: Account | undefined): Promise<string> => {
  for (const root of [tmpdir(), '/tmp', '/var/tmp']) {
    if (await isReachable(`${root}/x`, account).catch(() => false)) return root;
  }
  return tmpdir();
};
