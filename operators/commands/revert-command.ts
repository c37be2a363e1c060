// credentials revert --tenant <id> --purpose <purpose>: the version before the current one becomes current again.

import type { Command } from 'commander';
import { revertCredential } from '../credentials/revert-credential.ts';
import type { StorablePurpose } from '#shared/credentials/purpose';
import type { TenantId } from '#shared/domain/tenant-id';
import { openSealingOperator } from '../command-line/operator.ts';
import { exitCodes, type ExitCode } from '../command-line/operator-program.ts';
import { parsePurposeOption, parseTenantOption } from '../command-line/option-values.ts';
import { report, reportFailure, type JsonOption } from '../command-line/report.ts';

type RevertOptions = JsonOption & {
  readonly tenant: TenantId;
  readonly purpose: StorablePurpose;
  readonly dryRun?: true;
};

const revert = async (options: RevertOptions): Promise<ExitCode> => {
  const { tenant: tenantId, purpose } = options;
  const isDryRun = options.dryRun === true;
  const { deps, newUse } = await openSealingOperator('revert');
  const reverted = await revertCredential(deps, { tenantId, purpose, isDryRun }, newUse());
  if (!reverted.ok) return reportFailure(options, { tenantId, purpose }, reverted.failure);
  const { version, fromVersion, replacedVersion } = reverted.value;
  report(options, { tenantId, purpose, version, fromVersion, replacedVersion, isDryRun }, [
    `${tenantId} ${purpose}: version ${version} ${isDryRun ? 'would hold' : 'holds'} what version ${fromVersion} held`,
    ...(isDryRun
      ? []
      : [`  Version ${replacedVersion} is kept as previous: the same command again takes this back.`]),
  ]);
  return exitCodes.done;
};

export const addRevertCommand = (program: Command): void => {
  program
    .command('revert')
    .description('Go back to the version of a credential before the current one.')
    .requiredOption('--tenant <id>', 'whose credential', parseTenantOption)
    .requiredOption('--purpose <purpose>', 'which credential', parsePurposeOption)
    .option('--dry-run', 'open the older version, say what would be done, store nothing')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Example:
  npm run credentials -- revert --tenant acme --purpose sql-server

A password that was changed in the database as well has to be changed back there, too. account-number-key is never reverted:
rows are sealed under its newest key.`,
    )
    .action(async (options: RevertOptions) => {
      process.exitCode = await revert(options);
    });
};
