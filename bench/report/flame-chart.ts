// A profile of V8 as a flame chart in SVG text, readable on a light and on a dark page: time from left to right, callers above the called.

import * as v from 'valibot';
import { escape } from '../../operators/capacity/page/svg.ts';

const nodeSchema = v.object({
  id: v.number(),
  callFrame: v.object({ functionName: v.string(), url: v.string() }),
  children: v.optional(v.array(v.number())),
});

/** As `Profiler.stop` gives it; times in microseconds. */
export const profileSchema = v.object({
  nodes: v.array(nodeSchema),
  samples: v.array(v.number()),
  timeDeltas: v.array(v.number()),
});

type ProfileNode = v.InferOutput<typeof nodeSchema>;
export type Profile = v.InferOutput<typeof profileSchema>;

export type Frame = {
  readonly name: string;
  readonly kind: 'node' | 'ours' | 'other';
  readonly depth: number;
  readonly fromMs: number;
  toMs: number;
};

/** No function, or not one of what is looked at. */
const isAside = ({ callFrame: { functionName } }: ProfileNode): boolean =>
  ['(root)', '(program)', '(idle)'].includes(functionName);

const kindOf = ({ callFrame: { functionName, url } }: ProfileNode): Frame['kind'] => {
  if (url.startsWith('node:')) return 'node';
  return functionName.startsWith('(') || url === '' || url.includes('/lambda-runtime/') ? 'other' : 'ours';
};

const nameOf = ({ callFrame: { functionName, url } }: ProfileNode): string =>
  functionName === '' ? (url.split('/').at(-1) ?? '') : functionName;

/** What was on the stack, and from when to when, up to a time. */
export const framesOf = ({ nodes, samples, timeDeltas }: Profile, untilMs: number): readonly Frame[] => {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const callers = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const stackOf = (id: number): readonly ProfileNode[] => {
    const stack: ProfileNode[] = [];
    for (let at: number | undefined = id; at !== undefined; at = callers.get(at)) {
      const node = byId.get(at);
      if (node !== undefined && !isAside(node)) stack.unshift(node);
    }
    return stack;
  };
  const frames: Frame[] = [];
  let open: { readonly id: number; readonly frame: Frame }[] = [];
  let nowMs = 0;
  for (const [index, sample] of samples.entries()) {
    nowMs += (timeDeltas[index] ?? 0) / 1_000;
    if (nowMs > untilMs) break;
    const stack = stackOf(sample);
    const kept = open.findIndex(({ id }, depth) => stack[depth]?.id !== id);
    if (kept >= 0) open = open.slice(0, kept);
    for (const node of stack.slice(open.length)) {
      const frame = {
        name: nameOf(node),
        kind: kindOf(node),
        depth: open.length,
        fromMs: nowMs,
        toMs: nowMs,
      };
      frames.push(frame);
      open.push({ id: node.id, frame });
    }
    for (const { frame } of open) frame.toMs = nowMs;
  }
  return frames;
};

export type FlamePanel = { readonly title: string; readonly frames: readonly Frame[] };

const [width, row, top] = [960, 15, 30];
const shortestMs = 0.25;

const style = `
  text { font: 11px system-ui, sans-serif; fill: #1f2328; } .title { font-size: 13px; font-weight: 600; }
  .ours { fill: #f4b183; } .node { fill: #b6d7f2; } .other { fill: #d8dee4; } rect { stroke: #fff; stroke-width: 0.5; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; } .ours { fill: #9a5b25; } .node { fill: #27506f; } .other { fill: #3d444d; } rect { stroke: #0d1117; }
  }`;

const drawFrame = ({ name, kind, depth, fromMs, toMs }: Frame, y: number, scale: number): string => {
  const [x, long] = [fromMs * scale, (toMs - fromMs) * scale];
  const box = `<rect class="${kind}" x="${x.toFixed(1)}" y="${y + depth * row}" width="${long.toFixed(1)}" height="${row}"/>`;
  const room = Math.floor(long / 6.4);
  return room < 4
    ? box
    : `${box}<text x="${(x + 3).toFixed(1)}" y="${y + depth * row + 11}">${escape(name.slice(0, room))}</text>`;
};

export const drawFlames = (panels: readonly FlamePanel[], untilMs: number): string => {
  const scale = width / untilMs;
  let y = 8;
  const drawn = panels.map(({ title, frames }) => {
    const shown = frames.filter(({ fromMs, toMs }) => toMs - fromMs >= shortestMs);
    const deepest = Math.max(0, ...shown.map(({ depth }) => depth)) + 1;
    const head = `<text class="title" x="0" y="${y + 12}">${escape(title)}</text>`;
    const boxes = shown.map((frame) => drawFrame(frame, y + top, scale));
    const marks = Array.from({ length: Math.floor(untilMs / 20) + 1 }, (_, index) => {
      const at = (index * 20 * scale).toFixed(1);
      return `<text x="${at}" y="${y + top - 4}">${index * 20} ms</text>`;
    });
    y += top + deepest * row + 24;
    return [head, ...marks, ...boxes].join('\n');
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" role="img">
<style>${style}</style>
${drawn.join('\n')}
</svg>
`;
};
