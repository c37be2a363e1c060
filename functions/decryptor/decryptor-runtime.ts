// Wires the decryptor, once per container and not before it is asked to: the only place here that reads the environment.
// DEPOSITS_TENANT_TABLE names the tenants' table; DEPOSITS_KMS_KEY_ID, when set, refuses ciphertexts of every other key;
// DEPOSITS_METRIC_NAMESPACE is where CloudWatch puts the metrics, without it none are written.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { createOpenCredentialsDeps } from '#shared/aws/open-credentials-deps';
import type { OpenCredentialsDeps } from '#shared/credentials/open-credentials';
import { hotPathClientOptions } from '#shared/aws/client-options';
import { systemClock } from '#shared/platform/clock';
import { requiredVariable } from '#shared/platform/environment';
import { createLog } from '#shared/platform/log';
import { createMetrics } from '#shared/platform/metrics';
import { coldStartFrom, takeColdStart, withMetrics } from '#shared/platform/metrics-from-log';

export type DecryptorDeps = OpenCredentialsDeps & {
  /** Called when a request begins; what it returns, when it ends. */
  readonly startRequest?: () => (outcome: { readonly isCrashed: boolean }) => void;
};

let runtime: DecryptorDeps | undefined;

export const getRuntime = (): DecryptorDeps => {
  runtime ??= createRuntime();
  return runtime;
};

const createRuntime = (): DecryptorDeps => {
  const tableName = requiredVariable(process.env, 'DEPOSITS_TENANT_TABLE');
  const write = (line: string) => process.stdout.write(line);
  const metrics = createMetrics({
    clock: systemClock,
    write,
    namespace: process.env['DEPOSITS_METRIC_NAMESPACE'],
  });
  const coldStart = coldStartFrom(process.env['AWS_LAMBDA_INITIALIZATION_TYPE']);
  const deps = createOpenCredentialsDeps({
    dynamoDb: new DynamoDBClient(hotPathClientOptions),
    kms: new KMSClient(hotPathClientOptions),
    tableName,
    keyId: process.env['DEPOSITS_KMS_KEY_ID'],
    clock: systemClock,
    log: withMetrics(createLog(systemClock, write), metrics, coldStart),
  });
  const startRequest = () => {
    const startedMs = systemClock.monotonicMs();
    return ({ isCrashed }: { readonly isCrashed: boolean }) =>
      metrics('decryptor-request', {
        DecryptorRequests: 1,
        DecryptorCrashes: isCrashed ? 1 : 0,
        DecryptorLatency: systemClock.monotonicMs() - startedMs,
        DecryptorColdStarts: takeColdStart(coldStart),
      });
  };
  return { ...deps, startRequest };
};
