// credentials rotate --tenant <id> --data-key: a new data key for a tenant, and its envelopes sealed anew under it.

import { rotateDataKey } from '../credentials/rotate-data-key.ts';
import type { TenantId } from '#shared/domain/tenant-id';
import { openSealingOperator } from '../command-line/operator.ts';
import { exitCodes, type ExitCode } from '../command-line/operator-program.ts';
import { report, reportFailure, type JsonOption } from '../command-line/report.ts';
import { tallyLines } from './rewrap-command.ts';

export type KeyRotationOptions = JsonOption & {
  readonly tenant: TenantId;
  readonly newKey?: true;
  readonly dryRun?: true;
};

export const runDataKeyRotation = async (options: KeyRotationOptions): Promise<ExitCode> => {
  const { tenant: tenantId } = options;
  const { deps, newUse } = await openSealingOperator('rotate --data-key');
  const isDryRun = options.dryRun === true;
  const how = { mustBeNew: options.newKey === true, isDryRun };
  const rotated = await rotateDataKey(deps, tenantId, how, newUse());
  if (!rotated.ok) return reportFailure(options, { tenantId }, rotated.failure);

  const { keyVersion, isNewKey, tally } = rotated.value;
  const { rewrapped, current: alreadyCurrent, other, faults: failures } = tally;
  const document = { tenantId, keyVersion, isNewKey, isDryRun, rewrapped, alreadyCurrent, other, failures };
  const newKeyLine = `${tenantId}: ${isDryRun ? 'would make' : 'made'} the data key key#${keyVersion}`;
  report(options, document, [
    isNewKey
      ? newKeyLine
      : `${tenantId}: finishing the rotation to key#${keyVersion}; no new key (--new-key makes one all the same)`,
    ...tallyLines(tally, isDryRun),
  ]);
  return failures.length === 0 ? exitCodes.done : exitCodes.failed;
};
