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
export const listRequest = ({ isFresh = false } = {}) => ({
  version: '2.0',
  headers: isFresh ? { 'x-bench-fresh': '1' } : {},
  pathParameters: { employeeId: benchEmployee },
  isBase64Encoded: false,
  requestContext: {
    requestId: randomUUID(),
    authorizer: {
      jwt: { claims: { tenant_id: benchTenant, roles: '[payroll-admin]', sub: 'bench' } },
    },
  },
});
