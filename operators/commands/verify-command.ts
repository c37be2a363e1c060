// credentials verify <vectors.json> [--json]: a rehearsal with known values, offline. Says for each scheme how many passed,
// which entries differ and how, and ends with one line that counts. No value of the file is printed.

import type { Command } from 'commander';
import { exitCodes, type ExitCode } from '../command-line/operator-program.ts';
import { markOffline } from '../command-line/local-stack.ts';
import { readVectorFile } from './vector-file.ts';
import { verifyVectors, type Outcome } from './verify-vectors.ts';

type Count = { passed: number; failed: number };

const maxShownDifferences = 20;

const countBy = (outcomes: readonly Outcome[], nameOf: (outcome: Outcome) => string): Map<string, Count> => {
  const counts = new Map<string, Count>();
  for (const outcome of outcomes) {
    const count = counts.get(nameOf(outcome)) ?? { passed: 0, failed: 0 };
    counts.set(nameOf(outcome), count);
    if (outcome.difference === undefined) count.passed += 1;
    else count.failed += 1;
  }
  return counts;
};

const printTable = (outcomes: readonly Outcome[], differences: readonly Outcome[]): void => {
  const schemes = countBy(outcomes, ({ group, scheme }) => (group === 'negative' ? 'negative' : scheme));
  const width = Math.max(...[...schemes.keys()].map((name) => name.length));
  for (const [name, { passed, failed }] of schemes)
    console.log(`${name.padEnd(width)}  ${passed} passed, ${failed} failed`);
  console.log('');
  for (const [group, { passed, failed }] of countBy(outcomes, (outcome) => outcome.group))
    console.log(`${group}: ${passed}/${passed + failed}`);
  for (const { id, difference } of differences.slice(0, maxShownDifferences))
    console.log(`different: ${id}: ${difference ?? ''}`);
  if (differences.length > maxShownDifferences)
    console.log(`… and ${differences.length - maxShownDifferences} more`);
};

const printJson = (outcomes: readonly Outcome[], differences: readonly Outcome[]): void => {
  const toCounts = (counts: Map<string, Count>) => Object.fromEntries(counts);
  const report = {
    passed: outcomes.length - differences.length,
    failed: differences.length,
    groups: toCounts(countBy(outcomes, ({ group }) => group)),
    schemes: toCounts(countBy(outcomes, ({ scheme }) => scheme)),
    differences,
  };
  console.log(JSON.stringify(report, null, 2));
};

const verify = async (path: string, { json }: { readonly json?: true }): Promise<ExitCode> => {
  const file = readVectorFile(path);
  if (!file.ok) {
    console.error(`${path} ${file.failure}.`);
    return exitCodes.wrongUsage;
  }
  const outcomes: Outcome[] = [];
  for await (const outcome of verifyVectors(file.value)) outcomes.push(outcome);
  const differences = outcomes.filter(({ difference }) => difference !== undefined);
  const summary = `${outcomes.length - differences.length} passed, ${differences.length} failed`;
  if (json === true) {
    printJson(outcomes, differences);
    // Standard output is one JSON document for scripts; people still see the line.
    console.error(summary);
  } else {
    printTable(outcomes, differences);
    console.log(summary);
  }
  return differences.length === 0 ? exitCodes.done : exitCodes.failed;
};

export const addVerifyCommand = (program: Command): void => {
  markOffline(program.command('verify'))
    .description('Run known values of the old application through the decryptor’s own codecs, offline.')
    .argument('<vectors.json>', 'a file with vectors, kdf and negative (docs/legacy-formats.md)')
    .option('--json', 'print one JSON document instead of a table')
    .action(async (path: string, options: { readonly json?: true }) => {
      process.exitCode = await verify(path, options);
    });
};
