// Wires a direct-deposit function, once per container and not before its first request: the only place of these functions
// that reads the environment. Which credential source a bundle carries is fixed when it is built (esbuild replaces
// DEPOSITS_CREDENTIAL_SOURCE by its value), so the other one is not in it at all.
//
// DEPOSITS_CREDENTIAL_MAX_AGE_SECONDS: how long an opened credential may be reused, 1 to 300 (default 300).
// DEPOSITS_SQL_ENCRYPT, DEPOSITS_SQL_TRUST_CERTIFICATE: TLS to the databases (default on) and whether any certificate will
// do (default off).

import { CachedCredentialSource } from '../credentials/cached-credential-source.ts';
import type { CredentialSource } from '../credentials/credential-source.ts';
import type { Purpose } from '../credentials/purpose.ts';
import { handleApiRequest, type ApiEdge, type InvocationContext } from '../http/handle-api-request.ts';
import type { AuthorizedEvent } from '../http/api-request.ts';
import type { ApiAnswer } from '../http/responses.ts';
import { systemClock } from '../platform/clock.ts';
import { switchVariable, wholeNumberVariable } from '../platform/environment.ts';
import { createLog, type Log } from '../platform/log.ts';
import { openMssqlDatabase } from '../sql/mssql-database.ts';
import { createSqlDirectDepositStore } from '../sql/sql-direct-deposit-store.ts';
import { createSqlPools, type SqlPools } from '../sql/sql-pools.ts';
import { toApiRoute, type DirectDepositPorts, type DirectDepositRoute } from './direct-deposit-route.ts';

const maxPools = 8;

const createSource = async (log: Log): Promise<CredentialSource> => {
  const { createSource: create } =
    process.env['DEPOSITS_CREDENTIAL_SOURCE'] === 'in-process'
      ? await import('./in-process-source-runtime.ts')
      : await import('./lambda-source-runtime.ts');
  return create(process.env, log);
};

const createPoolsFromEnvironment = ({ env } = process): SqlPools =>
  createSqlPools({
    isEncrypted: switchVariable(env, 'DEPOSITS_SQL_ENCRYPT', 'on'),
    isCertificateTrusted: switchVariable(env, 'DEPOSITS_SQL_TRUST_CERTIFICATE', 'off'),
    maxPools,
  });

const createPorts = async (pools: SqlPools, log: Log): Promise<DirectDepositPorts> => {
  const { env } = process;
  const maxAgeSeconds = wholeNumberVariable(env, 'DEPOSITS_CREDENTIAL_MAX_AGE_SECONDS', {
    preset: 300,
    min: 1,
    max: 300,
  });
  const credentials = new CachedCredentialSource({
    source: await createSource(log),
    clock: systemClock,
    maxAgeMs: maxAgeSeconds * 1000,
    onPurge: pools.purge,
  });
  return {
    credentials,
    openStore: ({ tenantId }, { value, version }, { deadline, log: requestLog }) =>
      createSqlDirectDepositStore(
        openMssqlDatabase(
          pools,
          { tenantId, login: value.expose(), credentialVersion: version },
          { deadline, log: requestLog },
        ),
      ),
  };
};

export type Wired = {
  readonly edge: ApiEdge;
  readonly ports: DirectDepositPorts;
  /** Closes the connections to the databases; for who ends without the process ending. */
  readonly close: () => Promise<void>;
};

export const wireDirectDeposits = async (): Promise<Wired> => {
  const log = createLog(systemClock, (line) => process.stdout.write(line));
  const pools = createPoolsFromEnvironment();
  return {
    edge: { clock: systemClock, log },
    ports: await createPorts(pools, log),
    close: pools.close,
  };
};

export type ApiHandler = (event: AuthorizedEvent, context: InvocationContext) => Promise<ApiAnswer>;

export const createDirectDepositHandler = <P extends Purpose>(
  route: DirectDepositRoute<P>,
  wire: () => Promise<Wired> = wireDirectDeposits,
): ApiHandler => {
  let wiring: Promise<Wired> | undefined;
  return async (event, context) => {
    wiring ??= wire();
    const { edge, ports } = await wiring.catch((error: unknown) => {
      // A failure is not kept: the next request wires anew.
      wiring = undefined;
      throw error;
    });
    return handleApiRequest(toApiRoute(route, ports), edge, event, context);
  };
};
