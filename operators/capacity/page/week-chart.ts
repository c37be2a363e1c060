// One panel over the 168 hours of a week as SVG: areas and lines in steps of an hour.

import { weekDays } from '../../../infra/ready-schedule.ts';
import { axisNumber, escape, niceTop } from './svg.ts';

export type WeekLine = {
  readonly label: string;
  readonly kind: 'main' | 'other' | 'area';
  readonly values: readonly number[];
};

export type WeekPanel = {
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly WeekLine[];
};

const [width, height, left, top, bottom] = [860, 190, 52, 34, 24];

/** A value holds for its whole hour. */
const steps = (
  values: readonly number[],
  x: (hour: number) => number,
  y: (value: number) => number,
): string =>
  values
    .map(
      (value, hour) =>
        `${x(hour).toFixed(1)},${y(value).toFixed(1)} ${x(hour + 1).toFixed(1)},${y(value).toFixed(1)}`,
    )
    .join(' ');

export const drawWeek = ({ title, unit, lines }: WeekPanel): string => {
  const limit = niceTop(Math.max(...lines.flatMap(({ values }) => values), 1e-9));
  const x = (hour: number): number => left + (hour / 168) * (width - left - 8);
  const y = (value: number): number => height - bottom - (value / limit) * (height - top - bottom);
  const grid = [0, 0.5, 1].map(
    (share) =>
      `<line class="grid" x1="${left}" x2="${width - 8}" y1="${y(limit * share).toFixed(1)}" y2="${y(limit * share).toFixed(1)}"/><text x="${left - 6}" y="${(y(limit * share) + 4).toFixed(1)}" text-anchor="end">${axisNumber(limit * share)}</text>`,
  );
  const days = weekDays.map(
    (day, index) =>
      `<line class="grid" x1="${x(index * 24).toFixed(1)}" x2="${x(index * 24).toFixed(1)}" y1="${top}" y2="${height - bottom}"/><text x="${x(index * 24 + 12).toFixed(1)}" y="${height - 8}" text-anchor="middle">${day}</text>`,
  );
  const drawn = lines.map(({ kind, values }) =>
    kind === 'area'
      ? `<polygon class="area" points="${x(0)},${y(0)} ${steps(values, x, y)} ${x(168)},${y(0)}"/>`
      : `<polyline class="${kind}" points="${steps(values, x, y)}"/>`,
  );
  const keys = lines.map(
    ({ kind, label }, index) =>
      `<rect class="key ${kind}" x="${left + 330 + index * 180}" y="6" width="14" height="8"/><text x="${left + 350 + index * 180}" y="14">${escape(label)}</text>`,
  );
  return [
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(title)}">`,
    `<text class="title" x="0" y="14">${escape(title)}${unit === '' ? '' : `, ${escape(unit)}`}</text>`,
    ...grid,
    ...days,
    ...drawn,
    ...(lines.length > 1 ? keys : []),
    '</svg>',
  ].join('\n');
};
