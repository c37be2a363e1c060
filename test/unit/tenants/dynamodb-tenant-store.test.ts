import type { QueryCommand } from '@aws-sdk/client-dynamodb';
import { sdkQuery } from '#shared/aws/sdk/sdk-calls';
import { DynamoDbTenantStore } from '#shared/tenants/dynamodb-tenant-store';
import type { TenantId } from '#shared/domain/tenant-id';
import { fail, succeed } from '#shared/platform/result';
import {
  acme,
  globex,
  soon,
  startCredentialWorld,
  tableName,
  type CredentialWorld,
} from '../../support/aws-credential-world.ts';

describe('the tenant store on DynamoDB', () => {
  let world: CredentialWorld;
  let queries: QueryCommand['input'][];

  beforeAll(async () => {
    world = await startCredentialWorld();
    await world.addTenant(acme);
    await world.addTenant(globex);
    world.dynamoDb.middlewareStack.add(
      (next, context) => (input) => {
        if (context['commandName'] === 'QueryCommand') queries.push(input.input as QueryCommand['input']);
        return next(input);
      },
      { step: 'initialize', name: 'count' },
    );
  });

  beforeEach(() => {
    queries = [];
  });

  afterAll(() => world.stop());

  const load = (tenantId: TenantId, isConsistent = false) =>
    world.deps.tenantStore.load(tenantId, { isConsistent, deadline: soon() });

  test.each([true, false])('loads a tenant with one query, consistent: %s', async (isConsistent) => {
    const result = await load(acme, isConsistent);

    expect(result).toMatchObject(succeed({ tenantId: 'acme', policy: { status: 'active' } }));
    expect(queries.map(({ ConsistentRead }) => ConsistentRead)).toEqual([isConsistent]);
  });

  test('reads on when a tenant is larger than a page', async () => {
    const half = 'x'.repeat(300_000);
    for (const n of [1, 2, 3, 4, 5]) {
      await world.putItem({ tenantId: { S: 'globex' }, itemKey: { S: `a-note-${n}` }, text: { S: half } });
    }

    const result = await load(globex);

    expect(result.ok && [...result.value.credentials.keys()].toSorted()).toEqual([
      'account-number-key',
      'payroll-api',
      'sql-server',
    ]);
    expect(queries.length).toBeGreaterThan(1);
  });

  test('does not know a tenant whose id only begins alike', async () => {
    expect(await load('acm' as TenantId)).toEqual(fail('tenant-not-found'));
  });

  test.each([
    ['the table is missing', 'nowhere', 5_000],
    ['the deadline has passed', tableName, 0],
  ])('is unavailable when %s', async (_, table, remainingMs) => {
    const errors: unknown[] = [];
    const onError = (error: unknown) => errors.push(error);
    const store = new DynamoDbTenantStore({ query: sdkQuery(world.dynamoDb), tableName: table, onError });

    const result = await store.load(acme, {
      isConsistent: false,
      deadline: { remainingMs: () => remainingMs },
    });

    expect(result).toEqual(fail('store-unavailable'));
    expect(errors.length).toBe(1);
  });
});
