// Memory settings: what a start, a warm request and a million of them take at each; kept as JSON and as a table in bench/README.md.

import { dollarsAMillion } from '../../operators/capacity/cost/cost.ts';
import { ownPriceFile, readPrices } from '../../operators/capacity/cost/prices.ts';
import { markdownTable } from './table.ts';
import type { MemoryRow } from '../scenarios/memory-settings.ts';

/** Between which the table stands in bench/README.md. */
export const memoryMarks = ['<!-- memory:begin -->', '<!-- memory:end -->'] as const;

const head = ['variant', 'memory, MB', 'cold start, ms', 'warm, ms', 'peak memory, MB', '$ a million, warm'];

export const memoryMarkdown = (rows: readonly MemoryRow[]): string => {
  const prices = readPrices(ownPriceFile, 'arm64');
  const cells = rows.map(({ variant, memoryMb, coldMs, warmMs, peakMb }) => {
    return [
      variant,
      String(memoryMb),
      coldMs.toFixed(0),
      warmMs.toFixed(1),
      peakMb.toFixed(0),
      dollarsAMillion(warmMs, memoryMb, prices).toFixed(2),
    ];
  });
  return markdownTable(head, cells, 1);
};
