// Wires the decryptor, once per container and not before it is asked to: the only place here that reads the environment.
// DEPOSITS_TENANT_TABLE names the tenants' table; DEPOSITS_KMS_KEY_ID, when set, refuses ciphertexts of every other key.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { createOpenCredentialsDeps } from '#shared/aws/open-credentials-deps';
import type { OpenCredentialsDeps } from '#shared/credentials/open-credentials';
import { hotPathClientOptions } from '#shared/aws/client-options';
import { systemClock } from '#shared/platform/clock';
import { createLog } from '#shared/platform/log';

let runtime: OpenCredentialsDeps | undefined;

export const getRuntime = (): OpenCredentialsDeps => {
  runtime ??= createRuntime();
  return runtime;
};

const createRuntime = (): OpenCredentialsDeps => {
  const tableName = process.env['DEPOSITS_TENANT_TABLE'];
  if (tableName === undefined || tableName === '') throw new Error('DEPOSITS_TENANT_TABLE is not set');
  return createOpenCredentialsDeps({
    dynamoDb: new DynamoDBClient(hotPathClientOptions),
    kms: new KMSClient(hotPathClientOptions),
    tableName,
    keyId: process.env['DEPOSITS_KMS_KEY_ID'],
    clock: systemClock,
    log: createLog(systemClock, (line) => process.stdout.write(line)),
  });
};
