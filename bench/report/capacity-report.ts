// The advisor's forecasts beside what a replay measured; the recordings are kept as CSV, so that anybody can ask for the advice.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDirectory } from '../build/build-bundles.ts';
import type { CapacityResult, Replayed } from '../scenarios/capacity.ts';

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** How far a forecast of the cold share may be off. */
export const mostOff = 0.2;

export const offBy = ({ forecast, measured }: Replayed): number => forecast / measured - 1;

export const isCapacityMet = ({ replayed, week }: CapacityResult): boolean =>
  replayed.every((row) => Math.abs(offBy(row)) <= mostOff) && week.seconds < 10 && week.peakMb < 300;

export const capacityLines = ({ replayed, week }: CapacityResult): readonly string[] => [
  'Share of requests that wait for a start: the forecast beside a replay on processes',
  ...replayed.map((row) => {
    const { profile, requests, forecast, measured } = row;
    return `  ${profile.padEnd(8)} ${String(requests).padStart(4)} requests  forecast ${percent(forecast).padStart(6)}  measured ${percent(measured).padStart(6)}  off by ${percent(offBy(row))}`;
  }),
  `A week at 50 requests a second (${(week.requests / 1e6).toFixed(1)} million): ${week.seconds.toFixed(1)} s, ${week.peakMb.toFixed(0)} MB at most`,
];

export const saveCapacity = ({ recordings, replayed, week }: CapacityResult): void => {
  const folder = join(projectDirectory, 'bench/results');
  mkdirSync(join(folder, 'load-profiles'), { recursive: true });
  for (const { name, requests } of recordings) {
    const lines = requests.map(({ atMs, tenant, durationMs }) =>
      [
        new Date(Date.UTC(2026, 0, 5) + atMs).toISOString(),
        durationMs ?? '',
        'list-direct-deposits',
        tenant,
      ].join(','),
    );
    const file = join(folder, 'load-profiles', `${name}.csv`);
    writeFileSync(file, `${['time,duration_ms,function,tenant', ...lines].join('\n')}\n`);
  }
  const profiles = replayed.map((row, index) => ({ ...row, starts: recordings[index]?.starts }));
  writeFileSync(join(folder, 'capacity.json'), `${JSON.stringify({ profiles, week }, null, 2)}\n`);
};
