// credentials delete --tenant <id> --purpose <purpose>: removes a credential, current and previous, after a typed confirmation.

import type { Command } from 'commander';
import type { StorablePurpose } from '#shared/credentials/purpose';
import type { TenantId } from '#shared/domain/tenant-id';
import { isConfirmed, notConfirmed } from '../command-line/confirm.ts';
import { openOperator } from '../command-line/operator.ts';
import { exitCodes, type ExitCode } from '../command-line/operator-program.ts';
import { parsePurposeOption, parseTenantOption } from '../command-line/option-values.ts';
import { report, reportFailure, type JsonOption } from '../command-line/report.ts';

type DeleteOptions = JsonOption & {
  readonly tenant: TenantId;
  readonly purpose: StorablePurpose;
  readonly dryRun?: true;
};

const deleteCredential = async (options: DeleteOptions): Promise<ExitCode> => {
  const { tenant: tenantId, purpose } = options;
  const about = { tenantId, purpose };
  const isDryRun = options.dryRun === true;
  const { opening, tenantWriter, newUse } = await openOperator('delete');
  const { deadline } = newUse();
  const record = await opening.tenantStore.load(tenantId, { isConsistent: true, deadline });
  if (!record.ok) return reportFailure(options, about, record.failure);
  if (record.value.malformedCredentials.has(purpose))
    return reportFailure(options, about, 'tenant-malformed');
  const stored = record.value.credentials.get(purpose);
  if (stored === undefined) return reportFailure(options, about, 'credential-missing');
  if (purpose === 'account-number-key') return reportFailure(options, about, 'keyset-in-use');

  const { version } = stored.current;
  const previousVersion = stored.previous?.version ?? null;
  const expected = `${tenantId} ${purpose}`;
  const question = `Version ${version} of ${expected}${previousVersion === null ? '' : ` and the one before, ${previousVersion},`} will be deleted and cannot be restored.`;
  if (!isDryRun && !(await isConfirmed(question, expected))) {
    console.error(notConfirmed(expected));
    return exitCodes.failed;
  }
  const deleted = isDryRun ? undefined : await tenantWriter.deleteCredential(tenantId, purpose, version);
  if (deleted?.ok === false) return reportFailure(options, about, deleted.failure);
  report(options, { ...about, version, previousVersion, isDryRun }, [
    `${expected}: ${isDryRun ? 'would delete' : 'deleted'} version ${version}${previousVersion === null ? '' : ` and version ${previousVersion}`}`,
  ]);
  return exitCodes.done;
};

export const addDeleteCommand = (program: Command): void => {
  program
    .command('delete')
    .description('Remove a credential and the version before it, after a typed confirmation.')
    .requiredOption('--tenant <id>', 'whose credential', parseTenantOption)
    .requiredOption('--purpose <purpose>', 'which credential', parsePurposeOption)
    .option('--dry-run', 'say what would be done, change nothing')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  npm run credentials -- delete --tenant initech --purpose legacy-key#connections
  echo 'initech legacy-key#connections' | npm run credentials -- delete --tenant initech --purpose legacy-key#connections

account-number-key is never deleted: the stored account numbers could not be read any more.`,
    )
    .action(async (options: DeleteOptions) => {
      process.exitCode = await deleteCredential(options);
    });
};
