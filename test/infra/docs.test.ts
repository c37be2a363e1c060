// What the pages promise is there: files and headings that they link to, npm scripts and operators' commands that they name.

import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const root = process.cwd();
const pages = [
  'README.md',
  ...globSync('{docs,bench,layers,local,test}/**/*.md', { exclude: ['**/node_modules/**'] }),
];

type Page = { readonly path: string; readonly text: string };
const read = (path: string): Page => ({ path, text: readFileSync(join(root, path), 'utf8') });

const withoutCode = (text: string): string => text.replaceAll(/^(?:```[\s\S]*?^```|(?: {4}|\t).*)$/gm, '');

/** As GitHub makes them of headings. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');

const anchorsIn = (text: string): ReadonlySet<string> =>
  new Set([...withoutCode(text).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => anchorOf(heading)));

const brokenLinks = ({ path, text }: Page): readonly string[] =>
  [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) => {
    if (/^[a-z]+:/.test(target)) return [];
    const [file = '', anchor] = target.split('#');
    const linked = file === '' ? path : relative(root, join(root, dirname(path), file));
    if (file !== '' && !existsSync(join(root, linked))) return [`${path}: ${target}`];
    const linkedText = anchor === undefined || file === '' ? text : read(linked).text;
    const isAnchored = anchor === undefined || anchorsIn(linkedText).has(anchor);
    return isAnchored ? [] : [`${path}: ${target}`];
  });

/** Files and folders of the project that a page names by their whole path. */
const brokenPaths = ({ path, text }: Page): readonly string[] =>
  [
    ...text.matchAll(
      /`((?:functions|shared|operators|local|scripts|layers|infra|test|docs|migrations|bench)\/[\w./-]+)`/g,
    ),
  ].flatMap(([, file = '']) => (existsSync(join(root, file)) ? [] : [`${path}: ${file}`]));

/** A section that a page names in italics after another's name, such as (README, _Tokens_). */
const brokenSections = ({ path, text }: Page): readonly string[] =>
  [...text.matchAll(/\(README, _([^_]+)_\)/g)].flatMap(([, heading = '']) =>
    anchorsIn(read('README.md').text).has(anchorOf(heading)) ? [] : [`${path}: README, ${heading}`],
  );

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

const helpOf = (script: string): string =>
  spawnSync(process.execPath, [`scripts/${script}.ts`, '--help'], { encoding: 'utf8' }).stdout;

const commandsIn = (help: string): ReadonlySet<string> =>
  new Set([...help.matchAll(/^ {2}([a-z][a-z-]+)(?: \[| <| {2}|$)/gm)].map(([, name = '']) => name));

const subcommands = new Map(['credentials', 'audit'].map((name) => [name, commandsIn(helpOf(name))]));

const brokenCommands = ({ path, text }: Page): readonly string[] =>
  [...text.matchAll(/npm run (?:--silent )?([a-z][a-z:-]*)(?: -- ([a-z][a-z-]*))?/g)].flatMap(
    ([command, script = '', word]) => {
      if (!Object.hasOwn(scripts, script)) return [`${path}: ${command}`];
      const known = subcommands.get(script);
      return word === undefined || known === undefined || known.has(word) ? [] : [`${path}: ${command}`];
    },
  );

const faultsOf = (page: Page): readonly string[] => [
  ...brokenLinks(page),
  ...brokenPaths(page),
  ...brokenSections(page),
  ...brokenCommands(page),
];

test.each(pages)('%s leads to nothing that is not there', (path) => {
  expect(faultsOf(read(path))).toEqual([]);
});

test('what is not there would be found', () => {
  const planted: Page = {
    path: 'docs/planted.md',
    text: [
      '## A heading, with `code`',
      'a [file](nowhere.md), an [anchor](deploying.md#no-such-heading), [here](#a-heading-with-code), [web](https://example.com)',
      '`npm run nothing`, `npm run credentials -- puts`, `npm run credentials -- put`, (README, _Nothing_), `shared/nothing.ts`, `test/nothing`',
    ].join('\n\n'),
  };
  expect(faultsOf(planted)).toEqual([
    'docs/planted.md: nowhere.md',
    'docs/planted.md: deploying.md#no-such-heading',
    'docs/planted.md: shared/nothing.ts',
    'docs/planted.md: test/nothing',
    'docs/planted.md: README, Nothing',
    'docs/planted.md: npm run nothing',
    'docs/planted.md: npm run credentials -- puts',
  ]);
});

test('every command of operators is named on the page about it', () => {
  const page = read('docs/operating-credentials.md').text;
  const missing = [...(subcommands.get('credentials') ?? [])].filter((name) => !page.includes(`\`${name}`));
  expect(missing.filter((name) => name !== 'help')).toEqual([]);
  expect(subcommands.get('credentials')?.size).toBeGreaterThan(10);
});
