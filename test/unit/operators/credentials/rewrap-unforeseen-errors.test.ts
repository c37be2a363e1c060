// An unforeseen error, in one credential of a tenant: it is listed, and the others are gone through all the same.

import { rewrapRecord, type RewrapTenantDeps } from '#operators/credentials/rewrap-tenant';
import type { TenantRecord } from '#shared/tenants/tenant-record';
import { acme, caller, soon } from '../../../support/aws-credential-world.ts';

test('an error in one credential is a fault of that credential', async () => {
  const stored = (envelope: string) => ({ current: { envelope, version: 1 }, updatedAt: '' });
  const record = {
    tenantId: acme,
    credentials: new Map([
      ['payroll-api', stored('jwe1:a')],
      ['sql-server', stored('kms1:b')],
    ]),
    malformedCredentials: new Set(['account-number-key']),
  } as unknown as TenantRecord;
  const deps = {
    lookUpFormat: () => {
      throw new Error('canary');
    },
  } as unknown as RewrapTenantDeps;

  const options = { choose: () => 'current' as const, isDryRun: false };
  const tally = await rewrapRecord(deps, record, options, { caller, deadline: soon() });

  expect(tally.faults).toEqual([
    { tenantId: acme, purpose: 'account-number-key', code: 'ENVELOPE_MALFORMED' },
    { tenantId: acme, purpose: 'payroll-api', code: 'unforeseen' },
    { tenantId: acme, purpose: 'sql-server', code: 'unforeseen' },
  ]);
});
