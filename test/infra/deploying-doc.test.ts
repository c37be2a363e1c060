// docs/deploying.md names every parameter that there is, with the default that it has, and none that there is not.

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describeAllowed, type ParameterName } from '../../infra/parameters.ts';

const declared = (
  parse(readFileSync('serverless.yml', 'utf8')) as { params: { default: Record<string, unknown> } }
).params.default;
const page = readFileSync('docs/deploying.md', 'utf8');
const rows = page
  .slice(page.indexOf('## Parameters'), page.indexOf('### Network'))
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));
const namesIn = (cell = ''): string[] => [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);

describe('the page about deploying', () => {
  it('names every parameter, and no other', () => {
    const named = rows.flatMap(([, names]) => namesIn(names));

    expect([...named].sort()).toEqual(Object.keys(declared).sort());
  });

  it('says of each what is allowed, as packaging has it', () => {
    for (const [, names, , allowed] of rows) {
      const expected = new Set(namesIn(names).map((name) => describeAllowed(name as ParameterName)));
      expect([names, allowed]).toEqual([names, [...expected].join(' · ')]);
    }
  });

  it('says the numbers that they have by default', () => {
    for (const [, names, preset = ''] of rows) {
      for (const name of namesIn(names)) {
        const value = declared[name];
        if (typeof value === 'number')
          expect([name, preset.split(', ')]).toEqual([name, expect.arrayContaining([String(value)])]);
      }
    }
  });
});
