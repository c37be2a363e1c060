import { failing, judge, judgeAll, worstLine } from '../../../bench/judge.ts';
import type { Row } from '../../../bench/must-reach.ts';
import { acceptedLines } from '../../../bench/report/table.ts';
import { mustReach } from '../../../bench/must-reach.ts';
import { scenariosFor } from '../../../bench/scenarios/scenarios.ts';

const rowOf = (better: Row['better'], aim: number, bound: number): Row => ({
  id: better,
  what: `a figure that is better ${better}`,
  aim,
  bound,
  better,
  unit: '×',
  needs: ['a'],
  calculate: (view) => view.typical('a'),
});

const lower = rowOf('lower', 1.2, 2);
const higher = rowOf('higher', 3, 2);

describe('the gate’s decision', () => {
  test.each([
    { row: lower, value: 1.2, noise: 0, verdict: 'aim reached', margin: 0.4 },
    { row: lower, value: 1.21, noise: 0, verdict: 'within the bound', margin: 0.395 },
    { row: lower, value: 2, noise: 0, verdict: 'within the bound', margin: 0 },
    { row: lower, value: 2.1, noise: 0.2, verdict: 'worse, within noise', margin: -0.05 },
    { row: lower, value: 2.1, noise: 0.05, verdict: 'FAILS', margin: -0.05 },
    { row: higher, value: 3, noise: 0, verdict: 'aim reached', margin: 0.5 },
    { row: higher, value: 2, noise: 0, verdict: 'within the bound', margin: 0 },
    { row: higher, value: 1.9, noise: 0.2, verdict: 'worse, within noise', margin: -0.05 },
    { row: higher, value: 1.9, noise: 0.05, verdict: 'FAILS', margin: -0.05 },
  ])('better $row.better: $value ± $noise is "$verdict"', ({ row, value, noise, verdict, margin }) => {
    const judged = judge(row, { value, noise });
    expect(judged.verdict).toBe(verdict);
    expect(judged.margin).toBeCloseTo(margin);
  });

  const accepted = { ...lower, accepted: { value: 2.5, why: 'a reason' } };
  test.each([
    { value: 1.9, noise: 0, verdict: 'within the bound', margin: 0.24 },
    { value: 2.4, noise: 0.1, verdict: 'NOT REACHED, accepted', margin: 0.04 },
    { value: 2.6, noise: 0.2, verdict: 'NOT REACHED, accepted', margin: -0.04 },
    { value: 2.8, noise: 0.2, verdict: 'FAILS', margin: -0.12 },
  ])(
    'a bound that is not reached, accepted at 2.5: $value ± $noise is "$verdict"',
    ({ verdict, margin, ...measured }) => {
      const judged = judge(accepted, measured);
      expect(judged.verdict).toBe(verdict);
      expect(judged.margin).toBeCloseTo(margin);
      expect(failing([judged])).toHaveLength(verdict === 'FAILS' ? 1 : 0);
      expect(acceptedLines([judged]).join()).toContain(verdict === 'NOT REACHED, accepted' ? 'a reason' : '');
    },
  );

  test.each([undefined, { value: NaN, noise: 0 }, { value: Infinity, noise: 0 }])(
    'what was not measured (%p) is said so and does not fail',
    (measured) => {
      const judged = judge(lower, measured);
      expect(judged.verdict).toBe('not measured');
      expect(failing([judged])).toEqual([]);
    },
  );

  test('a row without its samples is not measured, one with them is', () => {
    const rows = [lower, { ...higher, needs: ['b'] }];
    expect(judgeAll(rows, new Map([['a', [1]]])).map(({ verdict }) => verdict)).toEqual([
      'aim reached',
      'not measured',
    ]);
  });

  test('the last line names the row that is nearest to its bound or farthest beyond it', () => {
    const judged = [judge(lower, { value: 1.5, noise: 0.1 }), judge(higher, { value: 1.8, noise: 0.01 })];
    expect(worstLine(judged)).toBe(
      'worst margin: −10.0 % (a figure that is better higher: 1.80 ×, bound 2, noise ±0.010)',
    );
    expect(worstLine([judge(lower, undefined)])).toBe('worst margin: nothing was measured');
  });
});

describe('the table of what must be reached', () => {
  test('every figure that a row needs is given by a scenario, except the size', () => {
    const orphans = mustReach.flatMap(({ needs }) =>
      needs.filter((figure) => scenariosFor([figure]).length !== 1 && !figure.startsWith('size/')),
    );
    expect(orphans).toEqual([]);
    // A figure that nothing provides would be found.
    expect(scenariosFor(['lukewarm/ours'])).toEqual([]);
  });

  test('an aim is never looser than its bound', () => {
    for (const { better, aim, bound } of mustReach) {
      expect(better === 'lower' ? aim : -aim).toBeLessThan(better === 'lower' ? bound : -bound);
    }
  });
});
