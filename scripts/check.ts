// `npm run check`: everything that is checked without running the product, one after another, all of it reported.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const projectDirectory = join(import.meta.dirname, '..');

const steps = [
  { name: 'types', command: ['node_modules/typescript/bin/tsc', '--noEmit'] },
  { name: 'types of the page', command: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'web'] },
  { name: 'types of its tests', command: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'test/web'] },
  { name: 'lint', command: ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'] },
  {
    name: 'format',
    command: ['node_modules/prettier/bin/prettier.cjs', '--check', '.', '--log-level', 'warn'],
  },
  {
    name: 'arrows between folders',
    command: [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      'functions',
      'shared',
      'operators',
      'infra',
      'layers',
      'local',
      'scripts',
      'bench',
      'test',
      'web',
    ],
  },
  { name: 'unused code', command: ['node_modules/knip/bin/knip.js'] },
  { name: 'published contract', command: ['scripts/openapi.ts', '--check'] },
] as const;

const outcomes = steps.map(({ name, command: [tool, ...args] }) => {
  console.log(`\n— ${name}`);
  const { status } = spawnSync(process.execPath, [join(projectDirectory, tool), ...args], {
    cwd: projectDirectory,
    stdio: 'inherit',
  });
  return { name, isPassed: status === 0 };
});

console.log('');
for (const { name, isPassed } of outcomes) console.log(`${isPassed ? 'passed' : 'FAILED'}  ${name}`);
if (outcomes.some(({ isPassed }) => !isPassed)) process.exitCode = 1;
