// Cost against latency as SVG: all that was tried, what it is compared with, and the chosen point.

import { axisNumber, escape, niceTop } from './svg.ts';

export type CostPoint = {
  readonly label: string;
  readonly dollars: number;
  readonly waitMs: number;
  readonly kind: 'tried' | 'compared' | 'chosen';
};

const [width, height, left, top, bottom] = [860, 320, 60, 34, 44];

/** Labels side by side would lie on each other: each goes to the first line below its point that is free. */
const placed = (points: readonly (CostPoint & { readonly x: number; readonly y: number })[]) => {
  const taken: { x: number; y: number; length: number }[] = [];
  return points.map((point) => {
    const length = point.label.length * 6.4;
    const isRight = point.x + length > width - 20;
    const x = isRight ? point.x - 10 - length : point.x + 10;
    let y = point.y + 4;
    const isTaken = (): boolean =>
      taken.some((it) => Math.abs(it.y - y) < 13 && x < it.x + it.length && it.x < x + length);
    while (isTaken()) y -= 13;
    taken.push({ x, y, length });
    return { ...point, textX: x, textY: y };
  });
};

export const drawCosts = (points: readonly CostPoint[]): string => {
  const mostDollars = niceTop(Math.max(...points.map(({ dollars }) => dollars), 0.01));
  const mostMs = niceTop(Math.max(...points.map(({ waitMs }) => waitMs), 0.1));
  const x = (dollars: number): number => left + (dollars / mostDollars) * (width - left - 20);
  const y = (ms: number): number => height - bottom - (ms / mostMs) * (height - top - bottom);
  const shares = [0, 0.25, 0.5, 0.75, 1];
  const grid = shares.map(
    (share) =>
      `<line class="grid" x1="${left}" x2="${width - 20}" y1="${y(mostMs * share)}" y2="${y(mostMs * share)}"/><text x="${left - 6}" y="${y(mostMs * share) + 4}" text-anchor="end">${axisNumber(mostMs * share)}</text><text x="${x(mostDollars * share)}" y="${height - bottom + 16}" text-anchor="middle">$${axisNumber(mostDollars * share)}</text>`,
  );
  const order = { tried: 0, compared: 1, chosen: 2 };
  const located = points
    .map((point) => ({ ...point, x: x(point.dollars), y: y(point.waitMs) }))
    .sort((a, b) => order[a.kind] - order[b.kind]);
  const dots = located.map(
    ({ kind, x: cx, y: cy, label, dollars, waitMs }) =>
      `<circle class="${kind}" cx="${cx.toFixed(1)}" cy="${cy.toFixed(1)}" r="${kind === 'chosen' ? 7 : kind === 'tried' ? 3 : 4.5}"><title>${escape(label)}: $${dollars.toFixed(2)} a month, ${waitMs.toFixed(1)} ms</title></circle>`,
  );
  const labels = placed(located.filter(({ kind }) => kind !== 'tried').reverse()).map(
    ({ kind, label, textX, textY }) =>
      `<text class="${kind === 'chosen' ? 'title' : ''}" x="${textX.toFixed(1)}" y="${textY.toFixed(1)}">${escape(label)}</text>`,
  );
  return [
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="Cost against latency">`,
    '<text class="title" x="0" y="14">Mean wait for cold starts of all requests, ms</text>',
    ...grid,
    `<text x="${(left + width - 20) / 2}" y="${height - 6}" text-anchor="middle">dollars a month</text>`,
    ...dots,
    ...labels,
    '</svg>',
  ].join('\n');
};
