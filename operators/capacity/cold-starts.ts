// How long a container takes to start: what `npm run bench` measured on this project's bundles, and Lambda's own part, which no
// laptop can measure; or what the operator gives (Init Duration in the functions' REPORT lines).

import { readFileSync } from 'node:fs';
import * as v from 'valibot';

export type ColdStarts = {
  readonly apiMs: number;
  /** Where the functions open credentials themselves. */
  readonly inProcessMs: number;
  readonly decryptorMs: number;
  /** From where the figures are. */
  readonly source: string;
};

const samples = v.pipe(v.array(v.number()), v.minLength(1));

const results = v.object({
  machine: v.object({ processor: v.string(), node: v.string() }),
  samples: v.object({
    'api-cold/given': samples,
    'api-cold/in-process': samples,
    'api-warm/cached': samples,
    'cold/ours': samples,
    'warm-kms/ours': samples,
  }),
});

const ownResults = new URL('../../bench/results/latest.json', import.meta.url);

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};

/**
 * A new microVM, the code into it, the runtime started: what Init Duration and the caller see beyond our own start. A round
 * number, between the 100 and 200 ms that functions of a few hundred kilobytes show.
 */
export const usualPlatformMs = 150;

export type GivenColdStarts = {
  readonly apiColdMs?: number | undefined;
  readonly decryptorColdMs?: number | undefined;
  readonly platformMs: number;
};

export const readColdStarts = ({ apiColdMs, decryptorColdMs, platformMs }: GivenColdStarts): ColdStarts => {
  if (apiColdMs !== undefined && decryptorColdMs !== undefined) {
    return { apiMs: apiColdMs, inProcessMs: apiColdMs, decryptorMs: decryptorColdMs, source: 'as given' };
  }
  const { machine, samples: figures } = v.parse(results, JSON.parse(readFileSync(ownResults, 'utf8')));
  const warmMs = median(figures['api-warm/cached']);
  const measured = {
    apiMs: Math.round(median(figures['api-cold/given']) - warmMs + platformMs),
    inProcessMs: Math.round(median(figures['api-cold/in-process']) - warmMs + platformMs),
    decryptorMs: Math.round(median(figures['cold/ours']) - median(figures['warm-kms/ours']) + platformMs),
  };
  return {
    apiMs: apiColdMs ?? measured.apiMs,
    inProcessMs: apiColdMs ?? measured.inProcessMs,
    decryptorMs: decryptorColdMs ?? measured.decryptorMs,
    source: `npm run bench on ${machine.processor}, ${machine.node}, and ${platformMs} ms of Lambda's own`,
  };
};
