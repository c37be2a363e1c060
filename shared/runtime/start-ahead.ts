// In Lambda, work that does not depend on the request belongs in the start of a container, which has a whole processor.

import { isInLambda } from '../platform/environment.ts';

/** @param work whatever goes wrong in it, the first request meets again and reports */
export const startAhead = (work: () => unknown): void => {
  if (!isInLambda(process.env)) return;
  try {
    void work();
  } catch {
    // The request's to say.
  }
};
