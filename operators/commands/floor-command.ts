// credentials floor --tenant <id> --format <format>: raises the weakest format that a tenant may still use, or lowers it after
// a typed confirmation. Refuses to raise it above what is stored.

import type { Command } from 'commander';
import { applyFloor, planFloor } from '../credentials/change-floor.ts';
import type { TenantId } from '#shared/domain/tenant-id';
import { isConfirmed, notConfirmed } from '../command-line/confirm.ts';
import { openOperator } from '../command-line/operator.ts';
import { exitCodes, type ExitCode } from '../command-line/operator-program.ts';
import { parseTenantOption } from '../command-line/option-values.ts';
import { report, reportFailure, type JsonOption } from '../command-line/report.ts';

type FloorOptions = JsonOption & {
  readonly tenant: TenantId;
  readonly format: string;
  readonly dryRun?: true;
};

const floor = async (options: FloorOptions): Promise<ExitCode> => {
  const { tenant: tenantId, format } = options;
  const { opening, tenantWriter, newUse } = await openOperator('floor');
  const { tenantStore, lookUpFormat } = opening;
  const deps = { tenantStore, tenantWriter, lookUpFormat };
  const planned = await planFloor(deps, tenantId, format, newUse().deadline);
  if (!planned.ok) return reportFailure(options, { tenantId }, planned.failure);

  const { step, from } = planned.value;
  const isDryRun = options.dryRun === true;
  const expected = `${tenantId} ${format}`;
  if (step === 'lower' && !isDryRun) {
    const question = `Lowering the floor of ${tenantId} from ${from} lets weaker envelopes be opened again.`;
    if (!(await isConfirmed(question, expected))) {
      console.error(notConfirmed(expected));
      return exitCodes.failed;
    }
  }
  if (step !== 'none' && !isDryRun) {
    const applied = await applyFloor(deps, planned.value, format, newUse().deadline);
    if (!applied.ok) return reportFailure(options, { tenantId }, applied.failure);
  }
  const verb = { raise: 'raised', lower: 'lowered', none: 'left' }[step];
  report(options, { tenantId, from, formatFloor: format, step, isDryRun }, [
    step === 'none'
      ? `${tenantId}: the floor is ${format} already`
      : `${tenantId}: ${isDryRun ? `would be ${verb}` : verb} from ${from} to ${format}`,
  ]);
  return exitCodes.done;
};

export const addFloorCommand = (program: Command): void => {
  program
    .command('floor')
    .description('Raise, or after a typed confirmation lower, the weakest format that a tenant may use.')
    .requiredOption('--tenant <id>', 'whose floor', parseTenantOption)
    .requiredOption('--format <format>', 'the weakest format from now on, such as jwe1')
    .option('--dry-run', 'say what would be done, change nothing')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Example:
  npm run credentials -- floor --tenant acme --format jwe1

Raising is refused while an older envelope is stored, current or previous: rewrap first.`,
    )
    .action(async (options: FloorOptions) => {
      process.exitCode = await floor(options);
    });
};
