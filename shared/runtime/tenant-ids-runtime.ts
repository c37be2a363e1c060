// The transport of the Scan for tenants' ids, chosen like that of the other calls (hot-path-calls-runtime.ts).

import { createSdkTenantIds } from '../aws/sdk/create-sdk-tenant-ids.ts';
import { createSignedTenantIds } from '../aws/signed/create-signed-tenant-ids.ts';
import type { Environment } from '../platform/environment.ts';
import type { TenantIdsCall } from '../tenants/tenant-ids-call.ts';

export const createTenantIdsCall = (env: Environment): TenantIdsCall =>
  process.env['DEPOSITS_AWS_TRANSPORT'] === 'sdk' ? createSdkTenantIds() : createSignedTenantIds(env);
