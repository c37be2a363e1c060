// Wires the credential source that opens credentials in the function's own process: the decryptor's core without the call.
// DEPOSITS_TENANT_TABLE names the tenants' table; DEPOSITS_KMS_KEY_ID, when set, refuses ciphertexts of every other key.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { hotPathClientOptions } from '../aws/client-options.ts';
import { createOpenCredentialsDeps } from '../aws/open-credentials-deps.ts';
import type { CredentialSource } from '../credentials/credential-source.ts';
import { InProcessCredentialSource } from '../credentials/in-process-credential-source.ts';
import { systemClock } from '../platform/clock.ts';
import { requiredVariable } from '../platform/environment.ts';
import type { Log } from '../platform/log.ts';

export const createSource = (env: NodeJS.ProcessEnv, log: Log): CredentialSource =>
  new InProcessCredentialSource(
    createOpenCredentialsDeps({
      dynamoDb: new DynamoDBClient(hotPathClientOptions),
      kms: new KMSClient(hotPathClientOptions),
      tableName: requiredVariable(env, 'DEPOSITS_TENANT_TABLE'),
      keyId: env['DEPOSITS_KMS_KEY_ID'],
      clock: systemClock,
      log,
    }),
  );
