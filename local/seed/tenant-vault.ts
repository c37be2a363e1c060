// Where the stack's credentials are kept: the tenant table and the key that wraps data keys, made when they are not there,
// and the operators' own code to put credentials into them.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  KMSClient,
  NotFoundException,
} from '@aws-sdk/client-kms';
import { createKmsKeySealer } from '#operators/credentials/kms-key-sealer';
import { createOpenCredentialsDeps } from '#shared/runtime/open-credentials-deps';
import { sdkCalls } from '#shared/aws/sdk/sdk-calls';
import type { OpenCredentialsDeps } from '#shared/credentials/open-credentials';
import type { KeySealer } from '#shared/credentials/key-service';
import { systemClock } from '#shared/platform/clock';
import type { Log } from '#shared/platform/log';
import { DynamoDbTenantWriter } from '#operators/tenants/dynamodb-tenant-writer';
import { tenantTable } from '#shared/tenants/tenant-table';
import type { TenantWriter } from '#operators/tenants/tenant-writer';
import { ensureTable } from '../dynamodb/ensure-table.ts';
import type { Ports } from '../ports.ts';
import { localRegion, localTenantKey, localTenantTable } from '../stack-environment.ts';

export type TenantVault = {
  readonly opening: OpenCredentialsDeps;
  readonly tenantWriter: TenantWriter;
  readonly keySealer: KeySealer;
};

const ensureKey = async (client: KMSClient): Promise<void> => {
  try {
    await client.send(new DescribeKeyCommand({ KeyId: localTenantKey }));
  } catch (error) {
    if (!(error instanceof NotFoundException)) throw error;
    const created = await client.send(
      new CreateKeyCommand({ Description: 'Wraps the demo tenants’ data keys' }),
    );
    const alias = { AliasName: localTenantKey, TargetKeyId: created.KeyMetadata?.KeyId };
    await client.send(new CreateAliasCommand(alias));
  }
};

export const openTenantVault = async (ports: Ports, log: Log): Promise<TenantVault> => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const clientFor = (port: number) => ({
    region: localRegion,
    credentials,
    endpoint: `http://127.0.0.1:${port}`,
  });
  const dynamoDb = new DynamoDBClient(clientFor(ports.dynamodb));
  const kms = new KMSClient(clientFor(ports.kms));
  await Promise.all([ensureTable(dynamoDb, localTenantTable, tenantTable), ensureKey(kms)]);
  const tableName = localTenantTable;
  return {
    opening: createOpenCredentialsDeps({
      ...sdkCalls({ dynamoDb, kms }),
      tableName,
      keyId: localTenantKey,
      clock: systemClock,
      log,
    }),
    tenantWriter: new DynamoDbTenantWriter({ client: dynamoDb, tableName, clock: systemClock }),
    keySealer: createKmsKeySealer({ client: kms, keyId: localTenantKey }),
  };
};
