// Wires the credential source of a function that logs in to tenants' databases. Which one is fixed by the build (DEPOSITS_CREDENTIAL_SOURCE).
// DEPOSITS_CREDENTIAL_MAX_AGE_SECONDS: reuse of an opened credential, 1 to 300 (default 300). DEPOSITS_CREDENTIAL_STALE_SECONDS: how much longer
// after a transient failure (default 0); both together at most 300.

import { CachedCredentialSource } from '../credentials/cached-credential-source.ts';
import type { CredentialSource } from '../credentials/credential-source.ts';
import type { TenantId } from '../domain/tenant-id.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { systemClock } from '../platform/clock.ts';
import { wholeNumberVariable } from '../platform/environment.ts';
import type { Log } from '../platform/log.ts';
import { credentialMaxAgeSeconds } from '../platform/setting-ranges.ts';
import { onFirstUse } from './on-first-use.ts';
import type { WiredSource } from './wired-source.ts';

const createSource = async (log: Log, metrics: Metrics): Promise<WiredSource> => {
  const { createSource: create } =
    process.env['DEPOSITS_CREDENTIAL_SOURCE'] === 'in-process'
      ? await import('./in-process-source-runtime.ts')
      : await import('./lambda-source-runtime.ts');
  return create(process.env, log, metrics);
};

export type WiredCredentials = {
  readonly credentials: CredentialSource;
  /** Connects before the first request; fails silently. */
  readonly prepare: () => Promise<void>;
};

/** Nothing heavy is loaded before a credential is asked for. */
export const wireCredentials = (
  log: Log,
  metrics: Metrics,
  onPurge: (tenantId: TenantId) => void,
): WiredCredentials => {
  const source = onFirstUse(() => createSource(log, metrics));
  const { max: longestSeconds } = credentialMaxAgeSeconds;
  const maxAgeSeconds = wholeNumberVariable(
    process.env,
    'DEPOSITS_CREDENTIAL_MAX_AGE_SECONDS',
    credentialMaxAgeSeconds,
  );
  const staleSeconds = wholeNumberVariable(process.env, 'DEPOSITS_CREDENTIAL_STALE_SECONDS', {
    default: 0,
    min: 0,
    max: longestSeconds - maxAgeSeconds,
  });
  const credentials = new CachedCredentialSource({
    source: { use: async (...parameters) => (await source.get()).source.use(...parameters) },
    clock: systemClock,
    maxAgeMs: maxAgeSeconds * 1000,
    staleMs: staleSeconds * 1000,
    onLookUp: ({ hits, misses, entries, ageMs }) =>
      metrics('credential-cache', {
        CredentialCacheHits: hits,
        CredentialCacheMisses: misses,
        CredentialCacheSize: entries,
        ...(ageMs === undefined ? {} : { CredentialCacheAge: ageMs }),
      }),
    onStale: (count) => metrics('credential-cache-stale', { CredentialCacheStaleUses: count }),
    onPurge,
  });
  return { credentials, prepare: async () => (await source.get()).prepare() };
};
