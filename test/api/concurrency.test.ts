import { createSqlDirectDepositStore } from '#shared/direct-deposits/sql/sql-direct-deposit-store';
import { runWithOwnNumbers } from '#test/support/own-numbers';
import type { SqlDatabase, SqlSession } from '#shared/sql/sql-session';
import {
  startDepositsWorld,
  type Answer,
  type Container,
  type DepositsWorld,
} from '#test/support/deposits-world';

let world: DepositsWorld;
let writers: readonly [Container, Container];

beforeAll(async () => {
  world = await startDepositsWorld();
  // Two containers of their own: two pools, two sessions.
  writers = [world.newContainer(), world.newContainer()];
}, 60_000);
afterAll(() => world?.stop());

const body = (accountNumber: string, allocation: object) => ({
  accountType: 'checking',
  routingNumber: '021000021',
  accountNumber,
  allocation,
});
const remainder = body('1000', { kind: 'remainder' });
const fixed = (accountNumber: string) => body(accountNumber, { kind: 'fixed', amountCents: 100 });
const percentage = (accountNumber: string, basisPoints: number) =>
  body(accountNumber, { kind: 'percentage', basisPoints });

const statusesOf = (answers: readonly Answer[]): number[] => answers.map(({ status }) => status).sort();

const expectWhole = (
  items: readonly { priority: number; allocation: { kind: string; basisPoints?: number } }[],
): void => {
  expect(items.map(({ priority }) => priority)).toEqual(items.map((_, index) => index + 1));
  expect(items.filter(({ allocation }) => allocation.kind === 'remainder')).toHaveLength(1);
  expect(items.at(-1)?.allocation.kind).toBe('remainder');
  const sum = items.reduce((total, { allocation }) => total + (allocation.basisPoints ?? 0), 0);
  expect(sum).toBeLessThanOrEqual(10_000);
};

const rounds = 15;

describe('T36 two writers at once on one employee', () => {
  test('make one remainder of two first ones', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const employee = await world.newEmployee();
      const answers = await Promise.all(
        writers.map((writer) => writer.create({ employee, body: remainder })),
      );
      expect(statusesOf(answers)).toEqual([201, 409]);
      expectWhole((await writers[0].list({ employee })).body.items);
    }
  });

  test('never take more than the whole by percentages', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const { employee, ids } = await employeeWithTwoToRaise();
      const answers = await Promise.all(
        writers.map((writer, index) =>
          writer.update({
            employee,
            id: ids[index] ?? '',
            ifMatch: '*',
            body: percentage(`200${index}`, 6_000),
          }),
        ),
      );
      expect(statusesOf(answers)).toEqual([200, 409]);
      expectWhole((await writers[0].list({ employee })).body.items);
    }
  });

  test('keep priorities whole while one adds and one removes', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const { employee, ids } = await employeeWithTwoToRaise();
      const [first, second] = writers;
      const answers = await Promise.all([
        first.remove({ employee, id: ids[0] ?? '', ifMatch: '*' }),
        second.update({ employee, id: ids[1] ?? '', ifMatch: '*', body: { ...fixed('2001'), priority: 1 } }),
      ]);
      expect(statusesOf(answers)).toEqual([200, 200]);
      expectWhole((await first.list({ employee })).body.items);
    }
  });

  test('let one of two editors of the same version through', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const { employee, ids } = await employeeWithTwoToRaise();
      const id = ids[0] ?? '';
      const tag = (await writers[0].get({ employee, id })).headers['etag'] ?? '';
      const answers = await Promise.all(
        writers.map((writer, index) =>
          writer.update({
            employee,
            id,
            ifMatch: tag,
            body: { ...fixed('2000'), nickname: `Editor ${index}` },
          }),
        ),
      );
      expect(statusesOf(answers)).toEqual([200, 412]);
    }
  });

  test('leave one audit row with its own write id for each change that was made', async () => {
    const employee = await world.newEmployee();
    const answers = await Promise.all(
      [remainder, remainder, remainder, remainder].map((each, index) =>
        (writers[index % 2] ?? writers[0]).create({ employee, body: each }),
      ),
    );
    const rows = await world.query(
      'acme' as never,
      'SELECT [WriteId] AS [writeId], [Action] AS [action] FROM [dbo].[DirectDepositAudit] WHERE [EmployeeId] = @employee;',
      { employee },
    );
    expect(statusesOf(answers)).toEqual([201, 409, 409, 409]);
    expect(rows).toEqual([{ writeId: expect.any(String), action: 'create' }]);
  });
});

const employeeWithTwoToRaise = async (): Promise<{ employee: string; ids: string[] }> => {
  const employee = await world.newEmployee();
  await writers[0].create({ employee, body: remainder });
  const ids: string[] = [];
  for (const account of ['2000', '2001']) {
    ids.push((await writers[0].create({ employee, body: fixed(account) })).body.id);
  }
  return { employee, ids };
};

describe('without the locks (a control)', () => {
  /** A gathering that takes no lock, and both writers have gathered before either goes on; each has a receipt of its own. */
  const withoutLocks = (
    database: SqlDatabase,
    sequence: number,
    bothGathered: () => Promise<void>,
  ): SqlDatabase => ({
    ...database,
    transaction: (work) =>
      database.transaction((session) => {
        const unlocked: SqlSession = {
          run: async (statement, values) => {
            if (statement.name === 'direct-deposit.act')
              return runWithOwnNumbers(session, statement, { ...values, sequence });
            if (statement.name !== 'direct-deposit.gather') return session.run(statement, values);
            const text = statement.text.replaceAll(/EXEC (@\w+) = sp_getapplock[^;]*;/g, 'SET $1 = 0;');
            expect(text).not.toContain('sp_getapplock');
            const answer = await session.run({ ...statement, text }, values);
            await bothGathered();
            return answer;
          },
        };
        return work(unlocked);
      }),
  });

  test('two writers take more than the whole', async () => {
    const { employee, ids } = await employeeWithTwoToRaise();
    const { promise, resolve } = Promise.withResolvers<void>();
    let gathered = 0;
    const bothGathered = (): Promise<void> => {
      gathered += 1;
      if (gathered === 2) resolve();
      return promise;
    };

    const answers = await Promise.all(
      ids.map((id, index) =>
        world.callWith(
          (ports) => ({
            ...ports,
            openStore: (...parameters) =>
              createSqlDirectDepositStore({
                database: withoutLocks(world.openDatabase(...parameters), 9_000 + index, bothGathered),
                tenantId: parameters[0].tenantId,
                log: () => undefined,
                onMismatch: () => undefined,
              }),
          }),
          'update',
          { employee, id, ifMatch: '*', body: percentage(`200${index}`, 6_000) },
        ),
      ),
    );

    expect(statusesOf(answers)).toEqual([200, 200]);
    const { items } = (await writers[0].list({ employee })).body;
    expect(() => expectWhole(items)).toThrow();
  });
});
