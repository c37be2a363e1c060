// The Scan for tenants' ids for a function on the SDK's client.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { TenantIdsCall } from '../../tenants/tenant-ids-call.ts';
import { hotPathClientOptions } from './client-options.ts';
import { sdkTenantIds } from './sdk-tenant-ids.ts';

export const createSdkTenantIds = (): TenantIdsCall => sdkTenantIds(new DynamoDBClient(hotPathClientOptions));
