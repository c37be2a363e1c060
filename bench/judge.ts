// A measured row against its aim and its bound. A row fails only when it is worse than its bound by more than its noise; what
// could not be measured is said so and fails nothing.

import { atMedian, estimate, type Estimate, type Samples } from './statistics.ts';
import type { Row } from './must-reach.ts';

export type Verdict =
  | 'aim reached'
  | 'within the bound'
  | 'worse, within noise'
  /** Beyond its bound, and no worse than what is accepted in its place. */
  | 'NOT REACHED, accepted'
  | 'FAILS'
  | 'not measured';

export type Judged = {
  readonly row: Row;
  readonly measured: Estimate | undefined;
  readonly verdict: Verdict;
  /** Distance to what the gate keeps (the bound, or what is accepted in its place) as a share of it: negative when worse. */
  readonly margin: number | undefined;
};

export const judge = (row: Row, measured: Estimate | undefined): Judged => {
  if (measured === undefined || !Number.isFinite(measured.value)) {
    return { row, measured: undefined, verdict: 'not measured', margin: undefined };
  }
  const sign = row.better === 'lower' ? 1 : -1;
  const distanceTo = (goal: number): number => sign * (goal - measured.value);
  const kept = row.accepted?.value ?? row.bound;
  const margin = distanceTo(kept) / kept;
  const verdict = (): Verdict => {
    if (distanceTo(row.aim) >= 0) return 'aim reached';
    if (distanceTo(row.bound) >= 0) return 'within the bound';
    if (-distanceTo(row.bound) <= measured.noise) return 'worse, within noise';
    const isAccepted = row.accepted !== undefined && -distanceTo(row.accepted.value) <= measured.noise;
    return isAccepted ? 'NOT REACHED, accepted' : 'FAILS';
  };
  return { row, measured, verdict: verdict(), margin };
};

export const judgeAll = (rows: readonly Row[], samples: Samples, share: number = atMedian): Judged[] =>
  rows.map((row) =>
    judge(
      row,
      row.needs.every((id) => samples.has(id)) ? estimate(samples, row.calculate, share) : undefined,
    ),
  );

export const failing = (judged: readonly Judged[]): Judged[] =>
  judged.filter(({ verdict }) => verdict === 'FAILS');

export const beyondBound = (judged: readonly Judged[]): Judged[] =>
  judged.filter(({ margin }) => margin !== undefined && margin < 0);

/** The row nearest to its bound, or farthest beyond it. */
export const worst = (judged: readonly Judged[]): Judged | undefined =>
  judged.filter(({ margin }) => margin !== undefined).sort((a, b) => (a.margin ?? 0) - (b.margin ?? 0))[0];

const percent = (share: number): string => `${share < 0 ? '−' : '+'}${Math.abs(share * 100).toFixed(1)} %`;

/** The gate's last line. */
export const worstLine = (judged: readonly Judged[]): string => {
  const nearest = worst(judged);
  if (nearest?.measured === undefined) return 'worst margin: nothing was measured';
  const { row, measured, margin = 0 } = nearest;
  return (
    `worst margin: ${percent(margin)} (${row.what}: ${measured.value.toPrecision(3)} ${row.unit}, ` +
    `${row.accepted === undefined ? `bound ${row.bound}` : `accepted at ${row.accepted.value}, bound ${row.bound}`}, noise ±${measured.noise.toPrecision(2)})`
  );
};
