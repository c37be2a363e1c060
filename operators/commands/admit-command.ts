// credentials admit --tenant <id>: what every tenant needs before its first credential: a policy, a data key, and keys for
// account numbers. What is there already is left alone, so an interrupted run is simply run again.

import type { Command } from 'commander';
import { newAccountNumberKeyset } from '../credentials/new-account-number-keyset.ts';
import { proveDataKey, provisionTenantKey } from '../credentials/provision-tenant-key.ts';
import { sealCredential } from '../credentials/seal-credential.ts';
import { setPolicy } from '../credentials/set-policy.ts';
import type { TenantId } from '#shared/domain/tenant-id';
import { Secret } from '#shared/platform/secret';
import { openSealingOperator } from '../command-line/operator.ts';
import { exitCodes, type ExitCode } from '../command-line/operator-program.ts';
import { parseTenantOption } from '../command-line/option-values.ts';
import { report, reportFailure, type JsonOption } from '../command-line/report.ts';

type AdmitOptions = JsonOption & {
  readonly tenant: TenantId;
  readonly floor: string;
  readonly dryRun?: true;
};

const purpose = 'account-number-key';

const admit = async (options: AdmitOptions): Promise<ExitCode> => {
  const { tenant: tenantId, floor: formatFloor } = options;
  const isDryRun = options.dryRun === true;
  const { deps, opening, newUse } = await openSealingOperator('admit');
  const { tenantStore, tenantWriter } = deps;
  const made: string[] = [];

  const loaded = await tenantStore.load(tenantId, { isConsistent: true, deadline: newUse().deadline });
  if (!loaded.ok && loaded.failure !== 'tenant-not-found') {
    return reportFailure(options, { tenantId }, loaded.failure);
  }
  const record = loaded.ok ? loaded.value : undefined;
  if (opening.lookUpFormat(formatFloor) === undefined) {
    return reportFailure(options, { tenantId }, 'format-unknown');
  }

  const needsKey = record === undefined || record.wrappedKeys.size === 0;
  const proven = needsKey ? await proveDataKey(deps.keySealer, tenantId, 1) : undefined;
  if (proven?.ok === false) return reportFailure(options, { tenantId }, proven.failure);

  if (record === undefined) {
    made.push(`policy (active, floor ${formatFloor})`);
    const policy = { status: 'active', formatFloor } as const;
    const { lookUpFormat } = opening;
    const set = isDryRun ? undefined : await setPolicy({ tenantWriter, lookUpFormat }, tenantId, policy);
    if (set?.ok === false) return reportFailure(options, { tenantId }, set.failure);
  }
  if (needsKey) {
    made.push('data key 1');
    const key = isDryRun ? undefined : await provisionTenantKey(deps, tenantId, newUse().deadline);
    if (key?.ok === false) return reportFailure(options, { tenantId }, key.failure);
  }
  if (record?.credentials.has(purpose) !== true) {
    made.push(purpose);
    const value = new Secret(newAccountNumberKeyset());
    const { deadline } = newUse();
    const credential = { tenantId, purpose, value, format: 'jwe1', deadline } as const;
    const sealed = isDryRun ? undefined : await sealCredential(deps, credential);
    if (sealed?.ok === false) return reportFailure(options, { tenantId, purpose }, sealed.failure);
  }

  const verb = isDryRun ? 'would make' : 'made';
  report(options, { tenantId, made, isDryRun }, [
    made.length === 0 ? `${tenantId}: has everything already` : `${tenantId}: ${verb} ${made.join(', ')}`,
  ]);
  return exitCodes.done;
};

export const addAdmitCommand = (program: Command): void => {
  program
    .command('admit')
    .description('Make a tenant ready for its first credential: policy, data key, keys for account numbers.')
    .requiredOption('--tenant <id>', 'the new tenant', parseTenantOption)
    .option('--floor <format>', 'the weakest format that it may use', 'jwe1')
    .option('--dry-run', 'say what would be made, change nothing')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  npm run credentials -- admit --tenant acme
  npm run credentials -- admit --tenant initech --floor dotnet-custom   # to bring old values in first`,
    )
    .action(async (options: AdmitOptions) => {
      process.exitCode = await admit(options);
    });
};
