// A bar chart as SVG text, readable on a light and on a dark page: medians with the quartiles' distance, ours in colour.

import { median, spread, type Samples } from '../statistics.ts';
import { escape } from '../../operators/capacity/page/svg.ts';

type Bar = { readonly id: string; readonly label: string; readonly isOurs?: boolean };
type Panel = { readonly title: string; readonly unit: string; readonly bars: readonly Bar[] };

export const panels: readonly Panel[] = [
  {
    title: 'Decryptor, cold: process start to the first answer',
    unit: 'ms',
    bars: [
      { id: 'cold/node', label: 'bare Node, no-op' },
      { id: 'cold/floor', label: 'its exchanges alone, unsigned' },
      { id: 'cold/ours', label: 'this decryptor', isOurs: true },
      { id: 'cold/sdk-bundled', label: 'AWS SDK, bundled' },
      { id: 'cold/sdk-not-bundled', label: 'AWS SDK, not bundled' },
      { id: 'cold/encryption-sdk', label: 'AWS Encryption SDK' },
      { id: 'cold/rust', label: 'lean Rust' },
    ],
  },
  {
    title: 'Decryptor, warm, one KMS call in each request',
    unit: 'ms',
    bars: [
      { id: 'warm/node', label: 'bare Node, no-op' },
      { id: 'warm-kms/ours', label: 'this decryptor', isOurs: true },
      { id: 'warm-kms/sdk-bundled', label: 'AWS SDK, bundled' },
      { id: 'warm-kms/encryption-sdk', label: 'AWS Encryption SDK' },
      { id: 'warm-kms/rust', label: 'lean Rust' },
    ],
  },
  {
    title: 'API function, cold: process start to the answer with its rows',
    unit: 'ms',
    bars: [
      { id: 'api-cold/given', label: 'credential given, nothing opened' },
      { id: 'api-cold/in-process', label: 'opened in process', isOurs: true },
      { id: 'api-cold/hop-warm', label: 'hop to a warm decryptor', isOurs: true },
      { id: 'api-cold/woken', label: 'hop to a cold decryptor, woken', isOurs: true },
      { id: 'api-cold/hop', label: 'the same, not woken', isOurs: true },
      { id: 'api-cold/rust', label: 'hop to the Rust peer, cold' },
      { id: 'api-cold/sdk', label: 'hop on the AWS SDK, both cold' },
    ],
  },
  {
    title: 'What a warm API request waits for its credential',
    unit: 'ms',
    bars: [
      { id: 'api-warm-share/cached', label: 'cached', isOurs: true },
      { id: 'api-warm-share/in-process', label: 'opened in process', isOurs: true },
      { id: 'api-warm-share/hop', label: 'hop to the decryptor', isOurs: true },
      { id: 'api-warm-share/rust', label: 'hop to the Rust peer' },
      { id: 'api-warm-share/sdk', label: 'hop on the AWS SDK' },
    ],
  },
];

const [width, labelWidth, valueWidth, rowHeight, titleHeight, legendHeight] = [760, 250, 70, 22, 40, 44];
const room = width - labelWidth - valueWidth;

const style = `
  text { font: 13px system-ui, sans-serif; fill: #1f2328; }
  .title { font-weight: 600; }
  .bar { fill: #8c959f; } .ours { fill: #0969da; } .range { stroke: #1f2328; stroke-width: 1.5; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; } .bar { fill: #6e7681; } .ours { fill: #4493f8; } .range { stroke: #e6edf3; }
  }`;

const drawPanel = ({ title, unit, bars }: Panel, samples: Samples, top: number): string => {
  const shown = bars.flatMap((bar) => {
    const values = samples.get(bar.id);
    return values === undefined ? [] : [{ ...bar, middle: median(values), half: spread(values) }];
  });
  const longest = Math.max(...shown.map(({ middle, half }) => middle + half));
  const scale = (value: number): number => Math.max(0, (value / longest) * room);
  const rows = shown.map(({ label, isOurs, middle, half }, index) => {
    const y = top + titleHeight + index * rowHeight;
    const x = (value: number): string => (labelWidth + scale(value)).toFixed(1);
    const value = middle < 1 ? middle.toPrecision(2) : middle.toPrecision(3);
    return [
      `<text x="${labelWidth - 10}" y="${y + 13}" text-anchor="end">${escape(label)}</text>`,
      `<rect class="bar${isOurs === true ? ' ours' : ''}" x="${labelWidth}" y="${y + 2}" width="${Math.max(1, scale(middle)).toFixed(1)}" height="14" rx="2"/>`,
      `<line class="range" x1="${x(middle - half)}" x2="${x(middle + half)}" y1="${y + 9}" y2="${y + 9}"/>`,
      `<text x="${(labelWidth + scale(middle + half) + 8).toFixed(1)}" y="${y + 13}">${value} ${unit}</text>`,
    ].join('\n');
  });
  return [`<text class="title" x="0" y="${top + 26}">${escape(title)}</text>`, ...rows].join('\n');
};

const legend = [
  `<circle class="bar ours" cx="7" cy="11" r="6"/>`,
  `<text x="22" y="16">this project</text>`,
  `<circle class="bar" cx="127" cy="11" r="6"/>`,
  `<text x="142" y="16">what it is compared with</text>`,
  `<line class="range" x1="320" x2="348" y1="11" y2="11"/>`,
  `<text x="356" y="16">half the runs lie within this of the median</text>`,
  `<text x="0" y="38">Medians of one run on one machine; lower is better.</text>`,
].join('\n');

const isDrawn = (panel: Panel, samples: Samples): boolean => panel.bars.some(({ id }) => samples.has(id));

export const drawChart = (samples: Samples): string => {
  const drawn = panels.filter((panel) => isDrawn(panel, samples));
  let top = legendHeight;
  const parts = drawn.map((panel) => {
    const part = drawPanel(panel, samples, top);
    top += titleHeight + rowHeight * panel.bars.filter(({ id }) => samples.has(id)).length + 8;
    return part;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${top}" width="${width}" height="${top}" role="img">`,
    `<title>Cold start and throughput beside the peers</title>`,
    `<style>${style}\n</style>`,
    legend,
    ...parts,
    '</svg>\n',
  ].join('\n');
};
