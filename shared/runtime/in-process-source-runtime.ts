// Wires the credential source that opens credentials in the function's own process: the decryptor's core without the call.
// DEPOSITS_TENANT_TABLE names the tenants' table; DEPOSITS_KMS_KEY_ID, when set, refuses ciphertexts of every other key.

import { createHotPathCalls } from './hot-path-calls-runtime.ts';
import { createOpenCredentialsDeps } from './open-credentials-deps.ts';
import { createInProcessCredentialSource } from '../credentials/in-process-credential-source.ts';
import { systemClock } from '../platform/clock.ts';
import { requiredVariable } from '../platform/environment.ts';
import type { Log } from '../platform/log.ts';
import { noMetrics, type Metrics } from '../metrics/metrics.ts';
import type { WiredSource } from './wired-source.ts';

export const createSource = (env: NodeJS.ProcessEnv, log: Log, metrics: Metrics = noMetrics): WiredSource => {
  const calls = createHotPathCalls(env);
  const source = createInProcessCredentialSource(
    createOpenCredentialsDeps({
      ...calls,
      tableName: requiredVariable(env, 'DEPOSITS_TENANT_TABLE'),
      keyId: env['DEPOSITS_KMS_KEY_ID'],
      clock: systemClock,
      log,
      metrics,
    }),
  );
  return { source, prepare: calls.prepare };
};
