// A sample of `npm run campaign -- editors`, with a new seed each time, and the controls: without the locks, or with a row of
// the audit changed, the same proof fails.

import { setImmediate as turn } from 'node:timers/promises';
import { createSqlDirectDepositStore } from '#shared/direct-deposits/sql/sql-direct-deposit-store';
import type { SqlDatabase, SqlSession } from '#shared/sql/sql-session';
import { acme, type DepositsWorld } from '#test/support/deposits-world';
import { runWithOwnNumbers } from '#test/support/own-numbers';
import { auditFaultsOf } from '../campaigns/audit-faults.ts';
import { openEditorsWorld, playEditors } from '../campaigns/editors.ts';
import type { ChooseEdit } from '../campaigns/editors/edits.ts';
import { textIn } from '../campaigns/json-members.ts';
import type { Editor } from '../campaigns/editors/play-round.ts';

const seed = Math.floor(Math.random() * 1e9);

let world: DepositsWorld;

beforeAll(async () => {
  world = await openEditorsWorld();
}, 60_000);
afterAll(() => world?.stop());

test(`editors at once keep everything whole, and each key is good for one write (seed ${seed})`, async () => {
  const { writes, accepted, replayed, faults } = await playEditors(world, { seed, count: 5 });

  expect(faults).toEqual([]);
  expect(writes).toBeGreaterThan(100);
  expect(accepted).toBeGreaterThan(15);
  expect(replayed).toBeGreaterThan(5);
}, 120_000);

describe('controls', () => {
  /** Receipts have numbers of their own, so that nothing but the locks is missing. */
  let sequence = 1_000_000;

  /** Goes on once another writer has gathered as well, or none comes. */
  let gatherings = 0;
  const meetAnother = async (): Promise<void> => {
    gatherings += 1;
    const met = gatherings + (gatherings % 2);
    for (let turns = 0; turns < 20_000 && gatherings < met; turns += 1) await turn();
  };

  const withoutLocks = (database: SqlDatabase): SqlDatabase => ({
    ...database,
    transaction: (work) =>
      database.transaction((session) => {
        const unlocked: SqlSession = {
          run: async (statement, values) => {
            if (statement.name === 'direct-deposit.act') {
              sequence += 1;
              return runWithOwnNumbers(session, statement, { ...values, sequence });
            }
            if (statement.name !== 'direct-deposit.gather') return session.run(statement, values);
            const text = statement.text.replaceAll(/EXEC (@\w+) = sp_getapplock[^;]*;/g, 'SET $1 = 0;');
            expect(text).not.toContain('sp_getapplock');
            const gathered = await session.run({ ...statement, text }, values);
            await meetAnother();
            return gathered;
          },
        };
        return work(unlocked);
      }),
  });

  const unlockedEditor = (): Editor => {
    const write =
      (route: 'create' | 'update' | 'remove' | 'replace'): Editor['create'] =>
      (call) =>
        world.callWith(
          (ports) => ({
            ...ports,
            openStore: (...parameters) =>
              createSqlDirectDepositStore({
                database: withoutLocks(world.openDatabase(...parameters)),
                tenantId: parameters[0].tenantId,
                log: () => undefined,
                onMismatch: () => undefined,
              }),
          }),
          route,
          call,
        );
    return {
      list: world.newContainer().list,
      create: write('create'),
      update: write('update'),
      remove: write('remove'),
      replace: write('replace'),
    };
  };

  /** Each alone is within the whole, two of them are not; no other row is touched, so no constraint of the database helps. */
  const raiseOne: ChooseEdit = (random, employee, { items }) => {
    const shared = { accountType: 'checking', routingNumber: '021000021' };
    const accounts = items.length === 0 ? ['7001', '7002', '7003', '7004'] : [];
    if (accounts.length > 0) {
      const few = accounts.map((accountNumber) => ({
        ...shared,
        accountNumber,
        allocation: { kind: 'fixed', amountCents: 100 },
      }));
      const rest = { ...shared, accountNumber: '7005', allocation: { kind: 'remainder' } };
      return { route: 'replace', call: { employee, ifMatch: '*', body: { items: [...few, rest] } } };
    }
    const raised = items.find((item) => textIn(item, 'allocation', 'kind') === 'percentage');
    const id = textIn(raised ?? items[random.below(items.length - 1)], 'id');
    const allocation =
      raised === undefined ? { kind: 'percentage', basisPoints: 6_000 } : { kind: 'fixed', amountCents: 100 };
    const body = { ...shared, allocation };
    return { route: 'update', call: { employee, id, ifMatch: '*', body } };
  };

  test('with the locks, the same edits do no harm', async () => {
    const { accepted, faults } = await playEditors(world, { seed, count: 6, choose: raiseOne });

    expect(faults).toEqual([]);
    expect(accepted).toBeGreaterThan(10);
  }, 120_000);

  test('without the locks, what is stored breaks', async () => {
    const { faults } = await playEditors(world, {
      seed,
      count: 16,
      editorsOf: () => Array.from({ length: 4 }, unlockedEditor),
      choose: raiseOne,
    });

    expect(faults).toContain('percentages are more than the whole');
  }, 120_000);

  test('a changed row of the audit shows', async () => {
    const before = await auditFaultsOf(world, acme);
    await world.query(
      acme,
      "UPDATE [dbo].[DirectDepositAudit] SET [Subject] = N'somebody else' WHERE [DirectDepositAuditId] = 1;",
    );

    expect((await auditFaultsOf(world, acme)).length).toBe(before.length + 1);
  });
});
