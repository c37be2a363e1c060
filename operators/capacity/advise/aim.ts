// What the advice has to reach: at most a share of requests that wait for a cold start, or a percentile of that wait.

import type { Tally } from '../model/tally.ts';

export type Aim =
  | { readonly kind: 'share'; readonly most: number }
  | { readonly kind: 'wait'; readonly percentile: number; readonly belowMs: number };

/** `cold<=0.1%` or `p99<50ms`; undefined for anything else. */
export const parseAim = (text: string): Aim | undefined => {
  const plain = text.replaceAll(' ', '');
  const share = /^cold<=?(\d{1,3}(?:\.\d{1,4})?)%$/.exec(plain)?.[1];
  if (share !== undefined) {
    const most = Number(share) / 100;
    return most <= 1 ? { kind: 'share', most } : undefined;
  }
  const [, percentile, belowMs] = /^p(\d{2}(?:\.\d{1,3})?)<=?(\d{1,5})ms$/.exec(plain) ?? [];
  if (percentile === undefined || belowMs === undefined) return undefined;
  return {
    kind: 'wait',
    percentile: Number((Number(percentile) / 100).toPrecision(6)),
    belowMs: Number(belowMs),
  };
};

export const describeAim = (aim: Aim): string =>
  aim.kind === 'share'
    ? `at most ${Number((aim.most * 100).toPrecision(4))} % of requests wait for a cold start`
    : `p${Number((aim.percentile * 100).toPrecision(5))} of the wait for cold starts below ${aim.belowMs} ms`;

/**
 * The figure that has to come down to the aim. A percentile alone jumps from nothing to a whole cold start; the share that waits
 * orders what lies between.
 */
export const figureOf = (aim: Aim, tally: Tally): number =>
  aim.kind === 'share' ? tally.coldShare : tally.waitMsAt(aim.percentile);

export const isReached = (aim: Aim, figure: number): boolean =>
  aim.kind === 'share' ? figure <= aim.most : figure < aim.belowMs;

/** Which share of requests may wait at all, as far as the aim tells. */
export const shareThatMayWait = (aim: Aim): number => (aim.kind === 'share' ? aim.most : 1 - aim.percentile);
