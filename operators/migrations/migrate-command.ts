// migrate --tenant <id> | --all [--dry-run] [--json]: brings tenants' databases up to date, each with its own `sql-server-admin`
// credential.

import { join } from 'node:path';
import type { Command } from 'commander';
import type { CredentialFailure } from '#shared/credentials/credential-failure';
import type { TenantId } from '#shared/domain/tenant-id';
import { readTlsSettings } from '#shared/sql/tls-settings';
import { describeNoAdmin, isNotSetUp } from '../command-line/admin-database.ts';
import { openOperator } from '../command-line/operator.ts';
import { createOperatorProgram, exitCodes, type ExitCode } from '../command-line/operator-program.ts';
import { report, reportFailure } from '../command-line/report.ts';
import { onTenants, type TenantsOptions } from '../command-line/tenants-command.ts';
import { whichTenants } from '../command-line/which-tenants.ts';
import type { MigrationFailure } from './apply-migrations.ts';
import { describeMigrationFailure } from './describe-migration-failure.ts';
import { readMigrations, type Migration } from './migration-files.ts';

type Options = TenantsOptions & { readonly dryRun?: true };

const label = ({ version, name }: Migration): string => `${String(version).padStart(4, '0')}-${name}`;

const isCredentialFailure = (failure: MigrationFailure | CredentialFailure): failure is CredentialFailure =>
  failure.kind === 'credential-unavailable';

const describe = (failure: MigrationFailure | CredentialFailure): string =>
  isCredentialFailure(failure) ? describeNoAdmin(failure) : describeMigrationFailure(failure);

const codeOf = (failure: MigrationFailure | CredentialFailure): string => {
  if (isCredentialFailure(failure)) return isNotSetUp(failure) ? 'not-set-up' : failure.code;
  return failure.kind === 'sql' ? failure.failure.kind : failure.kind;
};

const summary = (tenantId: TenantId, count: number, isDryRun: boolean): string => {
  if (count === 0) return `${tenantId}: up to date`;
  return `${tenantId}: ${isDryRun ? 'to apply' : 'applied'} ${count}`;
};

const migrate = async (options: Options): Promise<ExitCode> => {
  const operator = await openOperator('', 'migrate');
  const { opening, caller, terminal } = operator;
  const sql = readTlsSettings(process.env);
  const listed = await whichTenants(operator.directory, options.tenant);
  if (!listed.ok) return reportFailure(options, {}, listed.failure);
  // The driver is loaded only when there is a database to migrate.
  const { migrateTenant } = await import('./migrate-tenant.ts');

  const migrations = readMigrations(join(import.meta.dirname, '../../migrations'));
  const isDryRun = options.dryRun === true;
  const say = (line: string): void => {
    if (options.json !== true) console.log(line);
  };
  const documents: object[] = [];
  const failures = { notSetUp: 0, failed: 0 };
  for (const tenantId of listed.value) {
    const applied: string[] = [];
    const result = await migrateTenant(tenantId, {
      deps: opening,
      caller,
      sql,
      log: opening.log,
      migrations,
      isDryRun,
      onApplied: (migration) => {
        applied.push(label(migration));
        say(`${tenantId}: applied ${label(migration)}`);
      },
    });
    if (result.ok) {
      const labels = result.value.map(label);
      if (isDryRun) for (const each of labels) say(`${tenantId}: would apply ${each}`);
      say(summary(tenantId, labels.length, isDryRun));
      documents.push({ tenantId, isDryRun, ...(isDryRun ? { pending: labels } : { applied: labels }) });
      continue;
    }
    const { failure } = result;
    terminal.write(`${tenantId}: ${describe(failure)}\n`);
    documents.push({ tenantId, isDryRun, applied, failure: codeOf(failure) });
    if (isCredentialFailure(failure) && isNotSetUp(failure)) failures.notSetUp += 1;
    else failures.failed += 1;
  }
  const { notSetUp, failed } = failures;
  report(options, { tenants: documents }, listed.value.length === 0 ? ['There are no tenants.'] : []);
  const many = listed.value.length;
  if (failed > 0 && many > 1) terminal.write(`${failed} of ${many} tenants failed.\n`);
  if (notSetUp > 0 && many > 1) terminal.write(`${notSetUp} of ${many} tenants are not set up yet.\n`);
  if (failed > 0) return exitCodes.failed;
  return notSetUp > 0 ? exitCodes.notSetUp : exitCodes.done;
};

export const createMigrateProgram = (): Command =>
  onTenants(
    createOperatorProgram(
      'migrate',
      'Bring tenants’ databases up to date, each with its own sql-server-admin credential.',
    ),
    'required',
    migrate,
  )
    .option('--dry-run', 'say what would be applied, change nothing')
    .addHelpText(
      'after',
      `
Examples:
  npm run migrate -- --tenant acme
  npm run migrate -- --all --dry-run

A tenant that has no sql-server-admin credential yet is not set up, which is no failure: exit code 3 when that is all.
A migration that was applied stays applied: run it again to go on.`,
    );
