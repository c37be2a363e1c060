// The Scan for tenants' ids for a function.

import type { Environment } from '../../platform/environment.ts';
import type { TenantIdsCall } from '../../tenants/tenant-ids-call.ts';
import { hotPathPatience } from '../patience.ts';
import { signedTenantIds } from './signed-calls.ts';
import { createSignedSender } from './signed-sender.ts';

export const createSignedTenantIds = (env: Environment): TenantIdsCall =>
  signedTenantIds(createSignedSender({ service: 'dynamodb', env, ...hotPathPatience }));
