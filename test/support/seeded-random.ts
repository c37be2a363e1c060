// Random numbers that a seed brings back (mulberry32): good enough to choose damage with, for nothing else.

export type SeededRandom = {
  /** From 0 up to, and without, `end`. */
  readonly below: (end: number) => number;
  readonly pick: <T>(items: readonly T[]) => T;
  /** In another order: a new list. */
  readonly shuffle: <T>(items: readonly T[]) => T[];
  readonly bytes: (length: number) => Buffer;
};

export const seededRandom = (seed: number): SeededRandom => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number): number => Math.floor(next() * end);
  return {
    below,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new RangeError('nothing to pick from');
      return item;
    },
    shuffle: (items) => {
      const shuffled = [...items];
      // Fisher and Yates: each of those that are left is as likely.
      for (let left = shuffled.length; left > 1; left -= 1) {
        const [moved] = shuffled.splice(below(left), 1);
        if (moved !== undefined) shuffled.push(moved);
      }
      return shuffled;
    },
    bytes: (length) => Buffer.from(Array.from({ length }, () => below(256))),
  };
};
