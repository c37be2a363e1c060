// How many branches of the folders that decide are taken by the tests that run in one process with them.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Measured } from './figure.ts';
import { runSuite } from './run-suite.ts';

const folders = ['crypto', 'credentials', 'domain', 'http'] as const;
const suites = [
  'test/unit/',
  'test/contract/',
  'test/integration/decryptor/',
  'test/integration/sql-access/',
];

type Place = { readonly line: number; readonly column: number };
type Branch = { readonly locations: readonly { readonly start: Place; readonly end: Place }[] };
/** Istanbul's coverage-final.json: hits of each branch's ways, by the branch's id. */
type FileCoverage = {
  readonly branchMap: Readonly<Record<string, Branch>>;
  readonly b: Readonly<Record<string, readonly number[]>>;
};

/**
 * `?? 0` and the like, which the type checker asks for beside an index that is in its range: no input reaches it.
 *
 * @see https://www.typescriptlang.org/tsconfig/#noUncheckedIndexedAccess
 */
const defaultOfIndex = /\?\? (?:0|'(?:'|$))(?![.\w])/;

type Taken = { readonly taken: number; readonly missed: readonly string[]; readonly ofTypes: number };

const takenIn = (path: string, { branchMap, b }: FileCoverage): Taken => {
  const lines = readFileSync(path, 'utf8').split('\n');
  const missed: string[] = [];
  let [taken, ofTypes] = [0, 0];
  for (const [id, hits] of Object.entries(b)) {
    for (const [way, count] of hits.entries()) {
      const place = branchMap[id]?.locations[way];
      const line = lines[(place?.start.line ?? 1) - 1] ?? '';
      const isOneLine = place?.start.line === place?.end.line;
      const text = line.slice(place?.start.column, isOneLine ? place?.end.column : undefined);
      if (count > 0) taken += 1;
      else if (defaultOfIndex.test(text)) ofTypes += 1;
      else missed.push(`${path}:${place?.start.line}: ${text.trim()}`);
    }
  }
  return { taken, missed, ofTypes };
};

const isFull = ({ missed }: Taken): boolean => missed.length === 0;

export const coverageOf = async (): Promise<Measured> => {
  const folder = mkdtempSync(join(tmpdir(), 'coverage-'));
  try {
    await runSuite(suites, {
      more: [
        '--coverage',
        '--coverageProvider=v8',
        '--coverageReporters=json',
        `--coverageDirectory=${folder}`,
        ...folders.map((name) => `--collectCoverageFrom=shared/${name}/**/*.ts`),
      ],
    });
    const files = JSON.parse(readFileSync(join(folder, 'coverage-final.json'), 'utf8')) as Readonly<
      Record<string, FileCoverage>
    >;
    const counted = folders.map((name) => {
      const all = Object.entries(files)
        .filter(([path]) => path.includes(`/shared/${name}/`))
        .map(([path, file]) => takenIn(path, file));
      const sum: Taken = {
        taken: all.reduce((total, { taken }) => total + taken, 0),
        missed: all.flatMap(({ missed }) => missed),
        ofTypes: all.reduce((total, { ofTypes }) => total + ofTypes, 0),
      };
      return { name, ...sum };
    });
    for (const { missed } of counted) for (const each of missed) console.log(`  not taken: ${each}`);
    const percent = ({ taken, missed }: Taken): string =>
      ((100 * taken) / Math.max(1, taken + missed.length)).toFixed(1);
    const ofTypes = counted.reduce((total, each) => total + each.ofTypes, 0);
    return {
      text: `${counted.map((each) => `${each.name} ${percent(each)} %`).join(', ')}; ${ofTypes} defaults at an index not counted`,
      isReached: counted.every(isFull) && counted.every(({ taken }) => taken > 0),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
