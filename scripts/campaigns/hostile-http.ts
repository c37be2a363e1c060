// Campaign: requests as an attacker, a broken client or a bad day would send them, made from the very schemas that check
// them, to every route. Nothing crashes, every answer is in the contract, nothing secret shows, and nobody else's rows change.

import { printFaults, type Counts } from './campaign-report.ts';
import type { Ground } from './hostile-http/ground.ts';
import { openInProcessGround } from './hostile-http/in-process-ground.ts';
import { playRequests, type Play, type PlaySettings } from './hostile-http/play-requests.ts';

const withGround = async <T>(open: Promise<Ground>, work: (ground: Ground) => Promise<T>): Promise<T> => {
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

export const runHostileHttp = async (settings: PlaySettings): Promise<Counts> => {
  const handlers = await withGround(openInProcessGround(), (ground) => playRequests(ground, settings));
  return print('the handlers', handlers);
};
