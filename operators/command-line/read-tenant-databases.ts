// Reads every chosen tenant's database in turn, and says on the terminal which cannot be read.

import type { TenantId } from '#shared/domain/tenant-id';
import type { Result } from '#shared/platform/result';
import type { ApplicationFailure } from './application-database.ts';
import type { Operator } from './operator.ts';
import { exitCodes, type ExitCode } from './operator-program.ts';

export type TenantRead<T> =
  | { readonly tenantId: TenantId; readonly value: T }
  | { readonly tenantId: TenantId; readonly failure: string };

export const readTenantDatabases = async <T>(
  { terminal }: Operator,
  ids: readonly TenantId[],
  read: (tenantId: TenantId) => Promise<Result<T, ApplicationFailure>>,
): Promise<{ readonly reads: readonly TenantRead<T>[]; readonly outcome: ExitCode }> => {
  const reads: TenantRead<T>[] = [];
  let outcome: ExitCode = exitCodes.done;
  for (const tenantId of ids) {
    const answer = await read(tenantId);
    if (answer.ok) {
      reads.push({ tenantId, value: answer.value });
      continue;
    }
    const { code, sentence, isNotSetUp } = answer.failure;
    terminal.write(`${tenantId}: ${sentence}\n`);
    reads.push({ tenantId, failure: code });
    if (isNotSetUp !== true) outcome = exitCodes.failed;
    else if (outcome === exitCodes.done) outcome = exitCodes.notSetUp;
  }
  return { reads, outcome };
};
