// What the command prints is what the deployment takes and what the decryptor reads.

import { Command } from 'commander';
import { addGrantCommand } from '#operators/commands/grant-command';
import { checkParameter } from '../../../../infra/parameters.ts';
import { parseCallers } from '../../../../infra/decryptor-callers.ts';

const printed = async (...args: readonly string[]): Promise<{ text: string; code: unknown }> => {
  const lines: string[] = [];
  const log = jest.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  const program = new Command().exitOverride().configureOutput({ writeErr: (text) => lines.push(text) });
  addGrantCommand(program);
  for (const command of program.commands)
    command.exitOverride().configureOutput({ writeErr: (text) => lines.push(text) });
  try {
    await program.parseAsync(['grant', '--account', '123456789012', ...args], { from: 'user' });
    return { text: lines.join('\n'), code: 'ended' };
  } catch (error) {
    return { text: lines.join('\n'), code: (error as { code: unknown }).code };
  } finally {
    log.mockRestore();
    process.exitCode = undefined;
  }
};

const role = 'arn:aws:iam::210987654321:role/reports';

test.each<[string, readonly string[], object]>([
  ['all tenants of this account', [], { tenantIds: [], principal: undefined }],
  ['some tenants', ['--tenants', 'acme,globex'], { tenantIds: ['acme', 'globex'], principal: undefined }],
  ['a role of another account', ['--principal', role], { tenantIds: [], principal: role }],
  [
    'both',
    ['--tenants', 'acme', '--principal', '210987654321'],
    { tenantIds: ['acme'], principal: '210987654321' },
  ],
])('prints an entry that the deployment takes: %s', async (_, args, row) => {
  const { text } = await printed(
    '--alias',
    'reports',
    '--purposes',
    'sql-server,payroll-api',
    ...args,
    '--json',
  );
  const { entry, decryptor } = JSON.parse(text) as { entry: string; decryptor: string };

  checkParameter('decryptorCallers', entry);
  expect(parseCallers([entry])).toEqual([
    { alias: 'reports', purposes: ['sql-server', 'payroll-api'], ...row },
  ]);
  expect(decryptor).toBe(
    'arn:aws:lambda:us-east-1:123456789012:function:direct-deposits-prod-decryptor:reports',
  );
});

test('says what to do, for one’s own account and for another', async () => {
  const own = await printed('--alias', 'reports', '--purposes', 'sql-server');
  const foreign = await printed('--alias', 'reports', '--purposes', 'sql-server', '--principal', role);

  expect(own.text).toContain('Attach the policy direct-deposits-prod-decryptor-reports');
  expect(foreign.text).toContain('"Action": "lambda:InvokeFunction"');
});

test.each([
  ['--alias', 'payroll', '--purposes', 'sql-server'],
  ['--alias', 'Reports', '--purposes', 'sql-server'],
  ['--alias', 'reports', '--purposes', 'sql-server-admin'],
  ['--alias', 'reports', '--purposes', 'sql-server,sql-server'],
  ['--alias', 'reports', '--purposes', 'sql-server', '--tenants', '*'],
  ['--alias', 'reports', '--purposes', 'sql-server', '--principal', '*'],
])('refuses %s %s %s %s %s %s', async (...args) => {
  expect((await printed(...args)).code).toBe('commander.invalidArgument');
});
