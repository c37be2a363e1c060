// A file of lines, one after another, of whatever size.

import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** Throws a RangeError where the file cannot be read. */
export async function* readLines(path: string): AsyncGenerator<string> {
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });
  try {
    for await (const line of lines) yield line;
  } catch {
    throw new RangeError('The file cannot be read.');
  }
}

/** The cells of a line of CSV, quoted or not (RFC 4180, without line breaks in cells). */
export const cellsOf = (line: string): readonly string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain = '']) =>
    (quoted?.replaceAll('""', '"') ?? plain).trim(),
  );
