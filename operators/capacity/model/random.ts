// Random numbers that a seed brings back: sfc32 (Chris Doty-Humphrey's PractRand), three shifts and four additions a number. For
// simulations, never for secrets.

export type Random = {
  /** From 0 up to, and without, 1. */
  readonly uniform: () => number;
  /** With mean 1: the gaps of a Poisson process. */
  readonly exponential: () => number;
};

const { log } = Math;

export const createRandom = (seed: number): Random => {
  let [a, b, c, counter] = [0x9e3779b9, 0x243f6a88, 0xb7e15162 ^ seed, 1];
  const uniform = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  // The first numbers of neighbouring seeds are alike.
  for (let discarded = 0; discarded < 16; discarded += 1) uniform();
  return { uniform, exponential: () => -log(1 - uniform()) };
};
