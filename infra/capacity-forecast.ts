// What `npm run capacity -- advise --save` wrote, as far as others read it: the dashboard, and the command that watches.

import { readFileSync } from 'node:fs';
import * as v from 'valibot';

const count = v.pipe(v.number(), v.minValue(0));

const forecast = v.object({
  version: v.literal(1),
  workload: v.string(),
  madeAt: v.pipe(v.string(), v.isoTimestamp()),
  requestsAWeek: count,
  /** Requests in each hour of a week in UTC, Monday's first. */
  requestsByUtcHour: v.pipe(v.array(count), v.length(168)),
  coldStartsAWeek: v.object({ api: count, decryptor: count }),
  spillOverAWeek: count,
  mostAtOnce: count,
});

export type CapacityForecast = v.InferOutput<typeof forecast>;

/** Throws a RangeError that says what is wrong with the file. */
export const readForecast = (path: string): CapacityForecast => {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new RangeError('The advice is not there, or is not JSON. It is what advise --save wrote.');
  }
  const parsed = v.safeParse(forecast, content);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new RangeError(
    `The advice is not what advise --save writes, at ${v.getDotPath(issue) ?? 'its top'}.`,
  );
};
