// The page that an auditor opens first: what the span holds in numbers and charts, whether the chain of receipts is whole, and which file has
// the lines. One file, without scripts and without anything from elsewhere; it prints.

import { bankCodeWords } from '#shared/domain/payroll/bank-answer';
import { escapeHtml } from '#shared/platform/escape-html';
import { isWhole } from '../describe-verification.ts';
import type { Evidence } from './collect-evidence.ts';

type Bar = { readonly label: string; readonly value: number };

const barHeight = 22;
/** The longest words of a bank's code. */
const labelWidth = 410;
const barWidth = 300;

/** Horizontal bars, longest first come as given; the number stands behind each. */
const barChart = (title: string, bars: readonly Bar[]): string => {
  if (bars.length === 0) return `<h3>${escapeHtml(title)}</h3><p class="none">None in these days.</p>`;
  const most = Math.max(...bars.map(({ value }) => value));
  const height = bars.length * barHeight + 4;
  const drawn = bars.map(({ label, value }, index) => {
    const y = index * barHeight;
    const width = Math.max(2, Math.round((value / most) * barWidth));
    return `<text x="${labelWidth - 8}" y="${y + 15}" text-anchor="end">${escapeHtml(label)}</text>
<rect x="${labelWidth}" y="${y + 3}" width="${width}" height="${barHeight - 8}" rx="2"/>
<text x="${labelWidth + width + 8}" y="${y + 15}">${value.toLocaleString('en-US')}</text>`;
  });
  return `<h3>${escapeHtml(title)}</h3>
<svg role="img" aria-label="${escapeHtml(title)}" viewBox="0 0 ${labelWidth + barWidth + 80} ${height}" width="${labelWidth + barWidth + 80}" height="${height}">
${drawn.join('\n')}
</svg>`;
};

const sortedBars = (counts: ReadonlyMap<string, number>, label: (key: string) => string): readonly Bar[] =>
  [...counts]
    .toSorted(([, left], [, right]) => right - left)
    .map(([key, value]) => ({ label: label(key), value }));

const sumByAction = ({ months }: Evidence): ReadonlyMap<string, number> => {
  const sums = new Map<string, number>();
  for (const counts of months.values())
    for (const [action, count] of counts) sums.set(action, (sums.get(action) ?? 0) + count);
  return sums;
};

const monthBars = ({ months }: Evidence): readonly Bar[] =>
  [...months]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([label, counts]) => ({
      label,
      value: [...counts.values()].reduce((sum, count) => sum + count, 0),
    }));

const dayLabel = (days: number): string => {
  if (days === 0) return 'the same banking day';
  return days === 1 ? '1 banking day' : `${days} banking days`;
};

const dayBars = ({ correctionDays }: Evidence): readonly Bar[] =>
  [...correctionDays]
    .toSorted(([left], [right]) => left - right)
    .map(([days, value]) => ({ label: dayLabel(days), value }));

export type EvidenceTitle = {
  readonly tenantId: string;
  readonly from: string;
  readonly to: string;
  readonly madeAt: Date;
  readonly madeBy: string;
};

const verdict = ({ chain }: Evidence): string => {
  const counted = `${chain.receipts.toLocaleString('en-US')} receipts`;
  if (isWhole(chain))
    return `<p class="whole"><strong>The chain of receipts is whole.</strong> ${counted} were recomputed from the audit rows with the tenant’s key.</p>`;
  const found = Object.entries(chain.counts).map(([kind, count]) => `${count} ${kind}`);
  const what = chain.isInterrupted ? 'The check was interrupted' : 'The chain of receipts is BROKEN';
  return `<p class="broken"><strong>${what}.</strong> ${counted} read; found: ${escapeHtml(found.join(', ') || 'nothing yet')}. <code>npm run audit -- verify</code> names each.</p>`;
};

const card = (value: number, label: string): string =>
  `<div class="card"><b>${value.toLocaleString('en-US')}</b><span>${escapeHtml(label)}</span></div>`;

