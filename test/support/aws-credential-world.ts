// DynamoDB and KMS on loopback with real clients, and tenants sealed and stored by the operators' own code.

import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { startDynamoDb } from '#local/dynamodb/start-dynamodb';
import { startKms, type Kms } from '../../local/kms/start-kms.ts';
import { createOpenCredentialsDeps } from '#shared/runtime/open-credentials-deps';
import { sdkCalls } from '#shared/aws/sdk/sdk-calls';
import { createKmsKeySealer } from '#operators/credentials/kms-key-sealer';
import { provisionTenantKey } from '#operators/credentials/provision-tenant-key';
import { sealCredential, type SealDeps } from '#operators/credentials/seal-credential';
import { setPolicy } from '#operators/credentials/set-policy';
import type { CredentialCaller } from '#shared/credentials/credential-source';
import { openCredentials, type OpenCredentialsDeps } from '#shared/credentials/open-credentials';
import type { Purpose } from '#shared/credentials/purpose';
import { lookUpFormat } from '#shared/crypto/format-registry';
import type { TenantId } from '#shared/domain/tenant-id';
import { systemClock, type Clock } from '#shared/platform/clock';
import { deadlineIn, type Deadline } from '#shared/platform/deadline';
import { createLog } from '#shared/platform/log';
import { Secret } from '#shared/platform/secret';
import { credentialItemKey, tenantTable } from '#shared/tenants/tenant-table';
import type { TenantPolicy } from '#shared/tenants/tenant-record';
import { DynamoDbTenantWriter } from '#operators/tenants/dynamodb-tenant-writer';

export const tableName = 'tenants';
export const acme = 'acme' as TenantId;
export const globex = 'globex' as TenantId;
export const caller: CredentialCaller = {
  function: 'list-direct-deposits',
  requestId: 'r-1',
  subject: 'u-1',
};
export const soon = (): Deadline => deadlineIn(systemClock, 5_000);

const key32 = (byte: number): string => Buffer.alloc(32, byte).toString('base64');

/** Every password and key starts with `canary-` or is one of these repeated bytes, so that a leak can be searched for. */
export const valuesOf = (tenantId: string) => ({
  'sql-server': {
    server: 'sql.example.test',
    port: 1433,
    database: `${tenantId}-db`,
    user: `${tenantId}-app`,
    password: `canary-${tenantId}-sql`,
  },
  'account-number-key': { current: 2, keys: { '1': key32(1), '2': key32(2) }, indexKey: key32(3) },
  'payroll-api': { url: 'https://payroll.example.test/v2', key: `canary-${tenantId}-payroll` },
});

const credentialsOnly = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  maxAttempts: 1,
};

export type CredentialWorld = {
  readonly dynamoDb: DynamoDBClient;
  readonly dynamoDbUrl: string;
  readonly kms: Kms;
  readonly kmsClient: KMSClient;
  readonly keyId: string;
  readonly logLines: string[];
  readonly deps: OpenCredentialsDeps;
  readonly sealDeps: SealDeps;
  readonly writer: DynamoDbTenantWriter;
  addTenant(tenantId: TenantId, policy?: TenantPolicy): Promise<void>;
  seal(tenantId: TenantId, purpose: string, value: unknown, format?: 'jwe1' | 'kms1'): Promise<number>;
  /** Stores an envelope as it is, past every check. */
  plant(tenantId: TenantId, purpose: string, envelope: string, version?: number): Promise<void>;
  putItem(item: Record<string, AttributeValue>): Promise<void>;
  envelopeOf(tenantId: TenantId, purpose: string): Promise<string>;
  /** Through the decryptor's core, past every cache: the value and its format, or the code. */
  open(
    tenantId: TenantId,
    purpose: Purpose,
  ): Promise<{ value: unknown; format: string } | string | undefined>;
  stop(): Promise<void>;
};

