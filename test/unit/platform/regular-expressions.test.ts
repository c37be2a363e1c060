// T24 No regular expression of what is deployed takes long on any text: judged by recheck, which looks for polynomial and exponential
// backtracking. Every literal of the functions, the shared code, the page and the client.

import { findPatterns, findPatternsIn, type FoundPattern } from '../../support/regular-expressions.ts';

// Its own pure JavaScript: the other engines are programs.
process.env['RECHECK_BACKEND'] = 'pure';

const deployed = ['shared/**/*.ts', 'functions/**/*.ts', 'web/src/**/*.{ts,tsx}', 'packages/**/*.ts'];

const slowOf = async (patterns: readonly FoundPattern[]): Promise<string[]> => {
  const { checkSync } = await import('recheck');
  const distinct = new Map(patterns.map((pattern) => [`/${pattern.source}/${pattern.flags}`, pattern]));
  return [...distinct]
    .filter(([, { source, flags }]) => checkSync(source, flags, { timeout: 30_000 }).status !== 'safe')
    .map(([text, { path, line }]) => `${path}:${line} ${text}`);
};

test('T24 every pattern is safe', async () => {
  const patterns = findPatterns(deployed);

  expect(await slowOf(patterns)).toEqual([]);
  expect(patterns.length).toBeGreaterThan(100);
}, 120_000);

test.each(['/^(a+)+$/', '/^(a|a)*b/', '/\\s*x?\\s*$/'])('T24 a control: %s is found', async (text) => {
  const planted = findPatternsIn('planted.ts', `const planted = ${text};`);

  expect(await slowOf(planted)).toHaveLength(1);
});
