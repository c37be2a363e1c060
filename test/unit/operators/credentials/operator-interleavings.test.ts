// Operators and readers at once on one tenant, in seeded orders of their single steps on a real table: whoever wins, no value
// is lost, none comes back, and a reader always gets one.

import { UpdateItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { createOpenCredentialsDeps } from '#shared/runtime/open-credentials-deps';
import { sdkCalls } from '#shared/aws/sdk/sdk-calls';
import { openCredentials } from '#shared/credentials/open-credentials';
import { replaceCredential } from '#operators/credentials/replace-credential';
import { rewrapTenant, type RewrapChoice } from '#operators/credentials/rewrap-tenant';
import { rotateDataKey } from '#operators/credentials/rotate-data-key';
import { isCurrentFormat } from '#operators/credentials/stored-envelope-facts';
import type { TenantId } from '#shared/domain/tenant-id';
import { systemClock } from '#shared/platform/clock';
import { Secret } from '#shared/platform/secret';
import { DynamoDbTenantWriter } from '#operators/tenants/dynamodb-tenant-writer';
import {
  caller,
  soon,
  startCredentialWorld,
  tableName,
  valuesOf,
  type CredentialWorld,
} from '../../../support/aws-credential-world.ts';
import { legacyFloor, pdbEnvelope, pdbParameters } from '../../../support/legacy-values.ts';

type Send = DynamoDBClient['send'];

const choose: RewrapChoice = (facts) => (isCurrentFormat(facts) ? 'current' : 'rewrap');
const isDryRun = false;
const purpose = 'sql-server';

describe('operators and readers at once', () => {
  let world: CredentialWorld;
  let tenants = 0;

  beforeAll(async () => {
    world = await startCredentialWorld();
  });
  afterAll(() => world.stop());

  const newTenant = async (): Promise<TenantId> => {
    tenants += 1;
    const tenantId = `t-${tenants}` as TenantId;
    await world.addTenant(tenantId, legacyFloor);
    await world.seal(tenantId, 'legacy-key#old', pdbParameters);
    await world.plant(tenantId, purpose, pdbEnvelope(tenantId), 1);
    return tenantId;
  };

  /** One operator or reader: its own clients and caches, each step when the schedule lets it. */
  const actor = (send: Send) => {
    const dynamoDb = { send };
    const opening = createOpenCredentialsDeps({
      ...sdkCalls({ dynamoDb, kms: world.kmsClient }),
      tableName,
      keyId: world.keyId,
      clock: systemClock,
      log: () => undefined,
    });
    const tenantWriter = new DynamoDbTenantWriter({ client: dynamoDb, tableName, clock: systemClock });
    return { ...opening, tenantWriter, keySealer: world.sealDeps.keySealer };
  };
  type Actor = ReturnType<typeof actor>;

  const use = () => ({ caller, deadline: soon() });
  const userOf = async (deps: Actor, tenantId: TenantId, previous: boolean): Promise<string> => {
    const request = { tenantId, purposes: [purpose] as const, refresh: true, previous, caller };
    const answer = await openCredentials(deps, request, soon());
    if (!answer.ok) return answer.failure;
    return answer.value.credentials[purpose]?.value.expose().user ?? String(answer.value.failures[purpose]);
  };
  const store = async (deps: Actor, tenantId: TenantId, user: string, stored: string[]): Promise<void> => {
    const value = new Secret({ ...valuesOf(tenantId)[purpose], user });
    const replacement = { tenantId, purpose, value, format: 'jwe1', mustExist: true, isDryRun } as const;
    const replaced = await replaceCredential(deps, replacement, use());
    if (replaced.ok && !replaced.value.isUnchanged) stored[replaced.value.version] = user;
  };

  const play = (sendWith: (real: Send) => Send) =>
    fc.asyncProperty(fc.scheduler(), async (schedule) => {
      const tenantId = await newTenant();
      const real = world.dynamoDb.send.bind<Send>(world.dynamoDb);
      const altered = sendWith(real) as (...parameters: readonly unknown[]) => Promise<unknown>;
      const send = (async (...parameters: readonly unknown[]) => {
        await schedule.schedule(Promise.resolve(), 'step');
        return altered(...parameters);
      }) as Send;
      /** Who was current, by version. */
      const stored: string[] = [];
      stored[1] = `${tenantId}-app`;
      const seen: string[] = [];
      const read = async (): Promise<void> => {
        const reader = actor(send);
        for (let n = 0; n < 3; n += 1) seen.push(await userOf(reader, tenantId, false));
      };

      await schedule.waitFor(
        Promise.all([
          rewrapTenant(actor(send), tenantId, { choose, isDryRun }, use()),
          rewrapTenant(actor(send), tenantId, { choose, isDryRun }, use()),
          store(actor(send), tenantId, 'second', stored),
          store(actor(send), tenantId, 'third', stored),
          rotateDataKey(actor(send), tenantId, { mustBeNew: true, isDryRun }, use()),
          read(),
        ]),
      );

      const quiet = actor(real);
      const last = await rewrapTenant(quiet, tenantId, { choose, isDryRun }, use());
      expect(last.faults).toEqual([]);
      expect(stored.length).toBeGreaterThan(2);
      expect(await userOf(quiet, tenantId, false)).toBe(stored.at(-1));
      expect(await userOf(quiet, tenantId, true)).toBe(stored.at(-2));
      const order = seen.map((user) => stored.indexOf(user));
      expect(order).toEqual(order.toSorted((left, right) => left - right));
      expect(order).not.toContain(-1);
      const record = await quiet.tenantStore.load(tenantId, { isConsistent: true, deadline: soon() });
      const credential = record.ok ? record.value.credentials.get(purpose) : undefined;
      expect([credential?.current.envelope, credential?.previous?.envelope]).toEqual([
        expect.stringMatching(/^jwe1:/),
        expect.stringMatching(/^jwe1:/),
      ]);
    });

  test('lose nothing, in many orders', async () => {
    await fc.assert(
      play((real) => real),
      { numRuns: 60 },
    );
  }, 120_000);

  test('the control: without the condition on what was read, something is lost', async () => {
    const unconditional = (real: Send): Send =>
      ((command: unknown, ...more: readonly unknown[]) => {
        if (command instanceof UpdateItemCommand) {
          // Every name and value stays in use, or the table would refuse the request.
          command.input.ConditionExpression = `(${command.input.ConditionExpression ?? ''}) OR attribute_exists(itemKey)`;
        }
        return (real as (...parameters: readonly unknown[]) => Promise<unknown>)(command, ...more);
      }) as Send;

    const result = await fc.check(play(unconditional), { numRuns: 60, endOnFailure: true });

    expect(result.failed).toBe(true);
    expect(String(result.errorInstance)).toMatch(/toBe|toEqual/);
  }, 120_000);
});
