// `npm run bench:gate`: the short form. Measures what the rows of must-reach.ts need, again and longer where one is beyond its
// bound, and ends with 1 when it still is by more than its noise. The last line says the worst margin.

import { Command, InvalidArgumentError } from 'commander';
import { buildBundles } from './build/build-bundles.ts';
import { buildRustPeer } from './build/build-rust.ts';
import { slowDown } from './build/slow-down.ts';
import { beyondBound, failing, judgeAll, worstLine } from './judge.ts';
import { joinSamples } from './measure/interleave.ts';
import { mustReach, type Row } from './must-reach.ts';
import { acceptedLines, judgedTable } from './report/table.ts';
import { scenariosFor } from './scenarios/scenarios.ts';
import { atQuietQuarter, type Samples } from './statistics.ts';
import { startWorld } from './environment/start-environment.ts';

const another = (value: string, previous: readonly string[]): string[] => {
  if (!mustReach.some(({ id }) => id === value)) {
    throw new InvalidArgumentError(`One of ${mustReach.map(({ id }) => id).join(', ')}.`);
  }
  return [...previous, value];
};

const { row: wanted, slowMs } = new Command('npm run bench:gate --')
  .description('Fails when a figure is worse than its bound by more than its noise')
  .option('--row <id>', 'only this row (repeat for more)', another, [])
  .option('--slow-ms <ms>', 'a control: every start of the decryptor is busy for so long', Number)
  .parse()
  .opts<{ readonly row: readonly string[]; readonly slowMs?: number }>();

const rounds = 11;
const roundsOfSecondLook = 25;
const rows: readonly Row[] = mustReach.filter(({ id }) => wanted.length === 0 || wanted.includes(id));

const bundles = await buildBundles();
if (slowMs !== undefined) slowDown(bundles.hop, slowMs);
const rust = buildRustPeer({ isBuilt: true });
if ('missing' in rust) console.log(`not measured: the Rust peer: ${rust.missing}`);
const world = await startWorld();
const setting = { ...world, bundles, rust };

const measure = async (judgedRows: readonly Row[], count: number): Promise<Samples> => {
  const parts: Samples[] = [bundles.sizes];
  for (const scenario of scenariosFor(judgedRows.flatMap(({ needs }) => needs))) {
    parts.push(await scenario.measure(setting, count, { isShort: true }));
  }
  return joinSamples(...parts);
};

try {
  let judged = judgeAll(rows, await measure(rows, rounds), atQuietQuarter);
  const doubtful = beyondBound(judged).map(({ row }) => row);
  if (doubtful.length > 0) {
    console.log(`Looking again, longer, at: ${doubtful.map(({ id }) => id).join(', ')}`);
    const again = judgeAll(doubtful, await measure(doubtful, roundsOfSecondLook), atQuietQuarter);
    judged = judged.map((first) => again.find(({ row }) => row.id === first.row.id) ?? first);
  }
  console.log(judgedTable(judged));
  for (const line of acceptedLines(judged)) console.log(line);
  console.log(worstLine(judged));
  if (failing(judged).length > 0) process.exitCode = 1;
} finally {
  await world.stop();
}
