// Writers on different employees of one tenant, each with a connection of its own as a container has, and one reader. A round
// trip to the database can be made as long as one over a network; a control leaves the receipts out.

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
  readonly hasReceipts: boolean;
  /** Added to each round trip of a transaction. */
  readonly roundTripMs: number;
};

export type Client = {
  readonly call: (route: RouteName, call: Omit<Call, 'tenant'>) => Promise<Answer>;
  readonly close: () => Promise<void>;
};

/** What receipts add to the requests of a write, and what stands there without them. */
const additions: Readonly<Record<string, readonly [RegExp, string]>> = {
  'direct-deposit.gather': [
    /SELECT TOP \(1\) \[Sequence\][^;]*\[EmployeeReceipt\][^;]*;/,
    'SELECT NULL AS [sequence] WHERE 1 = 0;',
  ],
  'direct-deposit.act': [/INSERT INTO \[dbo\]\.\[EmployeeReceipt\][^;]*;/, ''],
};

const withoutReceipts = (session: SqlSession): SqlSession => ({
  run: (statement, values) => {
    const addition = additions[statement.name];
    if (addition === undefined) return session.run(statement, values);
    const [added, instead] = addition;
    if (!added.test(statement.text)) throw new TypeError(`${statement.name} has nothing of receipts`);
    return session.run({ ...statement, text: statement.text.replace(added, instead) }, values);
  },
});

const withRoundTrips = (session: SqlSession, milliseconds: number): SqlSession => ({
  run: async (statement, values) => {
    await pause(milliseconds);
    return session.run(statement, values);
  },
});

/** Begin, gather, act and commit each wait as long as a network lets them. */
const onTheWay = (database: SqlDatabase, { hasReceipts, roundTripMs }: Way): SqlDatabase => {
  const change = (session: SqlSession): SqlSession => {
    const chosen = hasReceipts ? session : withoutReceipts(session);
    return roundTripMs === 0 ? chosen : withRoundTrips(chosen, roundTripMs);
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
        database: onTheWay(database, way),
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
