// What is said and drawn of a load of webhooks.

import { isFaultless, ratioToRust, webhookLoadLines } from '../../../bench/report/webhook-load-report.ts';
import { drawLines } from '../../support/line-chart.ts';
import type { ReceiverLoad, WebhookLoad } from '../../../bench/scenarios/webhook-load.ts';

const receiver = (changes: Partial<ReceiverLoad> = {}): ReceiverLoad => ({
  requests: 100,
  accepted: 90,
  forged: 1,
  forgedAccepted: 0,
  serverErrors: 0,
  wronglyRefused: 0,
  lost: 0,
  doubled: 0,
  minMs: 3,
  averageMs: 8,
  p75Ms: 9,
  p99Ms: 20,
  mostAtOnce: 2,
  ...changes,
});
const load = (ours: ReceiverLoad, rust?: ReceiverLoad): WebhookLoad => ({
  rampSeconds: 60,
  holdSeconds: 1_200,
  receivers: { ours, ...(rust === undefined ? {} : { rust }) },
  outcomes: [],
  concurrency: {},
});

test.each<keyof ReceiverLoad>(['lost', 'doubled', 'serverErrors', 'wronglyRefused', 'forgedAccepted'])(
  'a load with one %s is not faultless',
  (name) => {
    expect([isFaultless(load(receiver())), isFaultless(load(receiver({ [name]: 1 })))]).toEqual([
      true,
      false,
    ]);
  },
);

test('what the peer does is no fault of ours, and without it there is no ratio', () => {
  const both = load(receiver(), receiver({ lost: 3, averageMs: 4 }));

  expect(isFaultless(both)).toBe(true);
  expect([ratioToRust(both), ratioToRust(load(receiver()))]).toEqual([2, undefined]);
  expect(webhookLoadLines(both).join('\n')).toMatch(/rust: .* 3 lost, .*\naverage, ours ÷ Rust: 2\.00$/s);
});

test('lines over time leave out what was not measured, and share one scale', () => {
  const svg = drawLines(
    'Load',
    [
      {
        title: 'Average',
        unit: 'ms',
        lines: [
          { label: 'ours', isOurs: true, values: [10, undefined, 30] },
          { label: 'rust', isOurs: false, values: [5, 5, 5] },
        ],
      },
    ],
    21,
    'Rust & co',
  );

  const points = [...svg.matchAll(/<polyline[^>]* points="([^"]+)"/g)].map(
    ([, text = '']) => text.split(' ').length,
  );
  expect(points).toEqual([2, 2, 2, 3]);
  expect(svg).toContain('Rust &amp; co');
  expect(svg).toContain('>30</text>');
});
