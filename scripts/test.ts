// `npm test`: runs jest with what is given after it and ends with one plain line that counts tests. A test file that could
// not run at all counts as one failure; a skipped test counts as neither, and is mentioned.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endWithParent } from '../local/process/end-with-parent.ts';

const projectDirectory = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'direct-deposits-tests-'));
const resultFile = join(folder, 'result.json');

const runJest = (): Promise<number> =>
  new Promise((resolve) => {
    const jest = spawn(
      process.execPath,
      [
        join(projectDirectory, 'node_modules/jest/bin/jest.js'),
        ...process.argv.slice(2),
        '--json',
        `--outputFile=${resultFile}`,
      ],
      // With --json jest prints the whole result on stdout too; people read its report on stderr.
      { cwd: projectDirectory, stdio: ['inherit', 'ignore', 'inherit'] },
    );
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => jest.kill(signal));
    endWithParent();
    jest.once('close', (code) => resolve(code ?? 1));
  });

const countIn = (result: object, name: string): number => {
  const value = new Map<string, unknown>(Object.entries(result)).get(name);
  if (typeof value !== 'number') throw new TypeError(`jest's result has no ${name}`);
  return value;
};

const exitCode = await runJest();
let passed = 0;
let failed = 1;
try {
  const result: unknown = JSON.parse(readFileSync(resultFile, 'utf8'));
  if (typeof result !== 'object' || result === null) throw new TypeError("jest's result is not an object");
  passed = countIn(result, 'numPassedTests');
  failed = countIn(result, 'numFailedTests') + countIn(result, 'numRuntimeErrorTestSuites');
  const skipped = countIn(result, 'numPendingTests') + countIn(result, 'numTodoTests');
  if (skipped > 0) console.log(`${skipped} skipped`);
} catch {
  console.error('jest ended without a result.');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

// A run that failed without a failed test (nothing found to run, an error after the tests) is a failure all the same.
if (exitCode !== 0 && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
