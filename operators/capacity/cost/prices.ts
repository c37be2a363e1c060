// What AWS asks for Lambda, from a file with its date: prices change, and differ by region.

import { readFileSync } from 'node:fs';
import * as v from 'valibot';

const price = v.pipe(v.number(), v.minValue(0), v.finite());

const architecture = v.strictObject({
  perGbSecond: price,
  /** For each provisioned container, used or not. */
  provisionedPerGbSecond: price,
  /** Of a request's duration in a provisioned container. */
  perGbSecondInProvisioned: price,
  /** For each container that starts for one tenant only. */
  perIsolatedEnvironmentGb: price,
});

const priceFile = v.strictObject({
  date: v.pipe(v.string(), v.isoDate()),
  region: v.string(),
  currency: v.literal('USD'),
  source: v.string(),
  note: v.optional(v.string()),
  perMillionRequests: price,
  arm64: architecture,
  x86_64: architecture,
});

export type Architecture = 'arm64' | 'x86_64';

export type Prices = v.InferOutput<typeof architecture> & {
  readonly perMillionRequests: number;
  readonly date: string;
  readonly region: string;
  readonly source: string;
};

export const ownPriceFile = new URL('prices.json', import.meta.url);

/** Throws a RangeError that says what is wrong with the file. */
export const readPrices = (file: string | URL, name: Architecture): Prices => {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new RangeError('The price file is not there, or is not JSON.');
  }
  const parsed = v.safeParse(priceFile, content);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new RangeError(`The price file is not as it should be at ${v.getDotPath(issue) ?? 'its top'}.`);
  }
  const { date, region, source, perMillionRequests } = parsed.output;
  return { ...parsed.output[name], date, region, source, perMillionRequests };
};
