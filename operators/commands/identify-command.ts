// credentials identify <file> --keys <keys.json> [--json]: which scheme stored these values. The file has one stored value a
// line, or a value, a tab and its known text; the keys are candidates. Prints what fits, never a text that it opened.

import type { Command } from 'commander';
import * as v from 'valibot';
import { parseJson } from '#shared/platform/parse-json';
import { fail, succeed, type Result } from '#shared/platform/result';
import { identifyValues, type Candidate, type Fit, type StoredSample } from './identify-values.ts';
import { tellsOf, type Tell } from './legacy-tells.ts';
import { markOffline } from '../command-line/local-stack.ts';
import { exitCodes, type ExitCode } from '../command-line/operator-program.ts';
import { readTextFile } from '../command-line/read-text-file.ts';

const candidates = v.array(
  v.object({
    id: v.optional(v.string()),
    scheme: v.optional(v.string()),
    params: v.record(v.string(), v.unknown()),
  }),
);

const maxShown = 10;

const readText = (path: string): Result<string, string> => {
  const text = readTextFile(path);
  return text.ok ? text : fail(`${path} ${text.failure}.`);
};

const readSamples = (path: string): Result<readonly StoredSample[], string> => {
  const text = readText(path);
  if (!text.ok) return text;
  const lines = text.value.split(/\r?\n/).filter((line) => line !== '');
  if (lines.length === 0) return fail(`${path} holds no values.`);
  return succeed(
    lines.map((line) => {
      const [value = '', plaintext] = line.split(/\t(.*)/s);
      return { value, plaintext };
    }),
  );
};

const readCandidates = (path: string): Result<readonly Candidate[], string> => {
  const text = readText(path);
  if (!text.ok) return text;
  const parsed = v.safeParse(candidates, parseJson(text.value));
  return parsed.success
    ? succeed(parsed.output.map((one, index) => ({ ...one, id: one.id ?? `key ${index + 1}` })))
    : fail(`${path} is not a list of { id?, scheme?, params }.`);
};

const describe = ({ candidate, scheme, added, opened, right }: Fit, total: number): string => {
  const more = Object.entries(added).map(([name, value]) => `${name} ${value}`);
  const parameters = more.length === 0 ? '' : ` with ${more.join(', ')}`;
  return `dotnet-${scheme}  ${candidate}${parameters}: ${right} of ${total} right, ${opened} opened`;
};

const print = (fits: readonly Fit[], tells: readonly Tell[], total: number): void => {
  for (const { text, suggests } of tells)
    console.log(`look: ${text}${suggests.length === 0 ? '' : ` (${suggests.join(', ')})`}`);
  if (fits.length === 0) console.log('Nothing fits.');
  for (const fit of fits.slice(0, maxShown)) console.log(describe(fit, total));
};

type Options = { readonly keys: string; readonly json?: true };

const identify = async (path: string, { keys, json }: Options): Promise<ExitCode> => {
  const samples = readSamples(path);
  const known = readCandidates(keys);
  if (!samples.ok || !known.ok) {
    for (const read of [samples, known]) if (!read.ok) console.error(read.failure);
    return exitCodes.wrongUsage;
  }
  const fits = await identifyValues(samples.value, known.value);
  const tells = tellsOf(samples.value.map(({ value }) => value));
  if (json === true) console.log(JSON.stringify({ values: samples.value.length, tells, fits }, null, 2));
  else print(fits, tells, samples.value.length);
  return fits.some(({ right }) => right > 0) ? exitCodes.done : exitCodes.failed;
};

export const addIdentifyCommand = (program: Command): void => {
  markOffline(program.command('identify'))
    .description('Find out which legacy scheme stored some values, offline.')
    .argument('<file>', 'one stored value a line, or a value, a tab and its known text')
    .requiredOption('--keys <keys.json>', 'candidates: a list of { id?, scheme?, params }')
    .option('--json', 'print one JSON document')
    .action(async (path: string, options: Options) => {
      process.exitCode = await identify(path, options);
    });
};
