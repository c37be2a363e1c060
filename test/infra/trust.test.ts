// A sample of `npm run campaign -- trust`: every threat has a test that is named after it and protections that can be taken away, and those that
// are taken away here are missed at once.

import { globSync, readFileSync, statSync } from 'node:fs';
import { runMutations, titlePattern, withoutProtection } from '../campaigns/trust/mutate.ts';
import { folderProtections, threatProtections } from '../campaigns/trust/protections.ts';
import type { Protection } from '../campaigns/trust/protections/protection.ts';
import { threats } from '../campaigns/trust/threats.ts';
import { seededRandom } from '../support/seeded-random.ts';

const seed = Math.floor(Math.random() * 1e9);
const all = [...threatProtections, ...folderProtections];

/** A test file and what it is made of: the templates' parts are in a folder beside it. */
const sourcesOf = (test: string): string =>
  [test, ...globSync(`${test.replace(/\.test\.ts$/, '')}/*.ts`)]
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');

test('there are 46 threats, each with a test that is named after it', () => {
  expect(threats.map(({ id }) => id)).toEqual(Array.from({ length: 46 }, (_, index) => index + 1));
  const unnamed = threats.filter(({ id, test }) => !new RegExp(`['\`]T${id} `).test(sourcesOf(test)));

  expect(unnamed).toEqual([]);
});

test('each threat has a protection whose removal its test has to notice', () => {
  const isCovered = ({ id, test }: (typeof threats)[number]): boolean =>
    threatProtections.some((each) => each.threat === id && each.test === test);

  expect(threats.filter((each) => !isCovered(each)).map(({ id }) => id)).toEqual([]);
});

test('docs/security.md names each of them beside a promise', () => {
  const page = readFileSync('docs/security.md', 'utf8');

  expect(threats.filter(({ id }) => !new RegExp(`\\bT${id}\\b`).test(page)).map(({ id }) => id)).toEqual([]);
});

test('each protection stands in its place, and its test is there', () => {
  const lost = all.filter((each) => withoutProtection(readFileSync(each.file, 'utf8'), each) === undefined);

  expect(lost.map(({ file, remove }) => `${file}: ${remove}`)).toEqual([]);
  for (const { test } of all) expect(statSync(test).isFile()).toBe(true);
  expect(all.length).toBeGreaterThan(140);
});

test('a title is of its own threat only', () => {
  const pattern = new RegExp(titlePattern(1));

  expect(['T1 a', 'x T1 a'].filter((title) => !pattern.test(title))).toEqual([]);
  expect(['T17 a', 'xT1 a', 'T1'].filter((title) => pattern.test(title))).toEqual([]);
});

test(`protections that are taken away are missed (seed ${seed})`, async () => {
  const quick = all.filter(({ test }) => test.startsWith('test/unit/') && !test.includes('legacy-damage'));
  const protections = seededRandom(seed).shuffle(quick).slice(0, 4);
  // A control: a change that changes nothing survives.
  const idle: Protection = {
    file: 'shared/platform/secret.ts',
    remove: "const redacted = '[redacted]';",
    put: 'const redacted = `[redacted]`;',
    test: 'test/unit/platform/secret-and-log.test.ts',
  };
  // A control: one that is not there is said to be lost.
  const lost: Protection = { ...idle, remove: 'nowhere to be found' };
  const { judged, broken } = await runMutations({ protections: [...protections, idle, lost], workers: 1 });
  const verdictOf = (protection: Protection) =>
    judged.find((each) => each.protection === protection)?.verdict;

  expect(broken).toEqual([]);
  expect(protections.map((each) => [each.file, each.remove, verdictOf(each)])).toEqual(
    protections.map((each) => [each.file, each.remove, 'killed']),
  );
  expect([verdictOf(idle), verdictOf(lost)]).toEqual(['survived', 'no-place']);
}, 240_000);
