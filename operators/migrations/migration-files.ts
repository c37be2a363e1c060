// The migrations as they lie in their folder: `0001-name.sql`, numbered without a gap, never edited once applied anywhere.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Migration = {
  readonly version: number;
  readonly name: string;
  readonly text: string;
  /** SHA-256 of the text with LF line ends, hex: a checkout with other line ends is the same migration. */
  readonly sha256: string;
};

const fileName = /^([0-9]{4})-([a-z0-9-]+)\.sql$/;

const readMigration = (folder: string, file: string): Migration => {
  const match = fileName.exec(file);
  if (!match) throw new TypeError(`migrations/${file}: expected a name like 0001-what-it-does.sql`);
  const text = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n');
  return {
    version: Number(match[1]),
    name: match[2] ?? '',
    text,
    sha256: createHash('sha256').update(text).digest('hex'),
  };
};

export const readMigrations = (folder: string): readonly Migration[] => {
  const migrations = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => readMigration(folder, file));
  for (const [index, { version, name }] of migrations.entries()) {
    if (version !== index + 1) {
      throw new RangeError(`migrations/: expected number ${index + 1}, found ${version} (${name})`);
    }
  }
  return migrations;
};
