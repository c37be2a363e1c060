// The second part of the demo: two employers that come from the old application are served as they are; then an operator
// counts the old envelopes, moves them to the current format, raises the floors, and both are served as before.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Stack } from '../../local/start-stack.ts';
import { commandEnvironment } from '../../local/stack-environment.ts';
import { itemsOf, send, signIn, type Answer } from './api-calls.ts';
import type { Step } from './main-job.ts';

const tenants = ['initech', 'umbrella'] as const;
const collection = '/api/employees/e-1001/direct-deposits';

const account = {
  accountType: 'checking',
  routingNumber: '021000021',
  accountNumber: '000123456789',
  allocation: { kind: 'remainder' },
};

type CommandRun = { readonly code: number; readonly output: string };

/** The very command that operators run, against this stack; its audit lines stay out of the demo's output. */
const runCredentials = (stack: Stack, args: readonly string[]): Promise<CommandRun> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, '../credentials.ts'), ...args], {
      env: { ...process.env, ...commandEnvironment(stack.ports, stack.certificateFile) },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.once('error', () => resolve({ code: 1, output }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });

export type LegacyMigrationReport = {
  readonly onStep: (step: Step) => void;
  readonly onCommand: (args: readonly string[], output: string) => void;
  readonly onProblem: (problem: string) => void;
};

export const playLegacyMigration = async (
  stack: Stack,
  { onStep, onCommand, onProblem }: LegacyMigrationReport,
): Promise<void> => {
  const { urls } = stack;
  const tokens = new Map<string, string>();
  for (const tenant of tenants) {
    const claims = { sub: `demo-${tenant}`, tenant_id: tenant, employee_id: 'e-1001', roles: ['employee'] };
    tokens.set(tenant, await signIn(urls, claims));
  }
  const command = async (...args: readonly string[]): Promise<string> => {
    const { code, output } = await runCredentials(stack, args);
    onCommand(args, output);
    if (code !== 0) onProblem(`credentials ${args.join(' ')} ended with ${code}`);
    return output;
  };
  const play = async (
    tenant: string,
    call: Step['call'],
    expectedStatus: number,
    shows: string,
    check: (answer: Answer) => string | undefined = () => undefined,
  ): Promise<void> => {
    const answer = await send(urls, { ...call, token: tokens.get(tenant) ?? '' });
    const complaint = answer.status === expectedStatus ? check(answer) : 'the status is another';
    onStep({ tenant, call, answer, expectedStatus, shows, complaint });
  };
  const list = { method: 'GET', path: collection } as const;
  const create = { method: 'POST', path: collection, body: account } as const;
  const countIs = (count: number) => (answer: Answer) =>
    itemsOf(answer).length === count ? undefined : `lists ${itemsOf(answer).length}, expected ${count}`;

  await play('initech', list, 200, 'served with the connection string as the old application sealed it');
  await play('umbrella', list, 200, 'served with a login imported from the old application’s columns');
  for (const tenant of tenants) await play(tenant, create, 201, 'and takes its first direct deposit');

  const before = await command('census');
  if (!before.includes('dotnet-medvedev-pdb')) onProblem('the census shows no legacy envelope before');
  await command('rewrap', '--all');
  const after = await command('census');
  if (/dotnet-\S+ +legacy-key/.test(after)) onProblem('the census shows a legacy envelope after');
  for (const tenant of tenants) await command('floor', '--tenant', tenant, '--format', 'jwe1');
  await command('get', '--tenant', 'initech', '--purpose', 'sql-server');

  for (const tenant of tenants) await play(tenant, list, 200, 'served as before', countIs(1));
};
