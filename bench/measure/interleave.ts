// Takes samples in rounds: every variant once in each round, in an order drawn anew, so that a machine which grows slower for
// a while does so for all of them.

import { seededRandom, type SeededRandom } from '../../test/support/seeded-random.ts';
import type { Samples } from '../statistics.ts';

export type Variant = {
  readonly name: string;
  /** One sample of each figure that this variant gives. */
  readonly run: () => Promise<Readonly<Record<string, number>>>;
};

const shuffled = <T>(values: readonly T[], random: SeededRandom): T[] =>
  values
    .map((value) => ({ value, place: random.below(2 ** 32) }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value);

/** One round before the first is thrown away: it pays for cold files. */
export const interleave = async (
  variants: readonly Variant[],
  rounds: number,
  seed: number,
): Promise<Samples> => {
  const random = seededRandom(seed);
  const samples = new Map<string, number[]>();
  for (let round = -1; round < rounds; round += 1) {
    for (const { name, run } of shuffled(variants, random)) {
      const figures = await run().catch((error: unknown) => {
        throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      });
      if (round < 0) continue;
      for (const [id, value] of Object.entries(figures)) {
        const values = samples.get(id) ?? [];
        values.push(value);
        samples.set(id, values);
      }
    }
  }
  return samples;
};

export const joinSamples = (...parts: readonly Samples[]): Samples =>
  new Map(parts.flatMap((part) => [...part]));
