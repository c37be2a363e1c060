// Wires the credential source that asks the decryptor Lambda.
// DEPOSITS_DECRYPTOR_FUNCTION names it; DEPOSITS_DECRYPTOR_QUALIFIER, when set, the alias that holds provisioned concurrency.
// DEPOSITS_WAKE_DECRYPTOR=on: a container that starts has one of the decryptor started at the same time.
// DEPOSITS_DECRYPTOR_ISOLATED=on: each call names its tenant, whose containers serve no other.

import { setTimeout as pause } from 'node:timers/promises';
import { awsErrorFacts } from '../aws/aws-error.ts';
import { createHotPathInvoke } from './hot-path-invoke-runtime.ts';
import { createLambdaDecryptorInvoker } from '../aws/lambda-decryptor-invoker.ts';
import { wakingSource } from '../credentials/waking-source.ts';
import { createLambdaCredentialSource } from '../credentials/lambda-credential-source.ts';
import type { Log } from '../platform/log.ts';
import { noMetrics, type Metrics } from '../metrics/metrics.ts';
import { requiredVariable } from '../platform/environment.ts';
import type { WiredSource } from './wired-source.ts';

export const createSource = (env: NodeJS.ProcessEnv, log: Log, metrics: Metrics = noMetrics): WiredSource => {
  const { invoke, prepare, connected } = createHotPathInvoke(env);
  const invoker = createLambdaDecryptorInvoker({
    invoke,
    functionName: requiredVariable(env, 'DEPOSITS_DECRYPTOR_FUNCTION'),
    qualifier: env['DEPOSITS_DECRYPTOR_QUALIFIER'] === '' ? undefined : env['DEPOSITS_DECRYPTOR_QUALIFIER'],
    isIsolated: env['DEPOSITS_DECRYPTOR_ISOLATED'] === 'on',
    onError: (error) => {
      const { name, status } = awsErrorFacts(error);
      log('credentials.invoke.failed', { errorName: name, status });
    },
  });
  const source = createLambdaCredentialSource({
    invoker,
    // It pauses before it tries again, and at no other time.
    pause: (durationMs) => {
      metrics('decryptor-call', { DecryptorCallRetries: 1 });
      return pause(durationMs);
    },
    random: Math.random,
  });
  if (env['DEPOSITS_WAKE_DECRYPTOR'] !== 'on') return { source, prepare };
  return wakingSource({ source, prepare, connected, invoker });
};
