// What receipts cost writers of one tenant on different employees, who must not wait for each other: with receipts and without; then
// all chains are verified with every answered receipt as an anchor.

import { openAuditAccess } from '#operators/credentials/open-audit-access';
import type { Receipt } from '#shared/direct-deposits/audit';
import type { TenantId } from '#shared/domain/tenant-id';
import { systemClock } from '#shared/platform/clock';
import { deadlineIn } from '#shared/platform/deadline';
import { openMssqlDatabase } from '#shared/sql/mssql-database';
import { createSqlPools } from '#shared/sql/sql-pools';
import { acme, globex, startDepositsWorld, type DepositsWorld } from '../support/deposits-world.ts';
import { describeFinding } from '#operators/audit/findings';
import { verifyChain } from '#operators/audit/verify-chain';
import { openClients, type Client, type Way } from './receipt-chain/writers.ts';

type Round = {
  readonly writeMs: readonly number[];
  readonly readMs: readonly number[];
  readonly wallMs: number;
  readonly receipts: readonly Receipt[];
  readonly refused: readonly string[];
};

const deposit = (nickname: string) => ({
  accountType: 'checking',
  routingNumber: '021000021',
  allocation: { kind: 'remainder' },
  nickname,
});

type Editor = { readonly client: Client; readonly employee: string; readonly id: string };

let lastAccountNumber = 710_000_000;

const newEditor = async (world: DepositsWorld, client: Client, tenant: TenantId): Promise<Editor> => {
  const employee = await world.newEmployee(tenant);
  lastAccountNumber += 1;
  const accountNumber = String(lastAccountNumber);
  const created = await client.call('create', { employee, body: { ...deposit('first'), accountNumber } });
  if (created.status !== 201) throw new Error(`a writer's first row was answered with ${created.status}`);
  const { id } = created.body;
  // The first write of a connection has its statements planned, too.
  const updated = await client.call('update', { employee, id, ifMatch: '*', body: deposit('second') });
  if (updated.status !== 200) throw new Error(`a writer's first change was answered with ${updated.status}`);
  return { client, employee, id };
};

const timed = async <T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly ms: number }> => {
  const started = performance.now();
  const value = await work();
  return { value, ms: performance.now() - started };
};

/** @param writes by all writers together; each has an employee of its own, and a reader reads another's meanwhile */
export const runRound = async (
  world: DepositsWorld,
  way: Way,
  writers: number,
  writes: number,
): Promise<Round> => {
  const clients = openClients(world, way, writers + 1);
  const editors: Editor[] = [];
  for (const client of clients) editors.push(await newEditor(world, client, way.tenant));
  const [reader, ...writing] = editors;
  const writeMs: number[] = [];
  const readMs: number[] = [];
  const receipts: Receipt[] = [];
  const refused: string[] = [];
  let [left, isOver] = [writes, false];

  const writeOn = async ({ client, employee, id }: Editor): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const body = deposit(`number ${left}`);
      const { value, ms } = await timed(() => client.call('update', { employee, id, ifMatch: '*', body }));
      writeMs.push(ms);
      if (value.status === 200) receipts.push(value.body.receipt);
      else refused.push(`a write was answered with ${value.status} ${value.body.code}`);
    }
  };
  const readOn = async (): Promise<void> => {
    while (reader !== undefined && !isOver) {
      const { employee, client } = reader;
      const { value, ms } = await timed(() => client.call('list', { employee }));
      readMs.push(ms);
      if (value.status !== 200) refused.push(`a read was answered with ${value.status}`);
    }
  };
  const reading = readOn();
  const { ms: wallMs } = await timed(() => Promise.all(writing.map(writeOn)));
  isOver = true;
  await reading;
  for (const client of clients) await client.close();
  return { writeMs, readMs, wallMs, receipts, refused };
};

const percentile = (values: readonly number[], percent: number): number => {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
};

const cells = (values: readonly (string | number)[]): string =>
  values.map((value) => String(value).padStart(12)).join('');

