// Wires a direct-deposit function once per container, on its first request: credentials (credentials-runtime.ts), the tenants' stores, and
// who hears of committed changes (announcer-runtime.ts).

import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import type { CredentialSource } from '../credentials/credential-source.ts';
import type { Purpose } from '../credentials/purpose.ts';
import { defaultTimeZone } from '../domain/effective-date.ts';
import { isoDateIn } from '../domain/iso-date.ts';
import { wireAnnouncer } from './announcer-runtime.ts';
import { wireApiEdge } from './api-edge-runtime.ts';
import { wireCredentials } from './credentials-runtime.ts';
import { onFirstUse } from './on-first-use.ts';
import { handleApiRequest, type ApiEdge, type ApiRoute } from '../http/handle-api-request.ts';
import type { AuthorizedEvent } from '../http/api-request.ts';
import type { ApiAnswer } from '../http/responses.ts';
import type { InvocationContext } from '../platform/deadline.ts';
import { isInLambda } from '../platform/environment.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { isChange } from '../direct-deposits/direct-deposit-store.ts';
import {
  toApiRoute,
  toTenantApiRoute,
  type DirectDepositPorts,
  type DirectDepositRoute,
  type TenantRoute,
} from '../direct-deposits/direct-deposit-route.ts';
import type { SqlStores } from './sql-stores-runtime.ts';

const idleMs = 50;

/** What Node keeps of calendars and time zones is loaded with the first date that is formatted, and takes 15 ms and more. */
const loadCalendars = onFirstUse(async () => isoDateIn(defaultTimeZone, new Date(0))).get;

/** A request waits for its credential at once, and for the first date only when it has read its rows. */
const whileWaiting = (credentials: CredentialSource): CredentialSource => ({
  use: (...parameters) => {
    const used = credentials.use(...parameters);
    void turn().then(turn).then(loadCalendars);
    return used;
  },
});

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
  const stores = onFirstUse(() => createStores(metrics));
  const { credentials, prepare } = wireCredentials(
    log,
    metrics,
    (tenantId) => void stores.peek()?.then(({ purge }) => purge(tenantId), ignore),
  );
  const announce = wireAnnouncer(log);
  return {
    edge,
    ports: {
      credentials: whileWaiting(credentials),
      openStore: (...scope) => {
        const [{ tenantId }] = scope;
        const open = async () => (await stores.get()).open(...scope);
        return {
          read: async (...parameters) => (await open()).read(...parameters),
          readHistory: async (...parameters) => (await open()).readHistory(...parameters),
          readLimits: async () => (await open()).readLimits(),
          listDue: async (...parameters) => (await open()).listDue(...parameters),
          auditPayroll: async (...parameters) => (await open()).auditPayroll(...parameters),
          markPosted: async (...parameters) => (await open()).markPosted(...parameters),
          recordEntries: async (...parameters) => (await open()).recordEntries(...parameters),
          findEntry: async (...parameters) => (await open()).findEntry(...parameters),
          awaitCorrection: async (...parameters) => (await open()).awaitCorrection(...parameters),
          listAwaited: async (...parameters) => (await open()).listAwaited(...parameters),
          listEmployees: async (...parameters) => (await open()).listEmployees(...parameters),
          listOfStatus: async (...parameters) => (await open()).listOfStatus(...parameters),
          listBankAnswers: async (...parameters) => (await open()).listBankAnswers(...parameters),
          listUnpublished: async (...parameters) => (await open()).listUnpublished(...parameters),
          markPublished: async (...parameters) => (await open()).markPublished(...parameters),
          readLastCheckpoint: async () => (await open()).readLastCheckpoint(),
          readGrownChains: async (...parameters) => (await open()).readGrownChains(...parameters),
          putCheckpoint: async (...parameters) => (await open()).putCheckpoint(...parameters),
          dismissBankAnswer: async (...parameters) => (await open()).dismissBankAnswer(...parameters),
          gather: async (...parameters) => (await open()).gather(...parameters),
          change: async (...parameters) => {
            const changed = await (await open()).change(...parameters);
            if (changed.ok && isChange(changed.value.write)) void announce(tenantId);
            return changed;
          },
        };
      },
    },
    // The connection first: its handshake is on the wire while the driver is loaded.
    warm: async () => {
      await prepare();
      await stores.get();
      // Containers that are made before there is a request have the time; a request does it while it waits.
      await pause(idleMs, undefined, { ref: false });
      await loadCalendars();
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

export const createTenantHandler = <P extends Purpose>(
  route: TenantRoute<P>,
  wire?: () => Promise<Wired>,
): ApiHandler => createHandler((ports) => toTenantApiRoute(route, ports), wire);

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
