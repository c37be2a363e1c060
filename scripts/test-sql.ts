// `npm run test:sql`: the corpus on the embedded endpoint and, when TEST_SQL_SERVER names one, on that server, side by side;
// then the database suites on whichever of them is given. The last line counts the suites' tests; a difference in the corpus
// fails them too (test/integration/sql-server/corpus.test.ts).

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { openEmbeddedServer, serverFromEnvironment } from '#test/support/sql-server-under-test';
import { corpus, runCorpus, textOf, type CorpusAnswer } from '../test/support/sql-corpus/run-corpus.ts';

const suites = [
  'test/integration/sql-server',
  'test/integration/sql-access',
  'test/integration/migrations',
  'test/api/concurrency',
  'test/api/survival',
];

const clipped = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width);

const cell = (answer: CorpusAnswer | undefined): string => {
  if (answer === undefined) return 'not given';
  return answer.isAsExpected ? 'as expected' : `DIFFERS: ${answer.answer}`;
};

const compare = async (): Promise<number> => {
  const embedded = await openEmbeddedServer();
  const [given, columns] = [serverFromEnvironment(), [52, 60, 24]];
  try {
    const [here, there] = [await runCorpus(embedded.server), given ? await runCorpus(given) : []];
    const line = (...cells: readonly string[]): void =>
      console.log(cells.map((text, at) => clipped(text, columns[at] ?? 24)).join(' | '));
    line('construct', 'expected', 'embedded', 'TEST_SQL_SERVER');
    for (const [at, { construct, expected }] of corpus.entries()) {
      line(construct, textOf(expected), cell(here[at]), cell(there[at]));
    }
    const differing = [...here, ...there].filter(({ isAsExpected }) => !isAsExpected);
    for (const { construct, answer } of differing) console.log(`${construct}: ${answer}`);
    console.log(`${corpus.length} constructs, ${differing.length} differences`);
    return differing.length;
  } finally {
    await embedded.stop();
  }
};

const runSuites = (): Promise<number> =>
  new Promise((resolve) => {
    const tests = spawn(process.execPath, [join(import.meta.dirname, 'test.ts'), ...suites], {
      stdio: 'inherit',
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => tests.kill(signal));
    tests.once('close', (code) => resolve(code ?? 1));
  });

const differences = await compare();
const failed = await runSuites();
process.exitCode = differences === 0 && failed === 0 ? 0 : 1;
