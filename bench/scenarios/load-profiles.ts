// Three loads in small: steady, a pay day's wave, and visits that come in clumps. Time runs faster than in life, and so does Lambda's
// idle life: what is compared is the share of cold starts, which depends on their ratio.

import { createRandom } from '../../operators/capacity/model/random.ts';

export type Arrival = { readonly atMs: number; readonly tenant: string };

export type LoadProfile = { readonly name: string; readonly arrivals: readonly Arrival[] };

export const profileTenants = ['acme', 'globex', 'umbrella'] as const;

export const idleLifeMs = 1_200;

const lengthMs = 75_000;

/** @param rate requests a second at a share of the length, at most `most` */
const poisson = (seed: number, most: number, rate: (at: number) => number): readonly number[] => {
  const random = createRandom(seed);
  const times: number[] = [];
  for (let atMs = 0; ;) {
    atMs += (random.exponential() / most) * 1_000;
    if (atMs >= lengthMs) return times;
    // Thinning: of the points of a process with the highest rate, each is kept with its share.
    if (random.uniform() * most < rate(atMs / lengthMs)) times.push(atMs);
  }
};

const withTenants = (seed: number, times: readonly number[]): readonly Arrival[] => {
  const random = createRandom(seed);
  return times.map((atMs) => {
    const drawn = random.uniform();
    return { atMs: Math.round(atMs), tenant: profileTenants[drawn < 0.55 ? 0 : drawn < 0.82 ? 1 : 2] };
  });
};

const visits = (seed: number): readonly number[] => {
  const random = createRandom(seed);
  return poisson(seed + 1, 0.4, () => 0.4)
    .flatMap((atMs) => Array.from({ length: 3 }, (_, index) => atMs + index * 400 * random.exponential()))
    .sort((a, b) => a - b);
};

export const loadProfiles: readonly LoadProfile[] = [
  {
    name: 'steady',
    arrivals: withTenants(
      1,
      poisson(11, 1.6, () => 1.6),
    ),
  },
  {
    name: 'pay-day',
    arrivals: withTenants(
      2,
      poisson(12, 5, (at) => 0.4 + 4.6 * Math.exp(-(((at - 0.4) / 0.14) ** 2))),
    ),
  },
  { name: 'visits', arrivals: withTenants(3, visits(13)) },
];
