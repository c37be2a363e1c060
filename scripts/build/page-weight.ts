// What the built page weighs, chunk by chunk, compressed as it is delivered, and whether that is what was agreed to.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** JavaScript in bytes of gzip: before anything is shown, and all there is. */
export const pageBounds = { first: 105_000, all: 230_000 } as const;

export type Chunk = { readonly file: string; readonly bytes: number; readonly isFirst: boolean };

/** @param folder of the built page */
export const weighPage = (folder: string): readonly Chunk[] => {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  return readdirSync(join(folder, 'assets'))
    .filter((file) => file.endsWith('.js'))
    .map((file) => ({
      file,
      bytes: gzipSync(readFileSync(join(folder, 'assets', file)), { level: 9 }).length,
      isFirst: html.includes(`/assets/${file}"`),
    }));
};

const sum = (chunks: readonly Chunk[]): number => chunks.reduce((bytes, chunk) => bytes + chunk.bytes, 0);

/** Sentences, one for each bound that does not hold. */
export const complaintsAbout = (chunks: readonly Chunk[]): readonly string[] => {
  const first = chunks.filter(({ isFirst }) => isFirst);
  const over = (name: string, bytes: number, bound: number): readonly string[] =>
    bytes <= bound ? [] : [`${name} is ${(bytes / 1000).toFixed(1)} kB, more than ${bound / 1000} kB`];
  return [
    ...(first.length === 0 ? ['the page loads no JavaScript'] : []),
    ...over('the first view', sum(first), pageBounds.first),
    ...over('all JavaScript of the page', sum(chunks), pageBounds.all),
  ];
};
