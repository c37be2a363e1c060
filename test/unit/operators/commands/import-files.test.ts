// An import's map and export that do not say which row is the tenant's.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail } from '#shared/platform/result';
import { readImportMap } from '#operators/commands/import-map';
import { readImportRows } from '#operators/commands/import-rows';

const folder = mkdtempSync(join(tmpdir(), 'credentials-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const written = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const credentials = [{ purpose: 'sql-server', scheme: 'medvedev-pdb', legacyKey: 'old', column: 'Login' }];
const readMap = (more: object) =>
  readImportMap(written('map.json', JSON.stringify({ ...more, credentials })));

test('a tenantValue needs its column', () => {
  expect(readMap({ tenantValue: 'canary' })).toEqual(
    fail('The map has a tenantValue and no tenantColumn: say in which column it stands.'),
  );
  expect(readMap({ tenantValue: 'canary', tenantColumn: 'Company' })).toMatchObject({ ok: true });
});

test.each(['Login\ncanary\n', 'Login\n'])('a tenantColumn that the export lacks is named', async (csv) => {
  const map = readMap({ tenantColumn: 'Company' });
  if (!map.ok) throw new Error(map.failure);

  const rows = await readImportRows(written('export.csv', csv), map.value);

  expect(rows).toEqual(fail('The export has no column "Company".'));
});