export const evidencePage = (
  evidence: Evidence,
  { tenantId, from, to, madeAt, madeBy }: EvidenceTitle,
): string => {
  const open = evidence.holds.filter(({ releasedAt }) => releasedAt === undefined).length;
  const answers = [...evidence.answers.values()].reduce((sum, count) => sum + count, 0);
  const holdReasons = new Map<string, number>();
  for (const { reason } of evidence.holds) holdReasons.set(reason, (holdReasons.get(reason) ?? 0) + 1);
  const last = evidence.chain.last;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Direct deposits of ${escapeHtml(tenantId)}, ${escapeHtml(from)} to ${escapeHtml(to)}</title>
<style>
:root { color-scheme: light; --ink: #1c2733; --soft: #5b6775; --line: #d8dee6; --bar: #2f6f9f; }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin-bottom: 0; }
h2 { font-size: 1.15rem; border-bottom: 1px solid var(--line); margin-top: 2.2rem; padding-bottom: .2rem; }
h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
.sub, .none { color: var(--soft); }
.cards { display: flex; flex-wrap: wrap; gap: .8rem; margin: 1rem 0; }
.card { border: 1px solid var(--line); border-radius: 6px; padding: .5rem .9rem; min-width: 7.5rem; }
.card b { display: block; font-size: 1.5rem; }
.card span { color: var(--soft); font-size: .85rem; }
.whole, .broken { border-left: 4px solid #2e8b57; background: #f2faf5; padding: .5rem .8rem; }
.broken { border-color: #b3261e; background: #fdf3f2; }
svg { max-width: 100%; height: auto; }
svg text { font: 13px system-ui, sans-serif; fill: var(--ink); }
svg rect { fill: var(--bar); }
table { border-collapse: collapse; }
td, th { text-align: left; padding: .25rem .9rem .25rem 0; vertical-align: top; border-bottom: 1px solid var(--line); }
th { white-space: nowrap; }
code { overflow-wrap: anywhere; }
</style>
</head>
<body>
<h1>Direct deposits of ${escapeHtml(tenantId)}</h1>
<p class="sub">${escapeHtml(from)} to ${escapeHtml(to)}, days in UTC. Made on ${madeAt.toISOString().slice(0, 16).replace('T', ' ')} UTC by ${escapeHtml(madeBy)}.</p>
<div class="cards">
${card(evidence.changes, 'entries in the audit trail')}
${card(evidence.holds.length, 'held')}
${card(open, 'still held')}
${card(answers, 'answers of the bank')}
</div>
${verdict(evidence)}
<h2>What was done</h2>
${barChart('Entries by month', monthBars(evidence))}
${barChart(
  'Entries by action',
  sortedBars(sumByAction(evidence), (action) => action),
)}
<h2>Holds and releases</h2>
${barChart(
  'Why direct deposits were held',
  sortedBars(holdReasons, (reason) =>
    /^R\d\d$/.test(reason) ? `${reason} ${bankCodeWords(reason)}` : reason,
  ),
)}
<h2>What the bank answered</h2>
${barChart(
  'Returns and corrections by code',
  sortedBars(evidence.answers, (code) => `${code} ${bankCodeWords(code)}`),
)}
${barChart('From receiving a correction to applying it (Nacha: 6 banking days)', dayBars(evidence))}
<h2>The files</h2>
<table>
<tr><th>changes.csv</th><td>Every entry of the audit trail with its receipt: who, when, what before and after. Account numbers are masked, as they are stored there.</td></tr>
<tr><th>holds.csv</th><td>What was held, why, and who released it.</td></tr>
<tr><th>bank-answers.csv</th><td>Returns and corrections, and the banking days until they were applied.</td></tr>
</table>
<h2>Receipts</h2>
<p>Each entry has a receipt: a keyed digest over the entry and the receipt before it. ${
    last === undefined
      ? 'There is none yet.'
      : `The last one is <code>${last.sequence}:${escapeHtml(last.hash)}</code>. Kept, it shows later whether the trail was cut or rewritten: <code>npm run audit -- verify --tenant ${escapeHtml(tenantId)} --receipt ${last.sequence}:${escapeHtml(last.hash)}</code>`
  }</p>
</body>
</html>
`;
};
