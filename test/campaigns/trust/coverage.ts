// How many branches of the folders that decide are taken by their unit tests.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Measured } from './figures.ts';
import { runSuite } from './run-suite.ts';

const folders = ['crypto', 'credentials', 'domain', 'http'] as const;

type Summary = Readonly<
  Record<string, { readonly branches: { readonly total: number; readonly covered: number } }>
>;

export const coverageOf = async (): Promise<Measured> => {
  const folder = mkdtempSync(join(tmpdir(), 'coverage-'));
  try {
    await runSuite(
      folders.map((name) => `test/unit/${name}/`),
      {
        more: [
          '--coverage',
          '--coverageProvider=v8',
          '--coverageReporters=json-summary',
          `--coverageDirectory=${folder}`,
          ...folders.map((name) => `--collectCoverageFrom=shared/${name}/**/*.ts`),
        ],
      },
    );
    const summary = JSON.parse(readFileSync(join(folder, 'coverage-summary.json'), 'utf8')) as Summary;
    const percents = folders.map((name) => {
      const files = Object.entries(summary).filter(([path]) => path.includes(`/shared/${name}/`));
      const [covered, total] = files.reduce(
        ([left, right], [, { branches }]) => [left + branches.covered, right + branches.total],
        [0, 0],
      );
      return { name, percent: (100 * covered) / Math.max(1, total) };
    });
    return {
      text: percents.map(({ name, percent }) => `${name} ${percent.toFixed(1)} %`).join(', '),
      isReached: percents.every(({ percent }) => percent === 100),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
