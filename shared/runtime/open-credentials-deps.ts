// Puts the opening of credentials together on AWS's services. The decryptor Lambda and every function that opens in process
// wire it through here, so that both open exactly alike; calls, environment and log stay the caller's.

import { DataKeyCache, type DataKeyLookUp } from '../credentials/data-key-cache.ts';
import { LegacyOpeners } from '../credentials/legacy-openers.ts';
import type { OpenCredentialsDeps } from '../credentials/open-credentials.ts';
import { lookUpFormat } from '../crypto/format-registry.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { noMetrics, type Metrics } from '../metrics/metrics.ts';
import { CachedTenantStore } from '../tenants/cached-tenant-store.ts';
import { DynamoDbTenantStore } from '../tenants/dynamodb-tenant-store.ts';
import type { QueryCall } from '../tenants/query-call.ts';
import { awsErrorFacts } from '../aws/aws-error.ts';
import type { DecryptCall } from '../aws/decrypt-call.ts';
import { createKmsKeyService } from '../aws/kms-key-service.ts';

export type OpenCredentialsWiring = {
  readonly query: QueryCall;
  readonly decrypt: DecryptCall;
  readonly tableName: string;
  readonly keyId?: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics?: Metrics;
  /** How long a tenant's record may be used again; without it each request reads it. */
  readonly tenantMaxAgeMs?: number;
};

const failedFields = (error: unknown) => {
  const { name, status } = awsErrorFacts(error);
  return { errorName: name, status };
};

const measureDataKeys =
  (metrics: Metrics) =>
  ({ isHit, ageMs, entries }: DataKeyLookUp): void =>
    metrics('data-key-cache', {
      DataKeyCacheHits: isHit ? 1 : 0,
      DataKeyCacheMisses: isHit ? 0 : 1,
      DataKeyCacheSize: entries,
      ...(ageMs === undefined ? {} : { DataKeyCacheAge: ageMs }),
    });

export const createOpenCredentialsDeps = (wiring: OpenCredentialsWiring): OpenCredentialsDeps => {
  const { query, decrypt, tableName, keyId, clock, log, metrics = noMetrics, tenantMaxAgeMs = 0 } = wiring;
  const keyService = createKmsKeyService({
    decrypt,
    keyId: keyId === '' ? undefined : keyId,
    onError: (error) => log('decryptor.kms.failed', failedFields(error)),
  });
  const store = new DynamoDbTenantStore({
    query,
    tableName,
    onError: (error) => log('decryptor.store.failed', failedFields(error)),
  });
  return {
    tenantStore:
      tenantMaxAgeMs > 0 ? new CachedTenantStore({ store, clock, maxAgeMs: tenantMaxAgeMs }) : store,
    keyService,
    dataKeys: new DataKeyCache({ keyService, clock, onLookUp: measureDataKeys(metrics) }),
    legacyOpeners: new LegacyOpeners({ clock }),
    lookUpFormat,
    log,
  };
};
