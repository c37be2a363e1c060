// Puts the opening of credentials together on AWS's services. The decryptor Lambda and every function that opens in process
// wire it through here, so that both open exactly alike; calls, environment and log stay the caller's.

import { DataKeyCache } from '../credentials/data-key-cache.ts';
import { LegacyOpeners } from '../credentials/legacy-openers.ts';
import type { OpenCredentialsDeps } from '../credentials/open-credentials.ts';
import { lookUpFormat } from '../crypto/format-registry.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { DynamoDbTenantStore } from '../tenants/dynamodb-tenant-store.ts';
import type { QueryCall } from '../tenants/query-call.ts';
import { awsErrorFacts } from './aws-error.ts';
import type { DecryptCall } from './decrypt-call.ts';
import { KmsKeyService } from './kms-key-service.ts';

export type OpenCredentialsWiring = {
  readonly query: QueryCall;
  readonly decrypt: DecryptCall;
  readonly tableName: string;
  readonly keyId?: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
};

const failedFields = (error: unknown) => {
  const { name, status } = awsErrorFacts(error);
  return { errorName: name, status };
};

export const createOpenCredentialsDeps = (wiring: OpenCredentialsWiring): OpenCredentialsDeps => {
  const { query, decrypt, tableName, keyId, clock, log } = wiring;
  const keyService = new KmsKeyService({
    decrypt,
    keyId: keyId === '' ? undefined : keyId,
    onError: (error) => log('decryptor.kms.failed', failedFields(error)),
  });
  return {
    tenantStore: new DynamoDbTenantStore({
      query,
      tableName,
      onError: (error) => log('decryptor.store.failed', failedFields(error)),
    }),
    keyService,
    dataKeys: new DataKeyCache({ keyService, clock }),
    legacyOpeners: new LegacyOpeners({ clock }),
    lookUpFormat,
    log,
  };
};
