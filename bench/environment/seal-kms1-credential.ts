// One credential in the format that KMS itself opens, so that there is one to measure.

import { openTenantVault } from '../../local/seed/tenant-vault.ts';
import type { Ports } from '../../local/ports.ts';
import { sealCredential } from '../../operators/credentials/seal-credential.ts';
import { isTenantId } from '../../shared/domain/tenant-id.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { deadlineIn } from '../../shared/platform/deadline.ts';
import { createLog } from '../../shared/platform/log.ts';
import { Secret } from '../../shared/platform/secret.ts';
import { benchTenant, kms1Purpose } from './requests.ts';

export const sealKms1Credential = async (ports: Ports): Promise<void> => {
  if (!isTenantId(benchTenant)) throw new TypeError(`${benchTenant} is not a tenant id`);
  const vault = await openTenantVault(
    ports,
    createLog(systemClock, () => undefined),
  );
  const sealed = await sealCredential(
    { ...vault.opening, ...vault },
    {
      tenantId: benchTenant,
      purpose: kms1Purpose,
      value: new Secret({ url: 'https://payroll.invalid', key: 'bench' }),
      format: 'kms1',
      deadline: deadlineIn(systemClock, 10_000),
    },
  );
  if (!sealed.ok) throw new Error(`The kms1 credential was not sealed: ${sealed.failure}`);
};
