// Puts the opening of credentials together on AWS's services. The decryptor Lambda and every function that opens in process
// wire it through here, so that both open exactly alike; clients, environment and log stay the caller's.

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { KMSClient } from '@aws-sdk/client-kms';
import { DataKeyCache } from '../credentials/data-key-cache.ts';
import { LegacyOpeners } from '../credentials/legacy-openers.ts';
import type { OpenCredentialsDeps } from '../credentials/open-credentials.ts';
import { lookUpFormat } from '../crypto/format-registry.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { DynamoDbTenantStore } from '../tenants/dynamodb-tenant-store.ts';
import { awsErrorFacts } from './aws-error.ts';
import { KmsKeyService } from './kms-key-service.ts';

export type OpenCredentialsWiring = {
  readonly dynamoDb: Pick<DynamoDBClient, 'send'>;
  readonly kms: Pick<KMSClient, 'send'>;
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
  const { dynamoDb, kms, tableName, keyId, clock, log } = wiring;
  const keyService = new KmsKeyService({
    client: kms,
    keyId: keyId === '' ? undefined : keyId,
    onError: (error) => log('decryptor.kms.failed', failedFields(error)),
  });
  return {
    tenantStore: new DynamoDbTenantStore({
      client: dynamoDb,
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
