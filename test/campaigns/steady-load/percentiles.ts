// Percentiles of what clients waited for, by route; nearest rank, so that each is a time that somebody did wait.

import type { ClientTime } from './layer-shares.ts';

export const percentile = (sorted: readonly number[], percent: number): number =>
  sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;

export const percentileTable = (times: readonly ClientTime[]): readonly string[] => {
  const row = (name: string, cells: readonly (string | number)[]): string =>
    name.padEnd(24) + cells.map((cell) => String(cell).padStart(8)).join('');
  const line = (name: string, found: readonly ClientTime[]): string => {
    const sorted = found.map(({ ms }) => ms).sort((a, b) => a - b);
    const cells = [50, 95, 99, 100].map((percent) => percentile(sorted, percent).toFixed(1));
    return row(name, [sorted.length, ...cells]);
  };
  const routes = [...new Set(times.map(({ route }) => route))].sort();
  return [
    row('ms', ['calls', 'p50', 'p95', 'p99', 'max']),
    ...routes.map((route) =>
      line(
        route,
        times.filter((time) => time.route === route),
      ),
    ),
    line('all', times),
  ];
};
