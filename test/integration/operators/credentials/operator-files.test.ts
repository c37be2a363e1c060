// The files of verify and identify, named relative to the folder where npm was called, as Windows' editors write them.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'credentials-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) => {
  const env = { ...process.env, npm_lifecycle_event: 'credentials', INIT_CWD: folder };
  const command = [join(process.cwd(), 'scripts/credentials.ts'), ...args];
  return spawnSync(process.execPath, command, { encoding: 'utf8', env });
};
const written = (name: string, content: string | Buffer): void => writeFileSync(join(folder, name), content);

const text = { id: 't', kdf: 'Encoding', encoding: 'utf8', textUtf16beHex: '0061', bytesHex: '61' };
const latin1 = Buffer.from('"caf\u00e9"', 'latin1');

test('are found there, with a byte order mark', () => {
  written('vectors.json', `\ufeff${JSON.stringify({ kdf: [text] })}`);
  written('values.txt', '\ufeffAQAAANCMnd8BFdERjHoAwE/Cl+s=');
  written('keys.json', `\ufeff${JSON.stringify([{ params: { passphrase: 'p' } }])}`);

  const verified = run('verify', 'vectors.json');
  const identified = run('identify', 'values.txt', '--keys', 'keys.json');

  expect([verified.status, verified.stderr]).toEqual([0, '']);
  expect([identified.status, identified.stderr]).toEqual([1, '']);
  expect(identified.stdout).toContain('Windows data protection');
});

test('are read in UTF-16, as PowerShell writes them', () => {
  written('vectors-16.json', Buffer.from(`\ufeff${JSON.stringify({ kdf: [text] })}`, 'utf16le'));
  const bigEndian = Buffer.from('\ufeffAQAAANCMnd8BFdERjHoAwE/Cl+s=', 'utf16le').swap16();
  written('values-16.txt', bigEndian);
  written(
    'keys-16.json',
    Buffer.from(`\ufeff${JSON.stringify([{ params: { passphrase: 'p' } }])}`, 'utf16le'),
  );

  const verified = run('verify', 'vectors-16.json');
  const identified = run('identify', 'values-16.txt', '--keys', 'keys-16.json');

  expect([verified.status, verified.stderr]).toEqual([0, '']);
  expect([identified.status, identified.stderr]).toEqual([1, '']);
  expect(identified.stdout).toContain('Windows data protection');
});

test('are refused in another encoding', () => {
  written('latin1', latin1);

  expect(run('verify', 'latin1')).toMatchObject({ status: 2, stderr: 'latin1 is not UTF-8.\n' });
  expect(run('identify', 'latin1', '--keys', 'latin1')).toMatchObject({
    status: 2,
    stderr: 'latin1 is not UTF-8.\nlatin1 is not UTF-8.\n',
  });
});
