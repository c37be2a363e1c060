// A credential's value from a file or from standard input, as JSON. Never from the command line, whose words other users of
// the machine and the shell's history can see.

import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { fail, succeed, type Result } from '#shared/platform/result';
import { Secret } from '#shared/platform/secret';
import { decodeText } from './decode-text.ts';
import { operatorPath } from './operator-path.ts';

export type ValueSource =
  { readonly kind: 'file'; readonly path: string } | { readonly kind: 'standard-input' };

const maxBytes = 262_144;

/** `undefined` when no source of the value was given and standard input is the keyboard. */
export const toValueSource = (
  file: string | undefined,
  argument: string | undefined,
): ValueSource | undefined => {
  if (file !== undefined && file !== '-') return { kind: 'file', path: file };
  if (file === '-' || argument === '-' || !process.stdin.isTTY) return { kind: 'standard-input' };
  return undefined;
};

const readBytes = async (source: ValueSource): Promise<Buffer | undefined> => {
  try {
    return await (source.kind === 'file' ? readFile(operatorPath(source.path)) : buffer(process.stdin));
  } catch {
    return undefined;
  }
};

/** Parsed JSON; what is wrong is said without quoting, as the parser's own message would. */
export const readValue = async (source: ValueSource): Promise<Result<Secret<unknown>, string>> => {
  const name = source.kind === 'file' ? 'The file' : 'Standard input';
  const bytes = await readBytes(source);
  if (bytes === undefined) return fail(`${name} cannot be read.`);
  try {
    if (bytes.length === 0) return fail(`${name} is empty.`);
    if (bytes.length > maxBytes) return fail(`${name} holds more than ${maxBytes} bytes.`);
    const value: unknown = JSON.parse(decodeText(bytes) ?? '');
    return succeed(new Secret(value));
  } catch {
    return fail(`${name} does not hold JSON in UTF-8.`);
  } finally {
    bytes.fill(0);
  }
};
