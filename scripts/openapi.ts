// `npm run openapi`: writes docs/openapi.json and the types of the page that follow from it. With `--check` it writes nothing and fails when
// what is there is different; both look it over with the linter's rules, `--lint FILE` does only that.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { makeSchema } from '../web/make-schema.ts';
import { lintDocument } from './openapi/lint-document.ts';
import { documentText } from './openapi/make-document.ts';

const path = join(import.meta.dirname, '../docs/openapi.json');
const schemaPath = join(import.meta.dirname, '../web/src/api/schema.d.ts');

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
if (values.lint === undefined) {
  const options = await resolveConfig(schemaPath);
  const schema = await format(await makeSchema(path), { ...options, filepath: schemaPath });
  if (values.check !== true) writeFileSync(schemaPath, schema);
  else if (readOr(schemaPath, '') !== schema)
    faults.push('web/src/api/schema.d.ts does not follow from docs/openapi.json: run npm run openapi');
}
faults.push(...(await lintDocument(text)));

for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