export const startCredentialWorld = async (clock: Clock = systemClock): Promise<CredentialWorld> => {
  const database = await startDynamoDb({ port: 0 });
  const kms = await startKms({ port: 0 });
  const dynamoDbUrl = `http://127.0.0.1:${database.port}`;
  const dynamoDb = new DynamoDBClient({ ...credentialsOnly, endpoint: dynamoDbUrl });
  const kmsClient = new KMSClient({ ...credentialsOnly, endpoint: kms.url });
  await dynamoDb.send(
    new CreateTableCommand({
      TableName: tableName,
      ...tenantTable,
      AttributeDefinitions: [...tenantTable.AttributeDefinitions],
      KeySchema: [...tenantTable.KeySchema],
    }),
  );
  const created = await kmsClient.send(new CreateKeyCommand({}));
  const keyId = created.KeyMetadata?.Arn ?? '';

  const logLines: string[] = [];
  const log = createLog(clock, (line) => logLines.push(line));
  const calls = sdkCalls({ dynamoDb, kms: kmsClient });
  const deps = createOpenCredentialsDeps({ ...calls, tableName, keyId, clock, log });
  const writer = new DynamoDbTenantWriter({ client: dynamoDb, tableName, clock });
  const sealDeps: SealDeps = {
    tenantStore: deps.tenantStore,
    tenantWriter: writer,
    keySealer: createKmsKeySealer({ client: kmsClient, keyId }),
    // Its own cache, so that sealing does not warm the decryptor's.
    dataKeys: createOpenCredentialsDeps({ ...calls, tableName, keyId, clock, log }).dataKeys,
  };

  const putItem = async (item: Record<string, AttributeValue>): Promise<void> => {
    await dynamoDb.send(new PutItemCommand({ TableName: tableName, Item: item }));
  };

  const world: CredentialWorld = {
    dynamoDb,
    dynamoDbUrl,
    kms,
    kmsClient,
    keyId,
    logLines,
    deps,
    sealDeps,
    writer,
    putItem,
    addTenant: async (tenantId, policy = { status: 'active', formatFloor: 'jwe1' }) => {
      const set = await setPolicy({ tenantWriter: writer, lookUpFormat }, tenantId, policy);
      const key = await provisionTenantKey(sealDeps, tenantId, soon());
      if (!set.ok || !key.ok) throw new Error('the test tenant could not be made');
      for (const [purpose, value] of Object.entries(valuesOf(tenantId))) {
        await world.seal(tenantId, purpose, value);
      }
    },
    seal: async (tenantId, purpose, value, format = 'jwe1') => {
      const sealed = await sealCredential(sealDeps, {
        tenantId,
        purpose,
        value: new Secret(value),
        format,
        deadline: soon(),
      });
      if (!sealed.ok) throw new Error(`could not seal ${purpose}: ${sealed.failure}`);
      return sealed.value;
    },
    plant: (tenantId, purpose, envelope, version = 1) =>
      putItem({
        tenantId: { S: tenantId },
        itemKey: { S: credentialItemKey(purpose) },
        envelope: { S: envelope },
        version: { N: String(version) },
        updatedAt: { S: '2026-01-05T12:00:00.000Z' },
      }),
    envelopeOf: async (tenantId, purpose) => {
      const Key = { tenantId: { S: tenantId }, itemKey: { S: credentialItemKey(purpose) } };
      const found = await dynamoDb.send(new GetItemCommand({ TableName: tableName, Key }));
      return found.Item?.['envelope']?.S ?? '';
    },
    open: async (tenantId, purpose) => {
      const request = { tenantId, purposes: [purpose], refresh: true, previous: false, caller };
      const answer = await openCredentials(deps, request, soon());
      if (!answer.ok) return answer.failure;
      const opened = answer.value.credentials[purpose];
      return opened === undefined
        ? answer.value.failures[purpose]
        : { value: opened.value.expose(), format: opened.format };
    },
    stop: async () => {
      dynamoDb.destroy();
      kmsClient.destroy();
      await kms.stop();
      await database.stop();
    },
  };
  return world;
};