const printWay = (way: Way, writers: number, rounds: readonly Round[]): number => {
  const wallMs = rounds.reduce((sum, round) => sum + round.wallMs, 0);
  const writeMs = rounds.flatMap((round) => round.writeMs);
  const readMs = rounds.flatMap((round) => round.readMs);
  const perSecond = (writeMs.length / wallMs) * 1_000;
  const name = way.hasReceipts ? 'with' : 'without';
  const times = [writeMs, readMs].flatMap((all) => [percentile(all, 50), percentile(all, 95)]);
  console.log(
    cells([
      writers,
      `+${way.roundTripMs} ms`,
      name,
      perSecond.toFixed(0),
      ...times.map((ms) => ms.toFixed(1)),
    ]),
  );
  return perSecond;
};

const verifyAll = async (world: DepositsWorld, receipts: readonly Receipt[]): Promise<readonly string[]> => {
  const caller = { function: 'campaign', requestId: 'receipt-chain', subject: 'campaign' };
  const use = { caller, deadline: deadlineIn(systemClock, 60_000) };
  const access = await openAuditAccess(world.deps, acme, use);
  if (!access.ok) return ['the keyset cannot be opened'];
  const { isEncrypted = false, isCertificateTrusted = false } = world.sql.server;
  const pools = createSqlPools({ isEncrypted, isCertificateTrusted, maxPools: 1 });
  try {
    const database = openMssqlDatabase(
      pools,
      { tenantId: acme, login: access.value.login.expose(), credentialVersion: 0 },
      { deadline: use.deadline, log: world.deps.log, longestRequestMs: 60_000 },
    );
    const { value: verified, ms } = await timed(() =>
      verifyChain(database, {
        tenantId: acme,
        keyset: access.value.keyset.expose(),
        saved: receipts,
        signal: new AbortController().signal,
      }),
    );
    if (!verified.ok) return [`the chain cannot be read: ${verified.failure.kind}`];
    const { receipts: length, findings } = verified.value;
    console.log(`verified ${length} receipts in ${ms.toFixed(0)} ms, ${receipts.length} of them as anchors`);
    return findings.map(describeFinding);
  } finally {
    await pools.close();
  }
};

const rounds = 4;

/** @param count writes of each line of the table */
export const runReceiptChain = async ({ count }: { readonly count: number }) => {
  const world = await startDepositsWorld();
  try {
    const receipts: Receipt[] = [];
    const refused: string[] = [];
    let writes = 0;
    console.log(
      cells(['writers', 'round trip', 'receipts', 'writes/s', 'p50 ms', 'p95 ms', 'read p50', 'read p95']),
    );
    for (const roundTripMs of [0, 1]) {
      for (const writers of [1, 4, 16]) {
        const receipted = { tenant: acme, hasReceipts: true, roundTripMs };
        const bare = { tenant: globex, hasReceipts: false, roundTripMs };
        const done = new Map<Way, Round[]>([
          [receipted, []],
          [bare, []],
        ]);
        // By turns, so that whatever else the machine does meets both.
        for (let round = 0; round < rounds; round += 1)
          for (const [way, all] of done)
            all.push(await runRound(world, way, writers, Math.max(writers, Math.ceil(count / rounds))));
        const [withReceipts = 0, without = 1] = [...done].map(([way, all]) => printWay(way, writers, all));
        console.log(cells(['', '', 'ratio', (withReceipts / without).toFixed(2)]));
        receipts.push(...(done.get(receipted) ?? []).flatMap((round) => round.receipts));
        const all = [...done.values()].flat();
        refused.push(...all.flatMap((round) => round.refused));
        writes += all.reduce((sum, { writeMs }) => sum + writeMs.length, 0);
      }
    }
    const faults = [...refused, ...(await verifyAll(world, receipts))];
    for (const fault of faults.slice(0, 20)) console.log(`  ${fault}`);
    return { passed: writes - refused.length, failed: faults.length };
  } finally {
    await world.stop();
  }
};
