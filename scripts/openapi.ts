// `npm run openapi`: writes docs/openapi.json. With `--check` it writes nothing and fails when the document that is there is
// another one; both look it over with the linter's rules, `--lint FILE` does only that.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { lintDocument } from './openapi/lint-document.ts';
import { documentText } from './openapi/make-document.ts';

const path = join(import.meta.dirname, '../docs/openapi.json');

const readOr = (file: string, otherwise: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
};

const { values } = parseArgs({ options: { check: { type: 'boolean' }, lint: { type: 'string' } } });
const faults: string[] = [];
const text = values.lint === undefined ? documentText() : readFileSync(values.lint, 'utf8');

if (values.check === true && readOr(path, '') !== text) {
  faults.push('docs/openapi.json is not what the routes and schemas say: run npm run openapi');
}
if (values.check !== true && values.lint === undefined) writeFileSync(path, text);
faults.push(...(await lintDocument(text)));

for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
