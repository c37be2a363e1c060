import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMigrations } from '#operators/migrations/migration-files';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migrations-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (name: string, text = 'SELECT 1;') => writeFileSync(join(folder, name), text);

describe('the migrations’ folder', () => {
  test('gives them in order, and the same digest whatever the line ends', () => {
    put('0002-b.sql', 'SELECT 2;\r\nSELECT 3;\r\n');
    put('0001-a.sql');
    const [, crlf] = readMigrations(folder);
    put('0002-b.sql', 'SELECT 2;\nSELECT 3;\n');
    const [first, lf] = readMigrations(folder);
    expect([first?.name, lf?.version]).toEqual(['a', 2]);
    expect(lf?.sha256).toBe(crlf?.sha256);
  });

  test.each([
    ['a gap', ['0001-a.sql', '0003-c.sql'], 'expected number 2, found 3'],
    ['a number twice', ['0001-a.sql', '0001-b.sql'], 'expected number 2, found 1'],
    ['no first one', ['0002-b.sql'], 'expected number 1, found 2'],
    ['a name that is none', ['1-a.sql'], '1-a.sql'],
  ])('is refused with %s', (_, names, message) => {
    for (const name of names) put(name);
    expect(() => readMigrations(folder)).toThrow(message);
  });
});
