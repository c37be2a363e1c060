// FreeTDS's programs, clients that share no code with the driver (Debian's freetds-bin): asked something, what they print.

import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const isFreeTdsInstalled = ['tsql', 'bsqldb'].every(
  (program) => spawnSync(program, ['-C'], { stdio: 'ignore' }).error === undefined,
);
if (!isFreeTdsInstalled) console.warn('SKIPPED: FreeTDS is not installed (apt-get install freetds-bin).');

export type FreeTdsServer = {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly certificatePem?: string;
};

export type FreeTdsQuery = {
  readonly program: 'tsql' | 'bsqldb';
  readonly args?: readonly string[];
  readonly encryption: string;
  readonly input: string;
};

export const askFreeTds = async (
  { port, user, password, certificatePem }: FreeTdsServer,
  { program, args = [], encryption, input }: FreeTdsQuery,
): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'freetds-'));
  const settings = join(folder, 'freetds.conf');
  const authority = join(folder, 'server.pem');
  if (certificatePem !== undefined) await writeFile(authority, certificatePem);
  await writeFile(
    settings,
    `[endpoint]\nhost = 127.0.0.1\nport = ${port}\ntds version = 7.4\nclient charset = UTF-8\nencryption = ${encryption}\n${certificatePem === undefined ? '' : `ca file = ${authority}\n`}`,
  );
  const child = spawn(program, ['-S', 'endpoint', '-U', user, '-P', password, ...args], {
    env: { ...process.env, FREETDSCONF: settings, LC_ALL: 'C.UTF-8' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stdin.end(input);
  await new Promise((resolve) => child.once('close', resolve));
  await rm(folder, { recursive: true });
  return output;
};
