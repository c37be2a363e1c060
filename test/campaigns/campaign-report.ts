// A campaign's result as people read it: how often each route was answered how, and what went wrong.

import { stderr } from 'node:process';

export type Counts = { readonly passed: number; readonly failed: number };

export const sumCounts = (all: readonly Counts[]): Counts => ({
  passed: all.reduce((sum, { passed }) => sum + passed, 0),
  failed: all.reduce((sum, { failed }) => sum + failed, 0),
});

export class AnswerTable {
  readonly #counts = new Map<string, Map<number, number>>();

  add(route: string, status: number): void {
    const row = this.#counts.get(route) ?? new Map<number, number>();
    this.#counts.set(route, row.set(status, (row.get(status) ?? 0) + 1));
  }

  count(isCounted: (status: number) => boolean): number {
    return [...this.#counts.values()]
      .flatMap((row) => [...row])
      .reduce((sum, [status, count]) => sum + (isCounted(status) ? count : 0), 0);
  }

  lines(): readonly string[] {
    const statuses = [...new Set([...this.#counts.values()].flatMap((row) => [...row.keys()]))].sort();
    const cells = (name: string, values: readonly (number | string)[]): string =>
      name.padEnd(12) + values.map((value) => String(value).padStart(7)).join('');
    return [
      cells('route', statuses),
      ...[...this.#counts].map(([route, row]) =>
        cells(
          route,
          statuses.map((status) => row.get(status) ?? '·'),
        ),
      ),
    ];
  }
}

const shownFaults = 20;

/** The same fault is shown once, with how often it was met. */
export const printFaults = (faults: readonly string[]): void => {
  const counts = new Map<string, number>();
  for (const fault of faults) counts.set(fault, (counts.get(fault) ?? 0) + 1);
  for (const [fault, count] of [...counts].slice(0, shownFaults)) console.log(`  ${count} × ${fault}`);
  if (counts.size > shownFaults) console.log(`  and ${counts.size - shownFaults} more kinds`);
};

/** On a terminal, one line that is written over. */
export const showProgress = (what: string, done: number, of: number): void => {
  if (!stderr.isTTY) return;
  stderr.write(`\r${what}: ${done} of ${of}\u001b[K${done >= of ? '\n' : ''}`);
};
