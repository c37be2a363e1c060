// Takes protections away, one at a time, in a copy of the project, and runs the tests that have to notice. A protection whose removal no test
// notices is a survivor.

import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { shareOut } from '../campaign-tally.ts';
import { showProgress } from '../campaign-report.ts';
import type { Protection } from './protections/protection.ts';
import { runSuite } from './run-suite.ts';

export type Verdict = 'killed' | 'survived' | 'no-test' | 'no-place';
export type Judged = { readonly protection: Protection; readonly verdict: Verdict; readonly ms: number };

/** The project's files, and what is installed by reference. */
const copyProject = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' }).split(
    '\n',
  );
  for (const file of files.filter((it) => it !== '' && !it.startsWith('bench/results/'))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(file, join(folder, file));
  }
  for (const installed of ['node_modules', 'web/node_modules'].filter((path) => existsSync(path))) {
    symlinkSync(join(process.cwd(), installed), join(folder, installed));
  }
  return folder;
};

/** How often a text stands in another one. */
const countOf = (text: string, part: string): number => text.split(part).length - 1;

/** The file without the protection; undefined when the place is not there exactly once. */
export const withoutProtection = (text: string, { remove, put }: Protection): string | undefined =>
  countOf(text, remove) === 1 && remove !== put ? text.replace(remove, () => put) : undefined;

/** Which tests stand for a threat: their titles begin with its number. */
export const titlePattern = (threat: number): string => `(^| )T${threat} `;

const judge = async (folder: string, protection: Protection): Promise<Verdict> => {
  const path = join(folder, protection.file);
  const original = readFileSync(path, 'utf8');
  const changed = withoutProtection(original, protection);
  if (changed === undefined) return 'no-place';
  writeFileSync(path, changed);
  try {
    const named = protection.threat === undefined ? undefined : titlePattern(protection.threat);
    const { passed, failed } = await runSuite([protection.test], { named, folder, more: ['--bail'] });
    if (failed.length > 0) return 'killed';
    return passed.length === 0 ? 'no-test' : 'survived';
  } finally {
    writeFileSync(path, original);
  }
};

export type MutationSettings = {
  readonly protections: readonly Protection[];
  /** At the same time; each has a copy of the project. */
  readonly workers?: number;
};

export type Mutations = {
  readonly judged: readonly Judged[];
  /** Tests that fail, or are not there, with every protection in its place. */
  readonly broken: readonly string[];
};

export const runMutations = async ({ protections, workers = 2 }: MutationSettings): Promise<Mutations> => {
  const folders = Array.from({ length: workers }, copyProject);
  const judged: Judged[] = [];
  const broken: string[] = [];
  try {
    // Without a change every test passes: otherwise a failure would tell nothing.
    const controls = new Map(
      protections.map(({ test, threat }) => [`${test} ${threat ?? ''}`, { test, threat }]),
    );
    let done = 0;
    await shareOut(
      [...controls.values()],
      folders.map((folder) => async ({ test, threat }) => {
        const named = threat === undefined ? undefined : titlePattern(threat);
        const { passed, failed } = await runSuite([test], { named, folder });
        const isRight = failed.length === 0 && passed.length > 0;
        if (!isRight) broken.push(threat === undefined ? test : `${test} (T${threat})`);
        showProgress('tests without a change', (done += 1), controls.size);
      }),
    );
    await shareOut(
      protections,
      folders.map((folder) => async (protection) => {
        const started = performance.now();
        const verdict = await judge(folder, protection);
        judged.push({ protection, verdict, ms: performance.now() - started });
        showProgress('protections removed', judged.length, protections.length);
      }),
    );
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
  return { judged, broken };
};
