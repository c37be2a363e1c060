// The public traces of Azure Functions (https://github.com/Azure/AzurePublicDataset), of which both forms are read: 2019, a line for each
// function with its invocations in each minute of a day, and 2021, a line for each invocation with its end and its duration.

import { createRandom } from '../model/random.ts';
import { cellsOf, readLines } from './read-lines.ts';
import type { SeenRequest } from './recorded-workload.ts';

const minutesOfDay = 1_440;

/** The traces have no date. A Monday, so that a week of them is one of ours. */
export const traceStartMs = Date.UTC(2021, 0, 4);

export type AzureTraceOptions = {
  /** Of the application whose requests are taken; all of them where it is undefined. */
  readonly app: string | undefined;
  readonly seed: number;
};

const unknown = { functionName: undefined, tenant: undefined };

/** The moments of a minute's invocations are not in the trace: drawn evenly within it. */
const readMinutes = (
  cells: readonly string[],
  head: readonly string[],
  seed: number,
): readonly SeenRequest[] => {
  const random = createRandom(seed);
  return head.flatMap((title, column) => {
    const minute = /^\d{1,4}$/.test(title) ? Number(title) : NaN;
    if (!(minute >= 1 && minute <= minutesOfDay)) return [];
    const count = Number(cells[column] ?? '0');
    if (!(count >= 0)) throw new RangeError(`The trace has a count that is no number in minute ${minute}.`);
    return Array.from({ length: count }, () => ({
      ...unknown,
      atMs: traceStartMs + (minute - 1 + random.uniform()) * 60_000,
      durationMs: undefined,
    }));
  });
};

const readInvocation = (cells: readonly string[], head: readonly string[]): SeenRequest => {
  const value = (title: string): number => Number(cells[head.indexOf(title)] ?? NaN);
  const [endS, durationS] = [value('end_timestamp'), value('duration')];
  if (Number.isNaN(endS) || Number.isNaN(durationS)) {
    throw new RangeError('The trace has an end or a duration that is no number.');
  }
  return { ...unknown, atMs: traceStartMs + (endS - durationS) * 1_000, durationMs: durationS * 1_000 };
};

export const readAzureTrace = async (
  path: string,
  { app, seed }: AzureTraceOptions,
): Promise<readonly SeenRequest[]> => {
  const requests: SeenRequest[] = [];
  let head: readonly string[] | undefined;
  let line = 0;
  for await (const text of readLines(path)) {
    if (text.trim() === '') continue;
    const cells = cellsOf(text);
    if (head === undefined) {
      head = cells.map((cell) => cell.toLowerCase());
      if (!head.includes('hashapp') && !head.includes('end_timestamp')) {
        throw new RangeError(
          'The file is none of the Azure Functions traces: its first line names neither HashApp nor end_timestamp.',
        );
      }
      continue;
    }
    line += 1;
    const isByMinute = head.includes('hashapp');
    const appAt = head.indexOf(isByMinute ? 'hashapp' : 'app');
    if (app !== undefined && cells[appAt] !== app) continue;
    if (isByMinute) requests.push(...readMinutes(cells, head, seed + line));
    else requests.push(readInvocation(cells, head));
  }
  return requests;
};
