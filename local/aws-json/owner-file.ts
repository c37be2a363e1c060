// A file that only its owner may read, replaced as a whole: a start that is cut off leaves the one before.

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type OwnerFile = {
  readonly path: string;
  /** Undefined where nothing was kept yet. */
  readonly read: () => unknown;
  readonly write: (value: unknown) => void;
};

/** @param folder made where it is not there; without one nothing is kept */
export const openOwnerFile = (folder: string | undefined, name: string): OwnerFile | undefined => {
  if (folder === undefined) return undefined;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, name);
  return {
    path,
    read: (): unknown => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined),
    write: (value) => {
      writeFileSync(`${path}.new`, JSON.stringify(value), { mode: 0o600 });
      renameSync(`${path}.new`, path);
    },
  };
};
