// Writers on different employees of one tenant, each with a connection of its own as a container has, and one reader. A round
// trip to the database can be made as long as one over a network; a control leaves the chain's lock out.

import { setTimeout as pause } from 'node:timers/promises';
import { CachedCredentialSource } from '#shared/credentials/cached-credential-source';
import { createInProcessCredentialSource } from '#shared/credentials/in-process-credential-source';
import type { DirectDepositPorts } from '#shared/direct-deposits/direct-deposit-route';
import type { TenantId } from '#shared/domain/tenant-id';
import { systemClock } from '#shared/platform/clock';
import { openMssqlDatabase } from '#shared/sql/mssql-database';
import { createSqlDirectDepositStore } from '#shared/direct-deposits/sql/sql-direct-deposit-store';
import { createSqlPools } from '#shared/sql/sql-pools';
import type { SqlDatabase, SqlSession } from '#shared/sql/sql-session';
import type { Answer, Call, DepositsWorld, RouteName } from '../../support/deposits-world.ts';

export type Way = {
  readonly tenant: TenantId;
  readonly isLocked: boolean;
  /** Added to each round trip of a transaction. */
  readonly roundTripMs: number;
};

export type Client = {
  readonly call: (route: RouteName, call: Omit<Call, 'tenant'>) => Promise<Answer>;
  readonly close: () => Promise<void>;
};

const chainLock = /EXEC @chainLock = sp_getapplock[^;]*;/;

/** No lock on the chain; sequences of its own instead. */
const withoutChainLock = (session: SqlSession, nextSequence: () => number): SqlSession => ({
  run: (statement, values) => {
    if (statement.name === 'direct-deposit.act')
      return session.run(statement, { ...values, sequence: nextSequence() });
    if (statement.name !== 'direct-deposit.gather') return session.run(statement, values);
    if (!chainLock.test(statement.text)) throw new TypeError('the statement has no lock on the chain');
    return session.run(
      { ...statement, text: statement.text.replace(chainLock, 'SET @chainLock = 0;') },
      values,
    );
  },
});

const withRoundTrips = (session: SqlSession, milliseconds: number): SqlSession => ({
  run: async (statement, values) => {
    await pause(milliseconds);
    return session.run(statement, values);
  },
});

/** Begin, gather, act and commit each wait as long as a network lets them. */
const onTheWay = (
  database: SqlDatabase,
  { isLocked, roundTripMs }: Way,
  nextSequence: () => number,
): SqlDatabase => {
  const change = (session: SqlSession): SqlSession => {
    const unlocked = isLocked ? session : withoutChainLock(session, nextSequence);
    return roundTripMs === 0 ? unlocked : withRoundTrips(unlocked, roundTripMs);
  };
  return {
    ...change(database),
    transaction: async (work) => {
      if (roundTripMs > 0) await pause(roundTripMs);
      return database.transaction(async (session) => {
        const result = await work(change(session));
        if (roundTripMs > 0) await pause(roundTripMs);
        return result;
      });
    },
  };
};

let lastFreeSequence = 1_000_000_000;
const nextSequence = (): number => (lastFreeSequence += 1);

export const openClients = (world: DepositsWorld, way: Way, count: number): readonly Client[] => {
  const { tenant } = way;
  const { server } = world.sql;
  const { log } = world.deps;
  const credentials = new CachedCredentialSource({
    source: createInProcessCredentialSource(world.deps),
    clock: systemClock,
  });
  return Array.from({ length: count }, (): Client => {
    const pools = createSqlPools({
      isEncrypted: server.isEncrypted ?? false,
      isCertificateTrusted: server.isCertificateTrusted ?? false,
      maxPools: 1,
    });
    const openStore: DirectDepositPorts['openStore'] = ({ tenantId }, { value, version }, { deadline }) => {
      const login = { tenantId, login: value.expose(), credentialVersion: version };
      const database = openMssqlDatabase(pools, login, { deadline, log });
      return createSqlDirectDepositStore({
        database: onTheWay(database, way, nextSequence),
        tenantId,
        log,
        onMismatch: () => undefined,
      });
    };
    return {
      call: (route, call) => world.callWith(() => ({ credentials, openStore }), route, { ...call, tenant }),
      close: () => pools.close(),
    };
  });
};
