// What was measured, as lines for a terminal and rows for a page.

import type { Judged } from '../judge.ts';
import { median, spread, type Samples } from '../statistics.ts';

const figure = (value: number): string => {
  if (Math.abs(value) >= 1000) return value.toFixed(0);
  return Math.abs(value) >= 0.1 ? value.toFixed(2) : value.toPrecision(2);
};

const columns = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

const heading = ['what', 'aim', 'at most', 'measured', 'noise', 'verdict'] as const;

/** A row that is better when higher is bounded from below. */
export const judgedRows = (judged: readonly Judged[]): string[][] =>
  judged.map(({ row, measured, verdict }) => {
    const sign = row.better === 'lower' ? '≤' : '≥';
    const unit = row.unit === '×' ? '' : ` ${row.unit}`;
    return [
      row.what,
      `${sign} ${row.aim}${unit}`,
      `${sign} ${row.bound}${unit}`,
      measured === undefined ? '–' : `${figure(measured.value)}${unit}`,
      measured === undefined ? '–' : `±${figure(measured.noise)}`,
      verdict,
    ];
  });

export const judgedTable = (judged: readonly Judged[]): string => columns([heading, ...judgedRows(judged)]);

/** Why what is not reached is not, a line each. */
export const acceptedLines = (judged: readonly Judged[]): readonly string[] =>
  judged.flatMap(({ row, verdict }) =>
    verdict === 'NOT REACHED, accepted' && row.accepted !== undefined
      ? [`not reached, accepted at ${row.accepted.value}: ${row.what}: ${row.accepted.why}`]
      : [],
  );

/** @param texts how many columns from the left are text; the others are numbers, to the right */
export const markdownTable = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
  texts = head.length,
): string =>
  [head, head.map((_, column) => (column < texts ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

export const judgedMarkdown = (judged: readonly Judged[]): string =>
  markdownTable(heading, judgedRows(judged));

const unitOf = (id: string): string => {
  if (id.startsWith('open-us/') || id.startsWith('statement-us/')) return 'µs';
  if (id.startsWith('size/')) return 'bytes';
  if (id.startsWith('writers/')) return '/s';
  return id.includes('memory/') ? 'MB' : 'ms';
};

export const samplesTable = (samples: Samples): string =>
  columns([
    ['figure', 'median', '', 'half quartile distance', 'runs'],
    ...[...samples].map(([id, values]) => [
      id === 'cold/compile-cache' ? `${id} (not on Lambda)` : id,
      figure(median(values)),
      unitOf(id),
      `±${figure(spread(values))}`,
      String(values.length),
    ]),
  ]);

export const opensTable = (samples: Samples): string =>
  columns([
    ['format', 'opens a second'],
    ...[...samples]
      .filter(([id]) => id.startsWith('open-us/'))
      .map(([id, values]) => [id.slice('open-us/'.length), (1_000_000 / median(values)).toFixed(0)]),
  ]);
