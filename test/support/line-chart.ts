// Lines over time as SVG text, readable on a light and on a dark page; one panel for each figure, one line for each receiver.

import { axisNumber, escape, niceTop } from '#operators/capacity/page/svg';

export type Line = {
  readonly label: string;
  readonly isOurs: boolean;
  readonly values: readonly (number | undefined)[];
};
export type LinePanel = { readonly title: string; readonly unit: string; readonly lines: readonly Line[] };

const [width, left, right, panelHeight, gap] = [760, 56, 12, 130, 48];

const style = `
  text { font: 12px system-ui, sans-serif; fill: #1f2328; } .title { font-size: 13px; font-weight: 600; }
  .axis { stroke: #8c959f; stroke-width: 0.7; } .grid { stroke: #8c959f; stroke-width: 0.3; }
  polyline { fill: none; stroke: #8c959f; stroke-width: 1.4; } .ours { stroke: #0969da; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; } polyline { stroke: #8b949e; } .ours { stroke: #4493f8; }
  }`;

const drawPanel = ({ title, unit, lines }: LinePanel, top: number, minutes: number): string => {
  const most = Math.max(...lines.flatMap(({ values }) => values.filter((value) => value !== undefined)));
  const limit = niceTop(most);
  const bottom = top + panelHeight;
  const y = (value: number): number => bottom - (value / limit) * (panelHeight - 24);
  const grid = [0, 0.5, 1].map((share) => {
    const at = y(limit * share).toFixed(1);
    const label = axisNumber(limit * share);
    return `<line class="grid" x1="${left}" x2="${width - right}" y1="${at}" y2="${at}"/><text x="${left - 6}" y="${Number(at) + 4}" text-anchor="end">${label}</text>`;
  });
  const drawn = lines.map(({ isOurs, values }) => {
    const step = (width - left - right) / Math.max(1, values.length - 1);
    const points = values.flatMap((value, index) =>
      value === undefined ? [] : [`${(left + index * step).toFixed(1)},${y(value).toFixed(1)}`],
    );
    return `<polyline${isOurs ? ' class="ours"' : ''} points="${points.join(' ')}"/>`;
  });
  return [
    `<text class="title" x="0" y="${top + 10}">${escape(title)}${unit === '' ? '' : `, ${unit}`}</text>`,
    ...grid,
    `<text x="${left}" y="${bottom + 15}">0</text>`,
    `<text x="${width - right}" y="${bottom + 15}" text-anchor="end">${minutes.toFixed(0)} min</text>`,
    ...drawn,
  ].join('\n');
};

/** @param otherLabel what the lines are that are not ours; without it there is one kind and no legend */
export const drawLines = (
  heading: string,
  panels: readonly LinePanel[],
  minutes: number,
  otherLabel?: string,
): string => {
  const height = 40 + panels.length * (panelHeight + gap);
  const parts = panels.map((panel, index) => drawPanel(panel, 40 + index * (panelHeight + gap), minutes));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escape(heading)}</title>`,
    `<style>${style}\n</style>`,
    ...(otherLabel === undefined
      ? []
      : [
          `<polyline class="ours" points="0,12 26,12"/><text x="32" y="16">this project</text>`,
          `<polyline points="127,12 153,12"/><text x="159" y="16">${escape(otherLabel)}</text>`,
        ]),
    ...parts,
    '</svg>\n',
  ].join('\n');
};
