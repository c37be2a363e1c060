// What each bundle weighed when its size was last agreed to: bundle-sizes.json, in the repository. A build says what grew;
// `npm run build -- --record-sizes` agrees to what there is now.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Sizes = Readonly<Record<string, number>>;

export const sizeRecordFile = (projectDirectory: string): string =>
  join(projectDirectory, 'scripts/build/bundle-sizes.json');

export const readSizes = (file: string): Sizes => {
  if (!existsSync(file)) return {};
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof parsed !== 'object' || parsed === null) throw new TypeError(`${file} must hold an object`);
  return Object.fromEntries(
    Object.entries(parsed).map(([name, bytes]: [string, unknown]) => [name, Number(bytes)]),
  );
};

export const writeSizes = (file: string, sizes: Sizes): void =>
  writeFileSync(file, `${JSON.stringify(sizes, null, 2)}\n`);

/** Smaller changes are not worth a line. */
const tolerance = 0.01;

/** `+1.2 kB` where it grew, `-1.2 kB` where it shrank, nothing where it stayed. */
export const describeGrowth = (recorded: number | undefined, bytes: number): string => {
  if (recorded === undefined) return 'new';
  if (Math.abs(bytes - recorded) <= recorded * tolerance) return '';
  const kilobytes = ((bytes - recorded) / 1000).toFixed(1);
  return bytes > recorded ? `grew by ${kilobytes} kB` : `shrank by ${kilobytes.slice(1)} kB`;
};
