// Requests from a CSV file: a column `time` (ISO 8601, or Unix time in seconds or milliseconds), and `duration_ms`, `function` and
// `tenant` where they are known. CloudWatch Logs Insights gives one; so does any proxy's log.

import { cellsOf, readLines } from './read-lines.ts';
import type { SeenRequest } from './recorded-workload.ts';

const columnNames = {
  time: ['time', 'timestamp', '@timestamp'],
  duration: ['duration_ms', 'duration', 'durationms', '@duration'],
  functionName: ['function', 'functionname', 'route'],
  tenant: ['tenant', 'tenantid', 'tenant_id'],
} as const;

/** Seconds since 1970 have ten digits until the year 2286, milliseconds thirteen. */
export const parseTime = (text: string): number => {
  if (/^\d{9,10}(?:\.\d+)?$/.test(text)) return Number(text) * 1_000;
  if (/^\d{12,13}(?:\.\d+)?$/.test(text)) return Number(text);
  // Logs Insights writes UTC without saying so.
  const written = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?$/.test(text)
    ? `${text.replace(' ', 'T')}Z`
    : text;
  return /^\d{4}-/.test(written) ? Date.parse(written) : NaN;
};

type Columns = { readonly [K in keyof typeof columnNames]: number };

const columnsIn = (head: string): Columns => {
  const cells = cellsOf(head).map((cell) => cell.toLowerCase());
  const find = (names: readonly string[]): number => cells.findIndex((cell) => names.includes(cell));
  return {
    time: find(columnNames.time),
    duration: find(columnNames.duration),
    functionName: find(columnNames.functionName),
    tenant: find(columnNames.tenant),
  };
};

const parseLine = (line: string, columns: Columns): SeenRequest | undefined => {
  const cells = cellsOf(line);
  const cell = (column: number): string | undefined => {
    const text = cells[column];
    return text === undefined || text === '' ? undefined : text;
  };
  const atMs = parseTime(cell(columns.time) ?? '');
  const duration = cell(columns.duration);
  const durationMs = duration === undefined ? undefined : Number(duration);
  if (Number.isNaN(atMs) || (durationMs !== undefined && !(durationMs >= 0))) return undefined;
  return { atMs, durationMs, functionName: cell(columns.functionName), tenant: cell(columns.tenant) };
};

/** Throws a RangeError that names the line which is wrong, and nothing of what it holds. */
export const readRequestCsv = async (path: string): Promise<readonly SeenRequest[]> => {
  const requests: SeenRequest[] = [];
  let columns: Columns | undefined;
  let number = 0;
  for await (const line of readLines(path)) {
    number += 1;
    if (line.trim() === '') continue;
    if (columns === undefined) {
      columns = columnsIn(line);
      if (columns.time === -1) throw new RangeError('The first line of the file names no column time.');
      continue;
    }
    const request = parseLine(line, columns);
    if (request === undefined)
      throw new RangeError(`Line ${number} has no time, or a duration that is no number.`);
    requests.push(request);
  }
  return requests;
};
