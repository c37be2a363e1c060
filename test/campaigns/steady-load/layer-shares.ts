// Where the time went: what the functions' own log lines say of each request, against what the client waited for.

import { numberIn, parsedJson, textIn } from '../json-members.ts';

/** Named as the log line names them, `…Ms`. */
const layers = ['credentials', 'login', 'begin', 'gather', 'act', 'commit', 'rollback', 'read'] as const;

export type FunctionLine = {
  readonly route: string;
  readonly durationMs: number;
  readonly layersMs: ReadonlyMap<string, number>;
};

/** Undefined where the line tells of no answered request. */
export const readFunctionLine = (line: string): FunctionLine | undefined => {
  const parsed = line.includes('http.request.answered')
    ? parsedJson(line.slice(line.indexOf('{')))
    : undefined;
  const route = textIn(parsed, 'route');
  const durationMs = numberIn(parsed, 'durationMs');
  if (route === undefined || durationMs === undefined) return undefined;
  const layersMs = layers.map((layer) => [layer, numberIn(parsed, `${layer}Ms`) ?? 0] as const);
  return { route, durationMs, layersMs: new Map(layersMs) };
};

export type ClientTime = { readonly route: string; readonly ms: number };

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const columns = ['client', 'gateway', ...layers, 'own code'] as const;
type Column = (typeof columns)[number];

const meansOf = (times: readonly number[], lines: readonly FunctionLine[]): ReadonlyMap<Column, number> => {
  const mean = (total: number): number => total / Math.max(1, times.length);
  const clientMs = sum(times);
  const functionMs = sum(lines.map(({ durationMs }) => durationMs));
  const inLayers = layers.map(
    (layer) => [layer, sum(lines.map(({ layersMs }) => layersMs.get(layer) ?? 0))] as const,
  );
  const ownMs = functionMs - sum(inLayers.map(([, ms]) => ms));
  const all = [
    ['client', clientMs],
    ['gateway', clientMs - functionMs],
    ...inLayers,
    ['own code', ownMs],
  ] as const;
  return new Map(all.map(([name, ms]) => [name, mean(ms)]));
};

/** Lines of two tables in one: the mean milliseconds of each layer by route, and each layer's share of all time. */
export const layerTable = (
  times: readonly ClientTime[],
  lines: readonly FunctionLine[],
): readonly string[] => {
  const row = (name: string, cells: readonly string[]): string =>
    name.padEnd(24) + cells.map((cell) => cell.padStart(12)).join('');
  const shown = (ms: number | undefined): string => (ms === undefined || ms < 0.005 ? '·' : ms.toFixed(2));
  const routes = [...new Set(times.map(({ route }) => route))].sort();
  const ofRoute = (route: string) =>
    meansOf(
      times.filter((time) => time.route === route).map(({ ms }) => ms),
      lines.filter((line) => line.route === route),
    );
  const all = meansOf(
    times.map(({ ms }) => ms),
    lines,
  );
  const clientMs = all.get('client') ?? 0;
  return [
    row('mean ms', [...columns]),
    ...routes.map((route) => {
      const means = ofRoute(route);
      return row(
        route,
        columns.map((column) => shown(means.get(column))),
      );
    }),
    row(
      'all',
      columns.map((column) => shown(all.get(column))),
    ),
    row(
      'share',
      columns.map((column) => `${(((all.get(column) ?? 0) / clientMs) * 100).toFixed(1)} %`),
    ),
  ];
};
