// The examples in other languages, run where the language and its AWS library are installed, against the decryptor behind an alias. What
// cannot run here is said, and its request is still held against the contract.

import { execFile, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { buildClient } from '../../../scripts/build/build-client.ts';
import { acme } from '../../support/aws-credential-world.ts';
import { startGrantedDecryptor, type GrantedDecryptor } from '../../support/granted-decryptor.ts';

const run = promisify(execFile);
const examples = resolve('packages/decryptor-client/examples');
const folder = mkdtempSync(join(tmpdir(), 'decryptor-client-'));

/** Whether a command ends well; a language is there when its AWS library is. */
const works = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { cwd: examples, timeout: 60_000 }).status === 0;

type Example = {
  readonly language: string;
  readonly file: string;
  /** Undefined where the language or its library is not installed. */
  readonly command: readonly string[] | undefined;
};

const python = ['python3', '/usr/bin/python3'].find((command) => works(command, '-c', 'import boto3'));
const cargo = ['--offline', '--manifest-path', 'rust/Cargo.toml'];

const list: readonly Example[] = [
  { language: 'TypeScript', file: 'ask.ts', command: [process.execPath, join(folder, 'ask.mts')] },
  {
    language: 'Python',
    file: 'ask.py',
    command: python === undefined ? undefined : [python, join(examples, 'ask.py')],
  },
  {
    language: 'C#',
    file: 'csharp/Ask.cs',
    command: works('dotnet', 'build', 'csharp')
      ? ['dotnet', 'run', '--no-build', '--project', 'csharp', '--']
      : undefined,
  },
  {
    language: 'Rust',
    file: 'rust/src/main.rs',
    command: works('cargo', 'metadata', ...cargo, '--format-version', '1')
      ? ['cargo', 'run', '--quiet', ...cargo, '--target-dir', folder, '--']
      : undefined,
  },
];
const runnable = list.flatMap(({ language, command }) =>
  command === undefined ? [] : [{ language, command }],
);

for (const { language } of list.filter(({ command }) => command === undefined)) {
  console.warn(`SKIPPED: the example in ${language}; the language or its AWS library is not installed.`);
}

/** The package as it would be published, beside AWS's client. */
const installPackage = async (): Promise<void> => {
  const modules = join(folder, 'node_modules');
  await buildClient(process.cwd(), join(modules, '@deposits/decryptor-client'));
  mkdirSync(join(modules, '@aws-sdk'), { recursive: true });
  symlinkSync(resolve('node_modules/@aws-sdk/client-lambda'), join(modules, '@aws-sdk/client-lambda'));
  copyFileSync(join(examples, 'ask.ts'), join(folder, 'ask.mts'));
};

let decryptor: GrantedDecryptor;

beforeAll(async () => {
  await installPackage();
  decryptor = await startGrantedDecryptor('reports:sql-server:acme');
  await decryptor.world.addTenant(acme);
});
afterAll(async () => {
  await decryptor.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Ended = { readonly code: number; readonly output: string };

const ask = async ([command = '', ...args]: readonly string[], tenantId: string): Promise<Ended> => {
  const env = {
    ...process.env,
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: decryptor.url,
    DECRYPTOR_ARN: decryptor.arnOf('reports'),
  };
  try {
    const { stdout, stderr } = await run(command, [...args, tenantId], {
      cwd: examples,
      env,
      timeout: 120_000,
    });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
};

test.each(runnable)(
  '$language: the tenant’s database is found, what was not granted is said, no password shows',
  async ({ command }) => {
    const [granted, refused] = [await ask(command, 'acme'), await ask(command, 'globex')];

    expect(granted).toEqual({ code: 0, output: 'sql.example.test/acme-db as acme-app\n' });
    expect(refused.code).toBe(1);
    expect(refused.output).toContain('PURPOSE_NOT_GRANTED');
    expect(granted.output + refused.output).not.toContain('canary');
  },
  180_000,
);

test.each(list)(
  '$language: the request has every member of the contract that has to be there',
  ({ file }) => {
    const schema = JSON.parse(readFileSync('docs/decryptor-contract.schema.json', 'utf8')) as {
      $defs: { request: { required: string[]; properties: { caller: { required: string[] } } } };
    };
    const { required, properties } = schema.$defs.request;
    // The package writes the version.
    const members = [...required, ...properties.caller.required].filter(
      (name) => file !== 'ask.ts' || name !== 'version',
    );
    const text = readFileSync(join(examples, file), 'utf8');

    expect(members.filter((name) => !text.includes(name))).toEqual([]);
  },
);
