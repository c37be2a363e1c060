// `npm run check`: everything that is checked without running the product, one after another, all of it reported.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const projectDirectory = join(import.meta.dirname, '..');

const steps = [
  { name: 'types', command: ['typescript/bin/tsc', '--noEmit'] },
  { name: 'lint', command: ['eslint/bin/eslint.js', '.', '--max-warnings', '0'] },
  { name: 'format', command: ['prettier/bin/prettier.cjs', '--check', '.', '--log-level', 'warn'] },
  {
    name: 'arrows between folders',
    command: [
      'dependency-cruiser/bin/dependency-cruise.mjs',
      'functions',
      'shared',
      'infra',
      'layers',
      'local',
      'scripts',
      'test',
    ],
  },
  { name: 'unused code', command: ['knip/bin/knip.js'] },
] as const;

const runNode = (...args: readonly string[]): boolean =>
  spawnSync(process.execPath, args, { cwd: projectDirectory, stdio: 'inherit' }).status === 0;

const outcomes = steps.map(({ name, command: [tool, ...args] }) => {
  console.log(`\n— ${name}`);
  return { name, isPassed: runNode(join(projectDirectory, 'node_modules', tool), ...args) };
});

console.log('\n— published contract');
const isContractCurrent = runNode(join(projectDirectory, 'scripts/openapi.ts'), '--check');
outcomes.push({ name: 'published contract', isPassed: isContractCurrent });

console.log('');
for (const { name, isPassed } of outcomes) console.log(`${isPassed ? 'passed' : 'FAILED'}  ${name}`);
if (outcomes.some(({ isPassed }) => !isPassed)) process.exitCode = 1;
