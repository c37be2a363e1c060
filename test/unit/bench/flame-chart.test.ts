import { drawFlames, framesOf } from '../../../bench/report/flame-chart.ts';

const node = (id: number, functionName: string, url: string, children: number[] = []) => ({
  id,
  callFrame: { functionName, url },
  children,
});

/** main calls load, load calls compile (of Node), then main calls load once more. */
const profile = {
  nodes: [
    node(1, '(root)', '', [2, 6]),
    node(2, 'main', 'file:///function/handler.cjs', [3]),
    node(3, 'load', 'file:///function/handler.cjs', [4]),
    node(4, 'compile', 'node:internal/modules', []),
    node(6, '(idle)', '', []),
  ],
  samples: [2, 3, 4, 4, 2, 6, 3],
  timeDeltas: [1_000, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000],
};

test('a profile becomes frames, each as long as it stayed on the stack', () => {
  expect(framesOf(profile, 100)).toEqual([
    { name: 'main', kind: 'ours', depth: 0, fromMs: 1, toMs: 5 },
    { name: 'load', kind: 'ours', depth: 1, fromMs: 2, toMs: 4 },
    { name: 'compile', kind: 'node', depth: 2, fromMs: 3, toMs: 4 },
    { name: 'main', kind: 'ours', depth: 0, fromMs: 7, toMs: 7 },
    { name: 'load', kind: 'ours', depth: 1, fromMs: 7, toMs: 7 },
  ]);
});

test('what comes later than is shown is left out', () => {
  expect(framesOf(profile, 3).map(({ name, toMs }) => [name, toMs])).toEqual([
    ['main', 3],
    ['load', 3],
    ['compile', 3],
  ]);
});

test('a chart has a box for each frame that can be seen, and names where there is room', () => {
  const frames = [
    { name: 'a < b', kind: 'ours', depth: 0, fromMs: 0, toMs: 50 },
    { name: 'short', kind: 'node', depth: 1, fromMs: 0, toMs: 0.1 },
  ] as const;
  const chart = drawFlames([{ title: 'One', frames }], 100);
  expect(chart.match(/<rect /g)).toHaveLength(1);
  expect(chart).toContain('a &lt; b');
});
