// The keys by which the local payroll suite knows its tenants: new ones with each start, each in a file of its own for people who want to
// ask the suite themselves (curl -H @<file>).

import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PayrollApiAccess } from '#shared/credentials/purpose';

export const newSuiteKeys = (tenantIds: readonly string[]): ReadonlyMap<string, string> =>
  new Map(tenantIds.map((tenantId) => [tenantId, randomBytes(24).toString('base64url')]));

/** By tenant: a header that curl takes as it is. */
export const writeKeyFiles = (
  folder: string,
  keys: ReadonlyMap<string, string>,
): Readonly<Record<string, string>> => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return Object.fromEntries(
    [...keys].map(([tenantId, key]) => {
      const file = join(folder, tenantId);
      writeFileSync(file, `authorization: Bearer ${key}\n`, { mode: 0o600 });
      return [tenantId, file];
    }),
  );
};

export const accessOf = (
  url: string,
  keys: ReadonlyMap<string, string>,
  tenantId: string,
): PayrollApiAccess => {
  const key = keys.get(tenantId);
  if (key === undefined) throw new RangeError(`The payroll suite does not know ${tenantId}`);
  return { url, key };
};
