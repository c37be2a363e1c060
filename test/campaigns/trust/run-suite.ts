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

/** @param named a pattern of full names; `more` is passed to jest as it is */
export const runSuite = async (
  tests: readonly string[],
  named?: string,
  more: readonly string[] = [],
): Promise<Suite> => {
  const folder = mkdtempSync(join(tmpdir(), 'suite-'));
  const outputFile = join(folder, 'result.json');
  const args = [
    'node_modules/jest/bin/jest.js',
    ...tests,
    '--silent',
    '--json',
    `--outputFile=${outputFile}`,
    ...more,
  ];
  try {
    await new Promise((resolve) => {
      spawn(process.execPath, [...args, ...(named === undefined ? [] : ['-t', named])], {
        stdio: 'ignore',
      }).once('close', resolve);
    });
    const { testResults } = JSON.parse(readFileSync(outputFile, 'utf8')) as Result;
    const all = testResults.flatMap(({ assertionResults }) => assertionResults);
    const named_ = (status: string): string[] =>
      all.filter((it) => it.status === status).map((it) => it.fullName);
    const unable = testResults.filter((it) => it.status === 'failed' && it.assertionResults.length === 0);
    return {
      passed: named_('passed'),
      failed: [...named_('failed'), ...unable.map(() => 'a file that could not run')],
    };
  } catch {
    return { passed: [], failed: ['jest ended without a result'] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
