// Sixteen people of one tenant who change their direct deposits at the same time, each of an employee of their own, with receipts and without: the
// routes and stores in this process, each writer with a connection of its own, in front of the local SQL Server in another one, as `npm start` has them.

import { divertProductOutput } from '../../test/campaigns/product-output.ts';
import { runRound } from '../../test/campaigns/receipt-chain.ts';
import type { Way } from '../../test/campaigns/receipt-chain/writers.ts';
import { acme, globex, startDepositsWorld } from '../../test/support/deposits-world.ts';
import { openGivenServer, type SqlServerUnderTest } from '../../test/support/sql-server-under-test.ts';
import { forkBackends, toTexts } from '../environment/fork-backends.ts';
import { interleave, type Variant } from '../measure/interleave.ts';
import type { Samples } from '../statistics.ts';

const writers = 16;
const writesEach = 12;

const openServer = async (): Promise<SqlServerUnderTest> => {
  const { said, stop } = await forkBackends('sql-server.ts');
  const { port, user = '', password = '' } = toTexts(said['server']);
  const server = { host: '127.0.0.1', port: Number(port), user, password, isEncrypted: false };
  // The whole server goes with its process.
  return { ...openGivenServer(server), dropAll: () => Promise.resolve(), stop };
};

export const measureWriters = async (rounds: number): Promise<Samples> => {
  const restoreOutput = divertProductOutput(() => undefined);
  const world = await startDepositsWorld(await openServer());
  const writing = (name: string, way: Way): Variant => ({
    name,
    run: async () => {
      const { wallMs, writeMs, refused } = await runRound(world, way, writers, writers * writesEach);
      if (refused.length > 0) throw new Error(refused[0]);
      return { [`writers/${name}`]: (writeMs.length / wallMs) * 1_000 };
    },
  });
  try {
    return await interleave(
      [
        writing('receipts', { tenant: acme, hasReceipts: true, roundTripMs: 0 }),
        writing('no-receipts', { tenant: globex, hasReceipts: false, roundTripMs: 0 }),
      ],
      rounds,
      6,
    );
  } finally {
    await world.stop();
    restoreOutput();
  }
};
