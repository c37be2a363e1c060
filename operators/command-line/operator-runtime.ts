// Wires what a command works with, on AWS's clients.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { createKmsKeySealer } from '../credentials/kms-key-sealer.ts';
import { createOpenCredentialsDeps } from '#shared/runtime/open-credentials-deps';
import { sdkCalls } from '#shared/aws/sdk/sdk-calls';
import { systemClock } from '#shared/platform/clock';
import { deadlineIn } from '#shared/platform/deadline';
import { requiredVariable } from '#shared/platform/environment';
import { createLog } from '#shared/platform/log';
import { sdkTenantIds } from '#shared/aws/sdk/sdk-tenant-ids';
import { createDynamoDbTenantDirectory } from '#shared/tenants/dynamodb-tenant-directory';
import { DynamoDbTenantWriter } from '../tenants/dynamodb-tenant-writer.ts';
import type { Operator, SealingOperator } from './operator.ts';
import { openAuditLog } from './audit-log.ts';
import { noteTrouble, placeOf } from './service-trouble.ts';
import { createTerminal } from './terminal.ts';

const patienceMs = 60_000;

const noPlace =
  'DEPOSITS_TENANT_TABLE is not set. Set it (and AWS_REGION, DEPOSITS_KMS_KEY_ID) to a deployment’s, or give --local for the local stack of npm start.';

/** The account that the machine reports; some containers have none. */
const operatorName = (): string => {
  try {
    return `operator:${userInfo().username}`;
  } catch {
    return 'operator';
  }
};

/** @param command names the command in audit lines, and `program` the npm script */
export const wireOperator = (
  command: string,
  program = 'credentials',
): Operator & { readonly kms: KMSClient } => {
  const { env } = process;
  const tableName = env['DEPOSITS_TENANT_TABLE'] ?? '';
  if (tableName === '') throw new RangeError(noPlace);
  const keyId = env['DEPOSITS_KMS_KEY_ID'];
  const dynamoDb = new DynamoDBClient({});
  const kms = new KMSClient({});
  const table = {
    service: 'DynamoDB',
    target: `table ${tableName} (DEPOSITS_TENANT_TABLE)`,
    place: placeOf(env, 'AWS_ENDPOINT_URL_DYNAMODB'),
  } as const;
  const key = {
    service: 'KMS',
    target: keyId === undefined ? 'the key of the data' : `key ${keyId} (DEPOSITS_KMS_KEY_ID)`,
    place: placeOf(env, 'AWS_ENDPOINT_URL_KMS'),
  } as const;
  dynamoDb.middlewareStack.add(noteTrouble(table), { step: 'initialize' });
  kms.middlewareStack.add(noteTrouble(key), { step: 'initialize' });
  const terminal = createTerminal();
  const log = createLog(systemClock, openAuditLog(env));
  const caller = {
    function: command === '' ? program : `${program} ${command}`,
    requestId: randomUUID(),
    subject: operatorName(),
  };
  return {
    terminal,
    kms,
    opening: createOpenCredentialsDeps({
      ...sdkCalls({ dynamoDb, kms }),
      tableName,
      keyId,
      clock: systemClock,
      log,
    }),
    tenantWriter: new DynamoDbTenantWriter({ client: dynamoDb, tableName, clock: systemClock }),
    directory: createDynamoDbTenantDirectory(sdkTenantIds(dynamoDb), tableName),
    caller,
    newUse: () => ({ caller, deadline: deadlineIn(systemClock, patienceMs) }),
  };
};

/** For commands that seal: these need to know under which key. */
export const wireSealingOperator = (command: string): SealingOperator => {
  const operator = wireOperator(command);
  const keyId = requiredVariable(process.env, 'DEPOSITS_KMS_KEY_ID');
  const { kms: client, opening, tenantWriter } = operator;
  return {
    ...operator,
    deps: { ...opening, tenantWriter, keySealer: createKmsKeySealer({ client, keyId }) },
  };
};
