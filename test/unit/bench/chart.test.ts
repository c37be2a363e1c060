import { drawChart } from '../../../bench/report/chart.ts';

const samples = new Map([
  ['cold/node', [40, 41, 42]],
  ['cold/ours', [50, 52, 54]],
]);

describe('the chart', () => {
  test('draws a bar for what was measured and none for what was not', () => {
    const svg = drawChart(samples);
    expect(svg.match(/<rect /g)).toHaveLength(2);
    expect(svg).toContain('52.0 ms');
    expect(svg).toContain('lower is better');
    expect(svg).not.toContain('lean Rust');
    expect(svg).not.toContain('NaN');
  });

  test('the longest bar takes the room, the others their share of it', () => {
    const widths = [...drawChart(samples).matchAll(/<rect [^>]*width="([\d.]+)"/g)].map(([, width]) =>
      Number(width),
    );
    expect(widths[0]! / widths[1]!).toBeCloseTo(41 / 52, 2);
  });

  test('has a dark palette', () => {
    expect(drawChart(samples)).toContain('prefers-color-scheme: dark');
  });
});
