// How many requests there are, by walking through them once.

import type { Arrivals } from '../model/arrivals.ts';

export const countRequests = (arrivals: Arrivals): number => {
  let count = 0;
  while (arrivals.atMs < Infinity) {
    count += 1;
    arrivals.advance();
  }
  return count;
};
