// A process that has served many keeps the luck of its start: what was compiled when, where its memory lies. Rounds of one process agree with each
// other and not with those of the next, so what is measured on warm processes is measured on several.

import type { Samples } from '../statistics.ts';

const roundsOfProcess = 3;

/** So many rounds in all, each few of them with processes that `measure` starts anew. */
export const onSeveralProcesses = async (
  rounds: number,
  measure: (rounds: number) => Promise<Samples>,
): Promise<Samples> => {
  const joined = new Map<string, number[]>();
  for (let left = rounds; left > 0; left -= roundsOfProcess) {
    for (const [id, values] of await measure(Math.min(left, roundsOfProcess)))
      joined.set(id, [...(joined.get(id) ?? []), ...values]);
  }
  return joined;
};
