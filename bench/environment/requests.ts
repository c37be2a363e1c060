// What the benchmarks ask: the decryptor's contract and API Gateway's event for the list of an employee who exists.

import { randomUUID } from 'node:crypto';

export const benchTenant = 'acme';
export const benchEmployee = 'e-1001';
export const kms1Purpose = 'payroll-api';

const caller = { function: 'bench', requestId: 'r-1', subject: 'u-1' };

export const decryptRequest = (purpose = 'sql-server') => ({
  version: 1,
  tenantId: benchTenant,
  purposes: [purpose],
  refresh: false,
  previous: false,
  caller,
});

/** `isFresh`: past the cache of credentials; only the timed bundle looks at it. */
export const listRequest = ({
  isFresh = false,
  tenant = benchTenant,
  employee = benchEmployee,
  requestId = randomUUID(),
}: {
  readonly isFresh?: boolean;
  readonly tenant?: string;
  readonly employee?: string;
  readonly requestId?: string;
} = {}) => ({
  version: '2.0',
  headers: isFresh ? { 'x-bench-fresh': '1' } : {},
  pathParameters: { employeeId: employee },
  isBase64Encoded: false,
  requestContext: {
    requestId,
    authorizer: {
      jwt: { claims: { tenant_id: tenant, roles: '[payroll-admin]', sub: 'bench' } },
    },
  },
});
