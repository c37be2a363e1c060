// Wires the decryptor once per container, on its first request. DEPOSITS_TENANT_TABLE; DEPOSITS_KMS_KEY_ID: when set, ciphertexts of
// every other key are refused; DEPOSITS_TENANT_MAX_AGE_SECONDS: reuse of a tenant's record, 0 to 60 (default 10);
// DEPOSITS_DECRYPTOR_GRANTS: which alias may ask for what; without it every caller may ask for everything, which is said in the log.

import { createHotPathCalls } from './hot-path-calls-runtime.ts';
import { wireLog } from './log-runtime.ts';
import { createOpenCredentialsDeps } from './open-credentials-deps.ts';
import { parseGrants, type DecryptorGrants } from '../credentials/decryptor-grants.ts';
import type { OpenCredentialsDeps } from '../credentials/open-credentials.ts';
import { systemClock } from '../platform/clock.ts';
import { requiredVariable, wholeNumberVariable } from '../platform/environment.ts';
import { tenantMaxAgeSeconds } from '../platform/setting-ranges.ts';
import { takeColdStart } from '../metrics/metrics-from-log.ts';

export type DecryptorDeps = OpenCredentialsDeps & {
  /** Called when a request begins; what it returns, when it ends. */
  readonly startRequest?: () => (outcome: { readonly isCrashed: boolean }) => void;
  /** Does ahead what the first request would have to wait for; fails silently. */
  readonly prepare?: () => Promise<void>;
  /** Without them every caller may ask for every purpose. */
  readonly grants?: DecryptorGrants | undefined;
};

let runtime: DecryptorDeps | undefined;

export const getRuntime = (): DecryptorDeps => {
  runtime ??= createRuntime();
  return runtime;
};

const createRuntime = (): DecryptorDeps => {
  const tableName = requiredVariable(process.env, 'DEPOSITS_TENANT_TABLE');
  const { log, metrics, coldStart } = wireLog();
  const calls = createHotPathCalls(process.env);
  const maxAgeSeconds = wholeNumberVariable(
    process.env,
    'DEPOSITS_TENANT_MAX_AGE_SECONDS',
    tenantMaxAgeSeconds,
  );
  const deps = createOpenCredentialsDeps({
    ...calls,
    tableName,
    keyId: process.env['DEPOSITS_KMS_KEY_ID'],
    clock: systemClock,
    metrics,
    tenantMaxAgeMs: maxAgeSeconds * 1_000,
    log,
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
  const grants = process.env['DEPOSITS_DECRYPTOR_GRANTS'];
  if (!grants) log('decryptor.grants.absent', {});
  return {
    ...deps,
    startRequest,
    prepare: calls.prepare,
    grants: grants ? parseGrants(grants) : undefined,
  };
};
