// Keeps a whole run: every sample as JSON, the chart, and the table between its two marks in bench/README.md.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { projectDirectory } from '../build/build-bundles.ts';
import type { Judged } from '../judge.ts';
import type { LoadResult } from '../scenarios/load.ts';
import { median, type Samples } from '../statistics.ts';
import { drawChart } from './chart.ts';
import { machineLine, type Machine } from './machine.ts';
import { memoryMarkdown, memoryMarks } from './memory-table.ts';
import type { MemoryRow } from '../scenarios/memory-settings.ts';
import { variantMarks, variantsMarkdown } from './variants.ts';
import { judgedMarkdown } from './table.ts';

export type Run = {
  readonly machine: Machine;
  readonly samples: Samples;
  readonly judged: readonly Judged[];
  readonly load: LoadResult | undefined;
  readonly notMeasured: readonly string[];
};

const [begin, end] = ['<!-- bench:begin -->', '<!-- bench:end -->'] as const;

export const loadLine = ({ rampSeconds, holdSeconds, requests, answered200, ...load }: LoadResult): string =>
  `The whole local stack, 1 to 20 requests a second in ${rampSeconds} s, then 20 for ${holdSeconds} s: ` +
  `${requests} requests, ${answered200} answered 200, ${load.failures} failed; ` +
  `median ${load.medianMs} ms, p95 ${load.p95Ms} ms, p99 ${load.p99Ms} ms.`;

/** What TLS adds to a cold decryptor, ours and the peers alike. */
const plainTable = (samples: Samples): string => {
  const typical = (id: string): string => {
    const values = samples.get(id);
    return values === undefined ? '–' : `${median([...values]).toFixed(0)} ms`;
  };
  const rows = [
    ['the exchanges alone', 'floor'],
    ['ours', 'ours'],
    ['AWS SDK, bundled', 'sdk-bundled'],
  ].map(([what, id]) => `| ${what} | ${typical(`cold/${id}`)} | ${typical(`cold-plain/${id}`)} |`);
  return [
    '| decryptor, cold, first answer | over TLS | over plain HTTP |',
    '| --- | ---: | ---: |',
    ...rows,
  ].join('\n');
};

const section = ({ machine, judged, load, samples }: Run): string =>
  [
    begin,
    '![Cold start and throughput beside the peers](results/latest.svg)',
    judgedMarkdown(judged),
    plainTable(samples),
    load === undefined ? '' : loadLine(load),
    `Measured on ${machineLine(machine)}.`,
    end,
  ].join('\n\n');

/** What stands between two marks, the marks included, in another version. */
const replaced = (text: string, [from, to]: readonly [string, string], by: string): string => {
  const [before, after] = [text.indexOf(from), text.indexOf(to)];
  if (before < 0 || after < before) throw new Error(`bench/README.md has no ${from} … ${to}`);
  return `${text.slice(0, before)}${by}${text.slice(after + to.length)}`;
};

const readme = join(projectDirectory, 'bench/README.md');

const writeReadme = async (text: string): Promise<void> =>
  writeFileSync(readme, await format(text, { parser: 'markdown', printWidth: 110 }));

export const saveMemoryRows = async (rows: readonly MemoryRow[]): Promise<void> => {
  const rounded = rows.map(({ coldMs, warmMs, peakMb, ...row }) => ({
    ...row,
    coldMs: Number(coldMs.toPrecision(5)),
    warmMs: Number(warmMs.toPrecision(5)),
    peakMb: Number(peakMb.toPrecision(5)),
  }));
  writeFileSync(join(projectDirectory, 'bench/results/memory.json'), `${JSON.stringify(rounded, null, 2)}\n`);
  const [from, to] = memoryMarks;
  const table = [from, memoryMarkdown(rounded), to].join('\n\n');
  await writeReadme(replaced(readFileSync(readme, 'utf8'), memoryMarks, table));
};

export const saveRun = async (run: Run): Promise<void> => {
  const folder = join(projectDirectory, 'bench/results');
  mkdirSync(folder, { recursive: true });
  const { machine, samples, load, notMeasured } = run;
  const rows = run.judged.map(({ row: { id, what, aim, bound, unit }, measured, verdict }) => {
    return { id, what, aim, bound, unit, measured, verdict };
  });
  const rounded = Object.fromEntries(
    [...samples].map(([id, values]) => [id, values.map((value) => Number(value.toPrecision(5)))]),
  );
  const content = JSON.stringify({ machine, rows, load, notMeasured, samples: rounded });
  writeFileSync(join(folder, 'latest.json'), await format(content, { parser: 'json', printWidth: 110 }));
  writeFileSync(join(folder, 'latest.svg'), drawChart(samples));
  const text = readFileSync(readme, 'utf8');
  const judged = replaced(text, [begin, end], section(run));
  const updated = replaced(
    judged,
    variantMarks,
    [variantMarks[0], variantsMarkdown(samples), variantMarks[1]].join('\n\n'),
  );
  await writeReadme(updated);
};
