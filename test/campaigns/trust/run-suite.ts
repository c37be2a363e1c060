// Suites of the tests as a figure: how many of their tests passed.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Assertion = { readonly fullName: string; readonly status: string };
type Result = {
  readonly testResults: readonly {
    readonly assertionResults: readonly Assertion[];
    readonly status: string;
  }[];
};

export type Suite = {
  readonly passed: readonly string[];
  /** Full names; a file that could not run counts as one. */
  readonly failed: readonly string[];
};

export type SuiteOptions = {
  /** A pattern of full names. */
  readonly named?: string | undefined;
  /** Passed to jest as it is. */
  readonly more?: readonly string[];
  /** Where the project is; where this process runs unless said. */
  readonly folder?: string;
};

export const runSuite = async (
  tests: readonly string[],
  { named, more = [], folder = process.cwd() }: SuiteOptions = {},
): Promise<Suite> => {
  const results = mkdtempSync(join(tmpdir(), 'suite-'));
  const outputFile = join(results, 'result.json');
  const args = [...tests, '--silent', '--json', `--outputFile=${outputFile}`, ...more];
  const pattern = named === undefined ? [] : ['-t', named];
  try {
    await new Promise((resolve) => {
      spawn(process.execPath, ['node_modules/jest/bin/jest.js', ...args, ...pattern], {
        cwd: folder,
        stdio: 'ignore',
      }).once('close', resolve);
    });
    const { testResults } = JSON.parse(readFileSync(outputFile, 'utf8')) as Result;
    const all = testResults.flatMap(({ assertionResults }) => assertionResults);
    const namesOf = (status: string): string[] =>
      all.filter((it) => it.status === status).map((it) => it.fullName);
    const unable = testResults.filter((it) => it.status === 'failed' && it.assertionResults.length === 0);
    return {
      passed: namesOf('passed'),
      failed: [...namesOf('failed'), ...unable.map(() => 'a file that could not run')],
    };
  } catch {
    return { passed: [], failed: ['jest ended without a result'] };
  } finally {
    rmSync(results, { recursive: true, force: true });
  }
};
