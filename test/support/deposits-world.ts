// The direct-deposit functions with everything real behind them, on loopback: tenants' databases over TDS, the decryptor
// behind a Lambda endpoint, DynamoDB and KMS. A test calls a function's handler with the event that API Gateway would send.

import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import mssql from 'mssql';
import { createHandler } from '../../functions/decryptor/handler.ts';
import { getMeta } from '../../functions/get-meta/get-meta.ts';
import { dismissBankAnswer } from '../../functions/dismiss-bank-answer/dismiss-bank-answer.ts';
import { listEmployees } from '../../functions/list-employees/list-employees.ts';
import { listTenantDirectDeposits } from '../../functions/list-tenant-direct-deposits/list-tenant-direct-deposits.ts';
import { listBankAnswers } from '../../functions/list-bank-answers/list-bank-answers.ts';
import { readPayrollDestinations } from '../../functions/read-payroll-destinations/read-payroll-destinations.ts';
import {
  admitApplication,
  asAdministrator,
  createTenantDatabase,
  type DatabaseServer,
  type TenantDatabase,
} from '#local/seed/provision-database';
import { newAccountNumberKeyset } from '#operators/credentials/new-account-number-keyset';
import { createOpenCredentialsDeps } from '#shared/runtime/open-credentials-deps';
import { sdkCalls } from '#shared/aws/sdk/sdk-calls';
import type { DirectDepositPorts } from '#shared/direct-deposits/direct-deposit-route';
import { toApiRoute } from '#shared/direct-deposits/direct-deposit-route';
import {
  createDirectDepositHandler,
  createTenantHandler,
  wireDirectDeposits,
  type Wired,
} from '#shared/runtime/direct-deposit-runtime';
import { createSource } from '#shared/runtime/lambda-source-runtime';
import { toReopenLogin, toSqlLogin } from '#shared/direct-deposits/with-login';
import { handleApiRequest } from '#shared/http/handle-api-request';
import { systemClock } from '#shared/platform/clock';
import { openMssqlDatabase } from '#shared/sql/mssql-database';
import { createSqlDirectDepositStore } from '#shared/direct-deposits/sql/sql-direct-deposit-store';
import { createSqlPools } from '#shared/sql/sql-pools';
import type { SqlDatabase } from '#shared/sql/sql-session';
import type { TenantId } from '#shared/domain/tenant-id';
import { migrateTenant } from '#operators/migrations/migrate-tenant';
import { readMigrations } from '#operators/migrations/migration-files';
import {
  acme,
  caller,
  globex,
  startCredentialWorld,
  tableName,
  type CredentialWorld,
} from './aws-credential-world.ts';
import { callerOf, routes, type Answer, type Call, type Container, type RouteName } from './api-calls.ts';
import { startLambdaEndpoint, type LambdaEndpoint } from './aws-lambda-endpoint.ts';
import { openSqlServerUnderTest, type SqlServerUnderTest } from './sql-server-under-test.ts';

export { acme, globex };
export { storedPart } from './api-calls.ts';
export type { Answer, Call, Container, RouteName } from './api-calls.ts';

const databaseOf = (suffix: string, tenant: string): TenantDatabase => ({
  database: `deposits_${tenant}_${suffix}`,
  owner: { user: `${tenant}_owner_${suffix}`, password: `Own-canary-${randomUUID()}` },
  application: { user: `${tenant}_app_${suffix}`, password: `App-canary-${randomUUID()}` },
});

export type DepositsWorld = CredentialWorld & {
  readonly sql: SqlServerUnderTest;
  readonly lambda: LambdaEndpoint;
  readonly databases: ReadonlyMap<TenantId, TenantDatabase>;
  /** Where and as whom the tenant's credential logs in. */
  loginOf(tenant: TenantId): {
    server: string;
    port: number;
    database: string;
    user: string;
    password: string;
  };
  /** One more tenant with a database of its own, like the first two. */
  newTenant(tenant: TenantId): Promise<void>;
  /** Employees, each used once in this test run. */
  newEmployees(count: number, tenant?: TenantId): Promise<readonly string[]>;
  /** An employee who is used once in this test run. */
  newEmployee(tenant?: TenantId, id?: string): Promise<string>;
  newContainer(): Container;
  /** A database that the tenant's login may open, and in which no migration ran; its name. */
  newEmptyDatabase(tenant: TenantId): Promise<string>;
  /** Runs `work` while the decryptor is a container that has opened nothing yet. */
  withColdDecryptor<T>(work: () => Promise<T>): Promise<T>;
  /** The database behind the ports of `callWith`. */
  openDatabase(...parameters: Parameters<DirectDepositPorts['openStore']>): SqlDatabase;
  /** One call of a route on ports of the test's own making. */
  callWith(
    change: (ports: DirectDepositPorts) => DirectDepositPorts,
    route: RouteName,
    call: Call,
  ): Promise<Answer>;
  /** Runs one statement in a tenant's database as the server's administrator. */
  query(
    tenant: TenantId,
    text: string,
    inputs?: Readonly<Record<string, unknown>>,
  ): Promise<readonly unknown[]>;
};

