// Who can open what: every envelope of two tenants, three purposes and two formats in every place where it could be put.

import { createHandler } from '../../../functions/decryptor/handler.ts';
import { provisionTenantKey } from '#operators/credentials/provision-tenant-key';
import type { Purpose } from '#shared/credentials/purpose';
import {
  acme,
  caller,
  globex,
  soon,
  startCredentialWorld,
  valuesOf,
  type CredentialWorld,
} from '../../support/aws-credential-world.ts';

const tenants = [acme, globex] as const;
const purposes = ['sql-server', 'account-number-key', 'payroll-api'] as const satisfies readonly Purpose[];
const formats = ['jwe1', 'kms1'] as const;

describe('T1 envelopes in each other’s places', () => {
  let world: CredentialWorld;

  beforeAll(async () => {
    world = await startCredentialWorld();
    for (const tenantId of tenants) await world.addTenant(tenantId);
  });

  afterAll(() => world.stop());

  test('only the diagonal opens', async () => {
    const handler = createHandler(() => world.deps);
    const envelopes = new Map<string, string>();
    for (const tenantId of tenants) {
      for (const purpose of purposes) {
        for (const format of formats) {
          await world.seal(tenantId, purpose, valuesOf(tenantId)[purpose], format);
          envelopes.set(`${tenantId} ${purpose} ${format}`, await world.envelopeOf(tenantId, purpose));
        }
      }
    }

    const opened: string[] = [];
    let refused = 0;
    for (const tenantId of tenants) {
      for (const purpose of purposes) {
        for (const [origin, envelope] of envelopes) {
          // jwe1 was sealed as version 2 (after the seeding), kms1 as version 3.
          await world.plant(tenantId, purpose, envelope, origin.endsWith('jwe1') ? 2 : 3);
          const event = { version: 1, tenantId, purposes: [purpose], caller };
          const answer = await handler(event, { getRemainingTimeInMillis: () => 5_000 });
          if ('error' in answer) throw new Error(answer.error.code);
          if (answer.credentials[purpose] !== undefined) opened.push(`${origin} as ${tenantId} ${purpose}`);
          if (answer.failures[purpose]?.code === 'DECRYPTION_FAILED') refused += 1;
        }
      }
    }

    const diagonal = [...envelopes.keys()].map(
      (origin) => `${origin} as ${origin.replace(/ (jwe1|kms1)$/, '')}`,
    );
    expect(opened.toSorted()).toEqual(diagonal.toSorted());
    expect(refused).toBe(6 * 12 - 12);
  });

  test.each([
    ['tenant', 'globex', 'key#1'],
    ['version', 'acme', 'key#2'],
  ])('a data key wrapped for another %s does not serve', async (_, tenant, itemKey) => {
    const handler = createHandler(() => world.deps);
    const tenantId = tenant === 'acme' ? acme : globex;
    const wrappedKeysOf = async (id: typeof acme) => {
      const record = await world.deps.tenantStore.load(id, {
        isConsistent: true,
        deadline: { remainingMs: () => 5_000 },
      });
      return record.ok ? record.value.wrappedKeys : new Map<number, Buffer>();
    };
    const ask = () => {
      const event = { version: 1, tenantId: tenant, purposes: ['payroll-api'], refresh: true, caller };
      return handler(event, { getRemainingTimeInMillis: () => 5_000 });
    };
    if (itemKey === 'key#2') await provisionTenantKey(world.sealDeps, acme, soon());
    await world.seal(tenantId, 'payroll-api', valuesOf(tenantId)['payroll-api']);
    const before = await ask();

    const stolen = (await wrappedKeysOf(acme)).get(1) ?? Buffer.alloc(0);
    await world.putItem({ tenantId: { S: tenant }, itemKey: { S: itemKey }, wrappedKey: { B: stolen } });
    const after = await ask();

    expect(before).toMatchObject({ credentials: { 'payroll-api': { format: 'jwe1' } } });
    expect(after).toMatchObject({ failures: { 'payroll-api': { code: 'DECRYPTION_FAILED' } } });
  });

  test('nothing of all this put a password into a log line', () => {
    const output = world.logLines.join('');

    expect(output).toContain('decryptor.credential.opened');
    expect(output).not.toContain('canary-');
    expect(`${output}${valuesOf(acme)['payroll-api'].key}`).toContain('canary-');
  });
});

describe('a container of one tenant', () => {
  let world: CredentialWorld;

  beforeAll(async () => {
    world = await startCredentialWorld();
    for (const tenantId of tenants) await world.addTenant(tenantId);
  });
  afterAll(() => world.stop());

  const ask = (tenantId: string, containerOf: string | undefined) =>
    createHandler(() => world.deps)(
      { version: 1, tenantId, purposes: ['sql-server'], caller },
      {
        getRemainingTimeInMillis: () => 5_000,
        ...(containerOf === undefined ? {} : { tenantId: containerOf }),
      },
    );

  test('opens its own credentials, and no other one’s whatever the request says', async () => {
    const [own, others, shared] = [
      await ask('acme', 'acme'),
      await ask('globex', 'acme'),
      await ask('globex', undefined),
    ];

    expect(own).toHaveProperty(['credentials', 'sql-server', 'version'], 1);
    expect(others).toEqual({ version: 1, error: { code: 'REQUEST_INVALID', pointer: '/tenantId' } });
    expect(shared).toHaveProperty(['credentials', 'sql-server', 'version'], 1);
  });
});
