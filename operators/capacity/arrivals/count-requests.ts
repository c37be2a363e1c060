// How many requests there are, by walking through them: no further than the number that is asked about.

import type { Arrivals } from '../model/arrivals.ts';

export const countRequests = (arrivals: Arrivals, most = Infinity): number => {
  let count = 0;
  while (count < most && arrivals.atMs < Infinity) {
    count += 1;
    arrivals.advance();
  }
  return count;
};