const useEnvironment = (values: Readonly<Record<string, string>>): (() => void) => {
  const before = Object.keys(values).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, values);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
};

/** So that a change counts from the next payroll on, as long as a test asks for nothing else. */
const guardsOff = `INSERT INTO [dbo].[TenantSetting] ([PrenoteBankingDays], [HoldFastChanges], [NewAccountsPerDay])
VALUES (0, 0, 0);`;

const setUpTenant = async (
  world: CredentialWorld,
  server: DatabaseServer,
  tenant: TenantId,
  database: TenantDatabase,
): Promise<void> => {
  const place = { server: server.host ?? '127.0.0.1', port: server.port, database: database.database };
  await world.addTenant(tenant);
  await createTenantDatabase(server, database);
  await world.seal(tenant, 'sql-server-admin', { ...place, ...database.owner });
  await world.seal(tenant, 'sql-server', { ...place, ...database.application });
  await world.seal(tenant, 'account-number-key', newAccountNumberKeyset());
  const migrated = await migrateTenant(tenant, {
    deps: world.deps,
    caller,
    sql: {
      isEncrypted: server.isEncrypted ?? false,
      isCertificateTrusted: server.isCertificateTrusted ?? false,
    },
    log: world.deps.log,
    migrations: readMigrations(join(process.cwd(), 'migrations')),
    isDryRun: false,
  });
  if (!migrated.ok) throw new Error(`migrating ${tenant}: ${JSON.stringify(migrated.failure)}`);
  await admitApplication(server, database, []);
  await asAdministrator(server, database.database, (pool) => pool.batch(guardsOff));
};

