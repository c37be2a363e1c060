// How long an employee's events wait after a round that failed: full jitter under a bound that doubles, so that those who failed
// together do not come again together (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).

const firstBoundMs = 5_000;
const longestMs = 300_000;

/** @param attempts rounds that failed before */
export const retryDelayMs = (attempts: number, random: () => number = Math.random): number =>
  Math.round(random() * Math.min(longestMs, firstBoundMs * 2 ** Math.min(attempts, 10)));
