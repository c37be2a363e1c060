// A process that has served many keeps the luck of its start: what was compiled when, where its memory lies. Rounds of one process agree with each
// other and not with those of the next, so what is measured on warm processes is measured on several.

import type { Samples } from '../statistics.ts';
import { interleave, type Variant } from './interleave.ts';

const roundsOfProcess = 3;

type Stoppable = { readonly stop: () => Promise<void> };

/** What it is given runs until the rounds are over. */
export type Keep = <T extends Stoppable>(started: Promise<T>) => Promise<T>;

/** @param prepare starts and warms what the variants run on */
const interleavePrepared = async (
  prepare: (keep: Keep) => Promise<readonly Variant[]>,
  rounds: number,
  seed: number,
): Promise<Samples> => {
  const running: Stoppable[] = [];
  try {
    const variants = await prepare(async (started) => {
      const kept = await started;
      running.push(kept);
      return kept;
    });
    return await interleave(variants, rounds, seed);
  } finally {
    // A function before what it calls.
    for (const { stop } of running.toReversed()) await stop();
  }
};

/** So many rounds in all, each few of them on processes that are prepared anew. */
export const interleaveWarm = async (
  prepare: (keep: Keep) => Promise<readonly Variant[]>,
  rounds: number,
  seed: number,
): Promise<Samples> => {
  const joined = new Map<string, number[]>();
  for (let left = rounds; left > 0; left -= roundsOfProcess) {
    for (const [id, values] of await interleavePrepared(prepare, Math.min(left, roundsOfProcess), seed))
      joined.set(id, [...(joined.get(id) ?? []), ...values]);
  }
  return joined;
};