/** @param given in place of the server that every suite runs on; stopped with the world */
export const startDepositsWorld = async (given?: SqlServerUnderTest): Promise<DepositsWorld> => {
  const sql = given ?? (await openSqlServerUnderTest());
  const world = await startCredentialWorld();
  let decryptor = world.deps;
  const lambda = await startLambdaEndpoint(createHandler(() => decryptor));
  const { server } = sql;
  const restoreEnvironment = useEnvironment({
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_LAMBDA: lambda.url,
    DEPOSITS_DECRYPTOR_FUNCTION: 'decryptor',
    DEPOSITS_SQL_ENCRYPT: server.isEncrypted === true ? 'on' : 'off',
    DEPOSITS_SQL_TRUST_CERTIFICATE: server.isCertificateTrusted === true ? 'on' : 'off',
  });

  const emptyDatabases: string[] = [];
  const containers: Promise<Wired>[] = [];
  const suffix = randomUUID().slice(0, 8);
  const databases = new Map([acme, globex].map((tenant) => [tenant, databaseOf(suffix, tenant)]));
  const databaseFor = (tenant: TenantId): TenantDatabase => {
    const database = databases.get(tenant);
    if (!database) throw new RangeError(`${tenant} is no tenant of this world`);
    return database;
  };
  for (const [tenant, database] of databases) await setUpTenant(world, server, tenant, database);

  const query: DepositsWorld['query'] = (tenant, text, inputs = {}) =>
    asAdministrator(server, databaseFor(tenant).database, async (pool) => {
      const request = pool.request();
      for (const [name, value] of Object.entries(inputs)) request.input(name, value);
      return (await request.query<unknown>(text)).recordset ?? [];
    });

  const { log } = world.deps;
  const pools = createSqlPools({
    isEncrypted: server.isEncrypted ?? false,
    isCertificateTrusted: server.isCertificateTrusted ?? false,
    maxPools: 8,
  });
  const openDatabase: DepositsWorld['openDatabase'] = ({ tenantId }, login, { deadline }, reopen) =>
    openMssqlDatabase(pools, toSqlLogin(tenantId, login), {
      deadline,
      log,
      reopenLogin: toReopenLogin(tenantId, reopen),
    });

  return {
    ...world,
    sql,
    lambda,
    databases,
    loginOf: (tenant) => {
      const { database, application } = databaseFor(tenant);
      return { server: server.host ?? '127.0.0.1', port: server.port, database, ...application };
    },
    newEmployee: async (tenant = acme, id = `e-${randomUUID()}`) => {
      await asAdministrator(server, databaseFor(tenant).database, (pool) =>
        pool
          .request()
          .input('id', mssql.VarChar(64), id)
          .query(
            `INSERT INTO [dbo].[Employee] ([EmployeeId], [Name], [PayGroup]) VALUES (@id, N'Test', 'biweekly');`,
          ),
      );
      return id;
    },
    newEmployees: async (count, tenant = acme) => {
      const ids = Array.from({ length: count }, () => `e-${randomUUID()}`);
      const insert = 'INSERT INTO [dbo].[Employee] ([EmployeeId], [Name], [PayGroup]) VALUES';
      await asAdministrator(server, databaseFor(tenant).database, async (pool) => {
        for (let at = 0; at < ids.length; at += 500) {
          const values = ids.slice(at, at + 500).map((id) => `('${id}', N'Test', 'biweekly')`);
          await pool.batch(`${insert} ${values.join(', ')};`);
        }
      });
      return ids;
    },
    newTenant: async (tenant) => {
      const database = databaseOf(suffix, tenant);
      databases.set(tenant, database);
      await setUpTenant(world, server, tenant, database);
    },
    newContainer: () => {
      const wiring = wireDirectDeposits();
      containers.push(wiring);
      const start = (name: RouteName) => {
        return callerOf(
          name,
          createDirectDepositHandler<'account-number-key'>(routes[name], () => wiring),
        );
      };
      return {
        list: start('list'),
        get: start('get'),
        create: start('create'),
        update: start('update'),
        remove: start('remove'),
        replace: start('replace'),
        simulate: start('simulate'),
        reveal: start('reveal'),
        release: start('release'),
        cancel: start('cancel'),
        history: start('history'),
        meta: callerOf(
          'meta',
          createTenantHandler(getMeta, () => wiring),
        ),
        destinations: callerOf(
          'destinations',
          createTenantHandler(readPayrollDestinations, () => wiring),
        ),
        employees: callerOf(
          'employees',
          createTenantHandler(listEmployees, () => wiring),
        ),
        ofStatus: callerOf(
          'ofStatus',
          createTenantHandler(listTenantDirectDeposits, () => wiring),
        ),
        bankAnswers: callerOf(
          'bankAnswers',
          createTenantHandler(listBankAnswers, () => wiring),
        ),
        dismiss: callerOf(
          'dismiss',
          createTenantHandler(dismissBankAnswer, () => wiring),
        ),
      };
    },
    newEmptyDatabase: async (tenant) => {
      const { application, owner } = databaseFor(tenant);
      const database = `deposits_empty_${randomUUID().slice(0, 8)}`;
      await createTenantDatabase(server, { database, owner, application });
      await asAdministrator(server, database, (pool) =>
        pool.batch(`CREATE USER [${application.user}] FOR LOGIN [${application.user}];`),
      );
      emptyDatabases.push(database);
      return database;
    },
    withColdDecryptor: async (work) => {
      const { dynamoDb, kmsClient: kms, keyId } = world;
      decryptor = createOpenCredentialsDeps({
        ...sdkCalls({ dynamoDb, kms }),
        tableName,
        keyId,
        clock: systemClock,
        log,
      });
      try {
        return await work();
      } finally {
        decryptor = world.deps;
      }
    },
    openDatabase,
    callWith: (change, name, call) => {
      const ports = change({
        credentials: createSource(process.env, log).source,
        openStore: (...parameters) =>
          createSqlDirectDepositStore({
            database: openDatabase(...parameters),
            tenantId: parameters[0].tenantId,
            log,
            onMismatch: () => pools.purge(parameters[0].tenantId),
          }),
      });
      const route = toApiRoute<'account-number-key'>(routes[name], ports);
      return callerOf(name, (event, context) =>
        handleApiRequest(route, { clock: systemClock, log }, event, context),
      )(call);
    },
    query,
    stop: async () => {
      restoreEnvironment();
      await pools.close();
      for (const container of containers) await (await container).close();
      await lambda.stop();
      await sql.dropAll([...databases.values()], emptyDatabases);
      await sql.stop();
      await world.stop();
    },
  };
};
