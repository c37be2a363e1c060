// The advice as one page that needs nothing else: load, ready containers, cold share, cost against latency. Light and dark.

import {
  describeAdvice,
  describeParameters,
  dollars,
  modelAssumptions,
  nameOfVariant,
} from '../advise/describe-advice.ts';
import type { AdviceDocument, VariantDocument } from '../advise/advice-document.ts';
import { drawCosts, type CostPoint } from './cost-chart.ts';
import { escape } from './svg.ts';
import { drawWeek } from './week-chart.ts';

const style = `
  :root { color-scheme: light dark; --text: #1f2328; --soft: #59636e; --line: #d1d9e0; --main: #0969da; --other: #bc4c00; --area: #b6d5f5; --page: #ffffff; }
  @media (prefers-color-scheme: dark) {
    :root { --text: #e6edf3; --soft: #9198a1; --line: #3d444d; --main: #4493f8; --other: #f0883e; --area: #1c3d66; --page: #0d1117; }
  }
  body { font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page); max-width: 900px; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
  table { border-collapse: collapse; width: 100%; font-size: 0.9rem; font-variant-numeric: tabular-nums; }
  th, td { text-align: right; padding: 0.3rem 0.5rem; border-bottom: 1px solid var(--line); } th:first-child, td:first-child { text-align: left; }
  tr.chosen { font-weight: 600; } .scroll { overflow-x: auto; }
  pre { background: color-mix(in srgb, var(--line) 30%, transparent); padding: 0.8rem; white-space: pre-wrap; overflow-wrap: anywhere; }
  svg { width: 100%; height: auto; display: block; margin: 0.8rem 0; } svg text { font: 12px system-ui, sans-serif; fill: var(--text); }
  svg .title { font-size: 13px; font-weight: 600; } .grid { stroke: var(--line); stroke-width: 0.7; }
  polyline { fill: none; stroke-width: 1.6; } .main { stroke: var(--main); } .other { stroke: var(--other); }
  .area { fill: var(--area); stroke: none; } rect.key.main { fill: var(--main); } rect.key.other { fill: var(--other); }
  circle.tried { fill: var(--line); } circle.compared { fill: var(--other); } circle.chosen { fill: var(--main); }
  footer, .soft { color: var(--soft); }
`;

const total = (counts: Readonly<Record<string, number>>, isWanted: (name: string) => boolean): number =>
  Object.entries(counts).reduce((sum, [name, count]) => sum + (isWanted(name) ? count : 0), 0);

const isDecryptor = (name: string): boolean => name === 'decryptor';
const isApi = (name: string): boolean => name !== 'decryptor';

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;

const row = (name: string, variant: VariantDocument, isChosen: boolean): string => {
  const { coldShare, p99WaitMs, meanWaitMs, spillOver, dollarsAMonth } = variant;
  const cells = [
    escape(name),
    percent(coldShare.mean),
    `${p99WaitMs.toFixed(0)} ms`,
    `${meanWaitMs.toFixed(1)} ms`,
    spillOver.toFixed(0),
    dollars(dollarsAMonth.provisioned),
    dollars(dollarsAMonth.total),
  ];
  return `<tr${isChosen ? ' class="chosen"' : ''}>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
};

const variantTable = (rows: readonly string[], first: string): string =>
  `<div class="scroll"><table><thead><tr>${[first, 'cold', 'p99 wait', 'mean wait', 'spill-over', 'provisioned', 'a month'].map((title) => `<th scope="col">${title}</th>`).join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`;

const costPoints = ({ tried, variants }: AdviceDocument): readonly CostPoint[] => {
  const point = (variant: VariantDocument, kind: CostPoint['kind']): CostPoint => ({
    label: variant.variant.startsWith('fixed')
      ? variant.variant.replace('fixed', 'always')
      : nameOfVariant(variant.variant),
    dollars: variant.dollarsAMonth.total,
    waitMs: variant.meanWaitMs,
    kind,
  });
  return [
    ...tried.filter(({ variant }) => variant.startsWith('step')).map((it) => point(it, 'tried')),
    ...variants.map((it) => point(it, it.variant === 'advice' ? 'chosen' : 'compared')),
  ];
};

export const advicePage = (document: AdviceDocument): string => {
  const { hours, variants, whatIf, assumptions } = document;
  const chosen = variants.find(({ variant }) => variant === 'advice');
  const before = variants.find(({ variant }) => variant === 'none');
  const summary =
    chosen === undefined || before === undefined
      ? ''
      : `<p>${document.isAimReached ? 'Reached' : '<strong>Not reached</strong>'}: ${escape(document.aim)}. ${percent(chosen.coldShare.mean)} of requests wait for a cold start in place of ${percent(before.coldShare.mean)}, for ${dollars(chosen.dollarsAMonth.total)} a month in place of ${dollars(before.dollarsAMonth.total)}.</p>`;
  const charts = [
    drawWeek({
      title: 'Load',
      unit: 'requests an hour',
      lines: [{ label: 'requests', kind: 'area', values: hours.map(({ requests }) => requests) }],
    }),
    drawWeek({
      title: 'Ready containers',
      unit: '',
      lines: [
        { label: 'API, all functions', kind: 'main', values: hours.map(({ ready }) => total(ready, isApi)) },
        { label: 'decryptor', kind: 'other', values: hours.map(({ ready }) => total(ready, isDecryptor)) },
      ],
    }),
    drawWeek({
      title: 'Requests that wait for a cold start',
      unit: '%',
      lines: [
        {
          label: 'nothing provisioned',
          kind: 'other',
          values: document.coldShareBefore.map((share) => share * 100),
        },
        { label: 'the advice', kind: 'main', values: hours.map(({ coldShare }) => coldShare * 100) },
      ],
    }),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Provisioned concurrency: advice</title>
<style>${style}</style>
</head>
<body>
<h1>How many containers to keep ready</h1>
<p>${escape(document.workload)}. ${document.requestsAWeek.toFixed(0)} requests a week, hours in ${escape(document.timeZone)}.</p>
${summary}
${charts.join('\n')}
<h2>Cost against latency</h2>
${drawCosts(costPoints(document))}
${variantTable(
  variants.map((variant) => row(nameOfVariant(variant.variant), variant, variant.variant === 'advice')),
  'variant',
)}
${
  whatIf.length === 0
    ? ''
    : `<h2>The advice, if</h2>\n${variantTable(
        whatIf.map((variant) => row(variant.change, variant, false)),
        'change',
      )}`
}
<h2>The schedule as parameters</h2>
<pre>${escape(describeParameters(document))}</pre>
<h2>Assumed</h2>
<ul>
${[...assumptions, ...modelAssumptions(document)]
  .map((sentence) => `<li>${escape(sentence)}</li>`)
  .join('\n')}
</ul>
<details><summary>As the terminal prints it</summary><pre>${escape(describeAdvice(document).join('\n'))}</pre></details>
</body>
</html>
`;
};
