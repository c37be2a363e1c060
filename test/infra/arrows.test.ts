// The arrow check finds what it is there to find: each forbidden import, planted in a small project, fails it by name.

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const projectDirectory = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'arrows-'));

const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};

/** Names of the rules that a project with these files breaks. */
const brokenRules = (files: Record<string, string>): string[] => {
  rmSync(join(folder, 'shared'), { recursive: true, force: true });
  rmSync(join(folder, 'functions'), { recursive: true, force: true });
  for (const [path, text] of Object.entries({
    'shared/platform/result.ts': 'export const ok = 1;\n',
    ...files,
  })) {
    write(path, text);
  }
  const roots = [...new Set(['shared', ...Object.keys(files).map((path) => path.split('/')[0]!)])];
  const { stdout } = spawnSync(
    process.execPath,
    [
      join(projectDirectory, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      ...roots,
      '--output-type',
      'json',
    ],
    { cwd: folder, encoding: 'utf8' },
  );
  const { summary } = JSON.parse(stdout) as { summary: { violations: { rule: { name: string } }[] } };
  return [...new Set(summary.violations.map(({ rule }) => rule.name))];
};

beforeAll(() => {
  for (const file of ['.dependency-cruiser.cjs', 'package.json', 'tsconfig.json']) {
    copyFileSync(join(projectDirectory, file), join(folder, file));
  }
  symlinkSync(join(projectDirectory, 'node_modules'), join(folder, 'node_modules'));
  write('local/kms.ts', 'export const kms = 1;\n');
  write('scripts/tool.ts', 'export const tool = 1;\n');
  write('operators/seal.ts', 'export const seal = 1;\n');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the arrow check', () => {
  it('lets pass what follows the arrows', () => {
    const files = {
      'shared/domain/a.ts': "import { ok } from '../platform/result.ts';\nexport const a = ok;\n",
      'shared/crypto/b.ts':
        "import 'node:crypto';\nimport { a } from '#shared/domain/a';\nexport const b = a;\n",
      'functions/x/handler.ts': "import { b } from '#shared/crypto/b';\nexport const handler = b;\n",
    };

    expect(brokenRules(files)).toEqual([]);
  });

  const seen = {
    'shared/sql/s.ts': 'export const s = 1;\n',
    'functions/y/handler.ts': 'export const handler = 1;\n',
  };

  it.each([
    ['domain-is-pure', 'shared/domain/a.ts', '../sql/s.ts'],
    ['domain-is-pure', 'shared/domain/a.ts', 'node:crypto'],
    ['crypto-is-nearly-pure', 'shared/crypto/a.ts', '#shared/sql/s'],
    ['crypto-is-nearly-pure', 'shared/crypto/a.ts', 'node:fs'],
    ['product-imports-product', 'functions/x/handler.ts', '#local/kms'],
    ['product-imports-product', 'shared/http/a.ts', '../../scripts/tool.ts'],
    ['shared-knows-no-function', 'shared/http/a.ts', '../../functions/y/handler.ts'],
    ['functions-know-only-themselves', 'functions/x/handler.ts', '../y/handler.ts'],
    ['only-runtimes-wire', 'functions/x/handler.ts', 'mssql'],
    ['product-imports-product', 'shared/http/a.ts', '../../operators/seal.ts'],
    ['nothing-unresolved', 'shared/http/a.ts', './not-there.ts'],
  ])('%s: refuses %s importing %s', (rule, from, to) => {
    expect(brokenRules({ ...seen, [from]: `import '${to}';\n` })).toContain(rule);
  });

  it('refuses a circle', () => {
    const files = {
      'shared/http/a.ts': "import { b } from './b.ts';\nexport const a = (): number => b();\n",
      'shared/http/b.ts': "import { a } from './a.ts';\nexport const b = (): number => a();\n",
    };

    expect(brokenRules(files)).toEqual(['no-circles']);
  });

  it('refuses a circle between folders, even without a circle of files and even of types alone', () => {
    const files = {
      'shared/http/a.ts': "import type { B } from '../sql/b.ts';\nexport type A = B;\n",
      'shared/sql/b.ts': 'export type B = number;\n',
      'shared/sql/c.ts': "import type { D } from '../http/d.ts';\nexport type C = D;\n",
      'shared/http/d.ts': 'export type D = number;\n',
    };

    expect(brokenRules(files)).toEqual(['no-folder-circles']);
  });
});
