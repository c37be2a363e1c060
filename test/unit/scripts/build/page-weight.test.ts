// The check of what the page weighs finds what it is there to find; `npm run build` runs it on the page itself.

import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { complaintsAbout, weighPage } from '../../../../scripts/build/page-weight.ts';

const folder = mkdtempSync(join(tmpdir(), 'page-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Random bytes do not get smaller. */
const pageOf = (firstBytes: number, laterBytes: number): ReturnType<typeof weighPage> => {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<script type="module" src="/assets/index-1.js"></script>');
  writeFileSync(join(folder, 'assets/index-1.js'), randomBytes(firstBytes));
  writeFileSync(join(folder, 'assets/edit-2.js'), randomBytes(laterBytes));
  writeFileSync(join(folder, 'assets/index-1.css'), randomBytes(300_000));
  return weighPage(folder);
};

test.each([
  [100_000, 100_000, []],
  [106_000, 10_000, ['the first view is 106.1 kB, more than 105 kB']],
  [90_000, 150_000, ['all JavaScript of the page is 240.1 kB, more than 230 kB']],
])('%d bytes first and %d later: %j', (first, later, complaints) => {
  expect(complaintsAbout(pageOf(first, later))).toEqual(complaints);
});

test('a page that loads nothing is not a light one', () => {
  expect(complaintsAbout(pageOf(1_000, 1_000).map((chunk) => ({ ...chunk, isFirst: false })))).toEqual([
    'the page loads no JavaScript',
  ]);
});
