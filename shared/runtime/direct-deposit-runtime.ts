// Wires a direct-deposit function once per container, on its first request. The credential source is fixed by the build (DEPOSITS_CREDENTIAL_SOURCE).
// DEPOSITS_CREDENTIAL_MAX_AGE_SECONDS: reuse of an opened credential, 1 to 300 (default 300). DEPOSITS_CREDENTIAL_STALE_SECONDS: how much longer
// after a transient failure (default 0); both together at most 300.

import { CachedCredentialSource } from '../credentials/cached-credential-source.ts';
import type { Purpose } from '../credentials/purpose.ts';
import { wireApiEdge } from './api-edge-runtime.ts';
import { handleApiRequest, type ApiEdge, type ApiRoute } from '../http/handle-api-request.ts';
import type { AuthorizedEvent } from '../http/api-request.ts';
import type { ApiAnswer } from '../http/responses.ts';
import { systemClock } from '../platform/clock.ts';
import type { InvocationContext } from '../platform/deadline.ts';
import { isInLambda, wholeNumberVariable } from '../platform/environment.ts';
import { credentialMaxAgeSeconds } from '../platform/setting-ranges.ts';
import type { Log } from '../platform/log.ts';
import type { Metrics } from '../metrics/metrics.ts';
import {
  toApiRoute,
  toTenantApiRoute,
  type DirectDepositPorts,
  type DirectDepositRoute,
  type TenantRoute,
} from '../direct-deposits/direct-deposit-route.ts';
import type { SqlStores } from './sql-stores-runtime.ts';
import type { WiredSource } from './wired-source.ts';

/** Runs `load` when its value is first asked for; a failure is not kept. */
const onFirstUse = <T>(
  load: () => Promise<T>,
): { get: () => Promise<T>; peek: () => Promise<T> | undefined } => {
  let loading: Promise<T> | undefined;
  const get = (): Promise<T> => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
  return { get, peek: () => loading };
};

const createSource = async (log: Log, metrics: Metrics): Promise<WiredSource> => {
  const { createSource: create } =
    process.env['DEPOSITS_CREDENTIAL_SOURCE'] === 'in-process'
      ? await import('./in-process-source-runtime.ts')
      : await import('./lambda-source-runtime.ts');
  return create(process.env, log, metrics);
};

const createStores = async (metrics: Metrics): Promise<SqlStores> => {
  const { createSqlStores } = await import('./sql-stores-runtime.ts');
  return createSqlStores(process.env, metrics);
};

export type Wired = {
  readonly edge: ApiEdge;
  readonly ports: DirectDepositPorts;
  /** Loads what the first request would have to wait for. */
  readonly warm: () => Promise<void>;
  /** Closes the connections to the databases; for who ends without the process ending. */
  readonly close: () => Promise<void>;
};

/** Nothing heavy is loaded yet: a request that is refused needs neither the credential source nor the database driver. */
export const wireDirectDeposits = async (): Promise<Wired> => {
  const { edge, metrics } = wireApiEdge();
  const { log } = edge;
  const source = onFirstUse(() => createSource(log, metrics));
  const stores = onFirstUse(() => createStores(metrics));
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
    onPurge: (tenantId) => void stores.peek()?.then(({ purge }) => purge(tenantId), ignore),
  });
  return {
    edge,
    ports: {
      credentials,
      openStore: (...scope) => {
        const open = async () => (await stores.get()).open(...scope);
        return {
          read: async (...parameters) => (await open()).read(...parameters),
          readHistory: async (...parameters) => (await open()).readHistory(...parameters),
          readLimits: async () => (await open()).readLimits(),
          gather: async (...parameters) => (await open()).gather(...parameters),
          change: async (...parameters) => (await open()).change(...parameters),
        };
      },
    },
    // The connection first: its handshake is on the wire while the driver is loaded.
    warm: async () => {
      await (await source.get()).prepare();
      await stores.get();
    },
    close: async () => (await stores.peek())?.close(),
  };
};

const ignore = (): void => undefined;

export type ApiHandler = (event: AuthorizedEvent, context: InvocationContext) => Promise<ApiAnswer>;

export const createDirectDepositHandler = <P extends Purpose>(
  route: DirectDepositRoute<P>,
  wire?: () => Promise<Wired>,
): ApiHandler => createHandler((ports) => toApiRoute(route, ports), wire);

export const createTenantHandler = (route: TenantRoute, wire?: () => Promise<Wired>): ApiHandler =>
  createHandler((ports) => toTenantApiRoute(route, ports), wire);

const createHandler = (
  toRoute: (ports: DirectDepositPorts) => ApiRoute,
  wire: () => Promise<Wired> = wireDirectDeposits,
): ApiHandler => {
  const wiring = onFirstUse(wire);
  // The start of a container has a whole processor, a request only its share: what requests would wait for is loaded now.
  if (isInLambda(process.env)) {
    wiring
      .get()
      .then(({ warm }) => warm())
      .catch(ignore);
  }
  return async (event, context) => {
    const { edge, ports } = await wiring.get();
    return handleApiRequest(toRoute(ports), edge, event, context);
  };
};
