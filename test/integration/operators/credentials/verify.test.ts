// `npm run credentials -- verify` as a process: what it prints, what it exits with, and that no value of a file is printed.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VectorFile } from '#operators/commands/vector-file';

const published = join(process.cwd(), 'test/vectors/legacy/vectors.json');
const folder = mkdtempSync(join(tmpdir(), 'credentials-verify-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) => {
  const command = [join(process.cwd(), 'scripts/credentials.ts'), 'verify', ...args];
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  return {
    status,
    stdout,
    stderr,
    last: stdout.trimEnd().split('\n').at(-1),
    ms: performance.now() - started,
  };
};

const written = (content: unknown): string => {
  const path = join(folder, `${Math.random()}.json`);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

const file = JSON.parse(readFileSync(published, 'utf8')) as VectorFile;
const [vector] = file.vectors.filter(({ scheme }) => scheme === 'vb-aes-md5-ecb');
const canary = { ...vector!, id: 'a#1', plaintext: 'canary-plain', params: { password: 'canary-password' } };

test('the published file passes as a whole, in less than 5 seconds', () => {
  const { status, stdout, last, ms } = run(published);

  expect([status, last]).toEqual([0, '1567 passed, 0 failed']);
  for (const line of ['vectors: 1288/1288', 'kdf: 258/258', 'negative: 21/21'])
    expect(stdout).toContain(line);
  expect(ms).toBeLessThan(5_000);
});

test('as JSON it is one document', () => {
  const { status, stdout, stderr } = run(published, '--json');

  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    passed: 1567,
    failed: 0,
    groups: { vectors: { passed: 1288, failed: 0 } },
    schemes: { custom: { passed: 240, failed: 0 } },
    differences: [],
  });
  expect(stderr).toContain('1567 passed, 0 failed');
});

test('a difference is named by its id and ends in 1', () => {
  const { status, stdout, last } = run(written({ vectors: [vector, canary] }));

  expect([status, last]).toEqual([1, '1 passed, 1 failed']);
  expect(stdout).toContain('different: a#1: does not open');
});

test.each([
  ['a value that differs', { vectors: [canary] }, 1],
  [
    'a parameter that is refused',
    { vectors: [{ ...canary, params: { password: 'p', 'canary-x': 'canary' } }] },
    1,
  ],
  ['a file of another shape', { vectors: [{ ...canary, params: 'canary' }] }, 2],
  ['no JSON', '{"canary', 2],
  ['nothing in it', {}, 2],
])('of %s nothing is printed that the file holds', (_, content, expected) => {
  const { status, stdout, stderr } = run(written(content));

  expect(status).toBe(expected);
  expect(`${stdout}${stderr}`).not.toContain('canary');
  expect(`${stdout}${stderr}`.length).toBeGreaterThan(20);
});

test('a file that is missing is said to be', () => {
  const { status, stderr } = run(join(folder, 'none.json'));

  expect([status, stderr.trim().endsWith('none.json does not exist.')]).toEqual([2, true]);
});
