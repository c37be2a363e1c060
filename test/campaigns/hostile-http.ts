// Campaign: requests as an attacker, a broken client or a bad day would send them, made from the very schemas that check
// them, to every route. Nothing crashes, every answer is in the contract, nothing secret shows, and no other employee's rows change.
// Most call the functions' handlers; some go over HTTP to the whole local stack.

import { printFaults, sumCounts, type Counts } from './campaign-report.ts';
import type { Ground } from './hostile-http/targets/target.ts';
import { openHttpGround } from './hostile-http/targets/http-target.ts';
import { openInProcessGround } from './hostile-http/targets/in-process-target.ts';
import { readPeerVectors, skippedPeerVectors } from './hostile-http/peer-vectors.ts';
import { playPeerVectors } from './hostile-http/play-peer-vectors.ts';
import { playRequests, type Play } from './hostile-http/play-requests.ts';

export type HostileSettings = {
  readonly seed: number;
  readonly count: number;
  /** The folder of peers' data; left out, and said so, where it is not given. */
  readonly peerVectors: string | undefined;
};

/** Of the requests, so many are sent over HTTP once more. */
const shareOverHttp = 1 / 40;

const withGround = async (
  open: Promise<Ground>,
  work: (ground: Ground) => Promise<readonly Counts[]>,
): Promise<readonly Counts[]> => {
  const ground = await open;
  try {
    return await work(ground);
  } finally {
    await ground.stop();
  }
};

const print = (title: string, { requests, table, faults }: Play): Counts => {
  console.log(`\n${title}: ${requests} requests`);
  for (const line of table.lines()) console.log(`  ${line}`);
  printFaults(faults);
  const failed = Math.min(requests, faults.length);
  return { passed: requests - failed, failed };
};

export const runHostileHttp = async ({ seed, count, peerVectors }: HostileSettings): Promise<Counts> => {
  const vectors = peerVectors === undefined ? undefined : readPeerVectors(peerVectors);
  if (vectors === undefined) console.log(skippedPeerVectors);
  const inProcess = await withGround(openInProcessGround(), async (ground) => {
    const peers =
      vectors === undefined ? [] : [print('peers’ vectors', await playPeerVectors(ground, vectors))];
    return [...peers, print('the handlers', await playRequests(ground, { seed, count }))];
  });
  const overHttp = await withGround(openHttpGround(), async (ground) => {
    const play = await playRequests(ground, { seed: seed + 1, count: Math.ceil(count * shareOverHttp) });
    return [print('over HTTP', play)];
  });
  if (vectors === undefined) console.log(`\n${skippedPeerVectors}`);
  return sumCounts([...inProcess, ...overHttp]);
};
