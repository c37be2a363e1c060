// credentials suspend and resume --tenant <id>: a suspended tenant's credentials are opened for operators only.

import type { Command } from 'commander';
import { changeStatus } from '../credentials/change-status.ts';
import type { TenantId } from '#shared/domain/tenant-id';
import { openOperator } from '../command-line/operator.ts';
import { exitCodes, type ExitCode } from '../command-line/operator-program.ts';
import { parseTenantOption } from '../command-line/option-values.ts';
import { report, reportFailure, type JsonOption } from '../command-line/report.ts';

type StatusOptions = JsonOption & { readonly tenant: TenantId; readonly dryRun?: true };

type Verb = {
  readonly command: 'suspend' | 'resume';
  readonly status: 'suspended' | 'active';
  readonly description: string;
  readonly participle: string;
  readonly consequence: string;
};

const verbs: readonly Verb[] = [
  {
    command: 'suspend',
    status: 'suspended',
    description: 'Take a tenant out of service: its requests are answered 403 until it is resumed.',
    participle: 'suspended',
    consequence:
      'Functions that hold its credentials use them for up to DEPOSITS_CREDENTIAL_MAX_AGE_SECONDS more (at most 5 minutes); to shut them out at once, disable its database login.',
  },
  {
    command: 'resume',
    status: 'active',
    description: 'Take a suspended tenant back into service.',
    participle: 'in service',
    consequence: 'Functions that were refused ask again within a minute.',
  },
];

const runStatus = async (
  { command, status, participle, consequence }: Verb,
  options: StatusOptions,
): Promise<ExitCode> => {
  const { tenant: tenantId } = options;
  const isDryRun = options.dryRun === true;
  const { opening, tenantWriter, newUse } = await openOperator(command);
  const deps = { tenantStore: opening.tenantStore, tenantWriter };
  const changed = await changeStatus(deps, { tenantId, status, isDryRun }, newUse().deadline);
  if (!changed.ok) return reportFailure(options, { tenantId }, changed.failure);
  const { isUnchanged } = changed.value;
  report(options, { tenantId, status, isUnchanged, isDryRun }, [
    isUnchanged
      ? `${tenantId}: is ${participle} already`
      : `${tenantId}: ${isDryRun ? `would be ${participle}` : `is ${participle} now`}`,
    ...(isUnchanged ? [] : [`  ${consequence}`]),
  ]);
  return exitCodes.done;
};

export const addStatusCommands = (program: Command): void => {
  for (const verb of verbs) {
    program
      .command(verb.command)
      .description(verb.description)
      .requiredOption('--tenant <id>', 'which tenant', parseTenantOption)
      .option('--dry-run', 'say what would be done, change nothing')
      .option('--json', 'print one JSON document')
      .addHelpText(
        'after',
        `\nExample:\n  npm run credentials -- ${verb.command} --tenant acme\n\n${verb.consequence}`,
      )
      .action(async (options: StatusOptions) => {
        process.exitCode = await runStatus(verb, options);
      });
  }
};
