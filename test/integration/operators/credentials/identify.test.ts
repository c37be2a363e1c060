// `npm run credentials -- identify` as a process: it names the scheme that stored the values and prints none of their texts.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealers } from '../../../unit/crypto/legacy-oracle/seal-schemes.ts';

const folder = mkdtempSync(join(tmpdir(), 'credentials-identify-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const written = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const run = (values: string[], keys: unknown, ...more: string[]) => {
  const file = written('values.txt', values.join('\n'));
  const keyFile = written('keys.json', typeof keys === 'string' ? keys : JSON.stringify(keys));
  const command = [
    join(process.cwd(), 'scripts/credentials.ts'),
    'identify',
    file,
    '--keys',
    keyFile,
    ...more,
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  return { status, stdout, stderr, first: stdout.split('\n').find((line) => line.startsWith('dotnet-')) };
};

const logins = ['a', 'b', 'c'].map((user) => `Server=h;Database=d;User ID=${user};Password=canary-${user}`);
const pdb = {
  passphrase: 'canary-pass',
  saltHex: '4976616e204d65647665646576',
  hash: 'SHA1',
  iterations: 100,
  cipher: 'rijndael',
  blockSize: 128,
  keySize: 256,
};
const passphrase = { passphrase: 'canary-pass' };

test('finds the scheme, the text form and the encoding for parameters of no scheme', () => {
  const stored = { ...pdb, textEncoding: 'utf8', ciphertextEncoding: 'hex' };
  const { status, stdout, first } = run(
    logins.map((login) => sealers['medvedev-pdb']!(stored, login)),
    [
      { id: 'wrong', params: { passphrase: 'x' } },
      { id: 'from the source', params: passphrase },
    ],
  );

  expect(status).toBe(0);
  expect(first).toBe(
    'dotnet-medvedev-pdb  from the source with ciphertextEncoding hex, textEncoding utf8: 3 of 3 right, 3 opened',
  );
  expect(stdout).not.toContain('canary');
});

test('known pairs decide, whatever the text', () => {
  const stored = { ...passphrase, iv: 'tu89geji340t89u2' };
  const values = ['', 'canary', 'x'].map(
    (text) => `${sealers['stringcipher-v1-pdb']!(stored, text)}\t${text}`,
  );
  const { status, stdout } = run(values, [{ params: passphrase }], '--json');

  expect(status).toBe(0);
  expect(JSON.parse(stdout).fits[0]).toMatchObject({ scheme: 'stringcipher-v1-pdb', right: 3, added: {} });
  expect(stdout).not.toContain('canary');
});

test('says what cannot be opened at all', () => {
  const { status, stdout } = run(['AQAAANCMnd8BFdERjHoAwE/Cl+s=', 'Bad Data.'], [{ params: passphrase }]);

  expect(status).toBe(1);
  expect(stdout).toContain('Windows data protection');
  expect(stdout).toContain('an error message that was stored');
  expect(stdout).toContain('Nothing fits.');
});

test('refuses a file of keys that is none, without its content', () => {
  const { status, stdout, stderr } = run(['AAAA'], '{"canary');

  expect(status).toBe(2);
  expect(`${stdout}${stderr}`).toContain('is not a list of { id?, scheme?, params }');
  expect(`${stdout}${stderr}`).not.toContain('canary');
});
