// Why a command did nothing, for people and scripts.

import { exitCodes, type ExitCode } from '../command-line/operator-program.ts';
import type { JsonOption } from '../command-line/report.ts';

export const reportRefusal = (
  { json }: JsonOption,
  about: { readonly tenantId: string; readonly employeeId: string },
  { sentence, ...failure }: { readonly sentence: string; readonly code?: string },
): ExitCode => {
  console.error(`${about.tenantId} ${about.employeeId}: ${sentence}`);
  if (json === true)
    console.log(JSON.stringify({ ...about, failure: failure.code ?? 'refused', sentence }, null, 2));
  return exitCodes.failed;
};
