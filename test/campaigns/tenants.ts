// Campaign: many tenants, one after the other and at once, on one warm container. Every answer is of its own tenant, every
// login leads to its own tenant's database as its own user, and neither pools nor memory grow with the number of tenants.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isTenantId, type TenantId } from '#shared/domain/tenant-id';
import { startDepositsWorld, type Container, type DepositsWorld } from '../support/deposits-world.ts';
import { count, judge, newTally, printTally, type Tally } from './campaign-tally.ts';
import { seededRandom } from '../support/seeded-random.ts';

export type TenantSettings = {
  readonly seed: number;
  readonly tenants: number;
  readonly rounds?: number;
  /** For a control: whose database a tenant's credential leads into; its own unless said otherwise. */
  readonly loginOf?: (world: DepositsWorld, tenant: TenantId) => ReturnType<DepositsWorld['loginOf']>;
};

/** More than one container keeps for sure; each pool has at most two connections. */
const mostConnections = 2 * 8 + 2;
const mostGrowthBytes = 24 * 1024 * 1024;
const atOnce = 6;

const collectGarbage = (): number => {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') Reflect.apply(collect, undefined, []);
  return process.memoryUsage().heapUsed;
};

const tenantNumber = (number: number): TenantId => {
  const id = `t-${number}`;
  if (!isTenantId(id)) throw new RangeError(`${id} is no tenant id`);
  return id;
};

const nicknameOf = (tenant: TenantId): string => `of ${tenant}`;

const checkOne = async (
  container: Container,
  tenant: TenantId,
  employee: string,
): Promise<readonly string[]> => {
  const { status, body } = await container.list({ tenant, employee });
  if (status !== 200) return [`${tenant}: answered ${status} ${body.code}`];
  const names = body.items.map(({ nickname }) => nickname);
  return names.length === 1 && names[0] === nicknameOf(tenant) ? [] : [`${tenant}: another tenant’s rows`];
};

/** Of every login that the endpoint saw since `start`, whose database it opened. */
const checkLogins = (world: DepositsWorld, start: number): readonly string[] => {
  const own = new Map(
    [...world.databases.values()].map(({ database, application }) => [application.user, database]),
  );
  return world.sql.events
    .slice(start)
    .flatMap((event) =>
      event.kind === 'login' && own.has(event.login) && own.get(event.login) !== event.database
        ? [`${event.login} opened ${event.database}`]
        : [],
    );
};

export const interleaveTenants = async (settings: TenantSettings): Promise<Tally> => {
  const { seed, tenants: size, rounds = 8, loginOf } = settings;
  const random = seededRandom(seed);
  const world = await startDepositsWorld();
  const tally = newTally();
  try {
    const container = world.newContainer();
    const tenants: { tenant: TenantId; employee: string }[] = [];
    for (let at = 0; at < size; at += 1) {
      const tenant = tenantNumber(at);
      await world.newTenant(tenant);
      // The same id in every tenant: only the database tells them apart.
      const employee = await world.newEmployee(tenant, 'e-shared');
      const created = await container.create({
        tenant,
        employee,
        body: {
          nickname: nicknameOf(tenant),
          accountType: 'checking',
          routingNumber: '021000021',
          accountNumber: '7000000007',
          allocation: { kind: 'remainder' },
        },
      });
      judge(tally, created.status === 201 ? [] : [`${tenant}: creating answered ${created.status}`]);
      tenants.push({ tenant, employee });
    }
    if (loginOf !== undefined) {
      for (const { tenant } of tenants) await world.seal(tenant, 'sql-server', loginOf(world, tenant));
    }
    const warm = loginOf === undefined ? container : world.newContainer();
    const start = world.sql.events.length;
    let [heapBytes, mostOpen] = [0, 0];
    for (let round = 0; round < rounds; round += 1) {
      // The first round fills what may be filled.
      if (round === 1) heapBytes = collectGarbage();
      for (let asked = 0; asked < size; asked += atOnce) {
        const some = Array.from({ length: atOnce }, () => random.pick(tenants));
        const checked = await Promise.all(
          some.map(({ tenant, employee }) => checkOne(warm, tenant, employee)),
        );
        for (const complaints of checked) judge(tally, complaints);
        mostOpen = Math.max(mostOpen, world.sql.connections());
      }
    }
    const growthBytes = rounds > 1 ? collectGarbage() - heapBytes : 0;
    count(tally, 'requests', tally.passed + tally.faults.length - size);
    count(tally, 'most connections open', mostOpen);
    count(tally, 'heap growth in kB', Math.round(growthBytes / 1024));
    judge(tally, checkLogins(world, start));
    judge(tally, mostOpen <= mostConnections ? [] : [`${mostOpen} connections open`]);
    judge(tally, growthBytes <= mostGrowthBytes ? [] : [`the heap grew by ${growthBytes} bytes`]);
    return tally;
  } finally {
    await world.stop();
  }
};

export const runTenants = async (settings: TenantSettings): Promise<{ passed: number; failed: number }> =>
  printTally(await interleaveTenants(settings));
