// Memory settings: what a start, a warm request and a million of them take at each; kept as JSON and as a table in bench/README.md.

import { ownPriceFile, readPrices } from '../../operators/capacity/cost/prices.ts';
import type { MemoryRow } from '../scenarios/memory-settings.ts';

/** Between which the table stands in bench/README.md. */
export const memoryMarks = ['<!-- memory:begin -->', '<!-- memory:end -->'] as const;

const head = ['variant', 'memory, MB', 'cold start, ms', 'warm, ms', 'peak memory, MB', '$ a million, warm'];

export const memoryMarkdown = (rows: readonly MemoryRow[]): string => {
  const { perMillionRequests, perGbSecond } = readPrices(ownPriceFile, 'arm64');
  const cells = rows.map(({ variant, memoryMb, coldMs, warmMs, peakMb }) => {
    // Lambda bills each millisecond that has begun.
    const dollars = perMillionRequests + Math.ceil(warmMs) * 1_000 * (memoryMb / 1_024) * perGbSecond;
    return [
      variant,
      String(memoryMb),
      coldMs.toFixed(0),
      warmMs.toFixed(1),
      peakMb.toFixed(0),
      dollars.toFixed(2),
    ];
  });
  return [head, head.map((_, column) => (column === 0 ? '---' : '---:')), ...cells]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
};
