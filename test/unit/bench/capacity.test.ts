// The advisor's forecasts of the three recorded loads, as they are kept: made again from the recordings, and near what a replay
// measured.

import { readFileSync } from 'node:fs';
import { readRequestCsv } from '#operators/capacity/inputs/read-request-csv';
import { mostOff, offBy } from '../../../bench/report/capacity-report.ts';
import { forecastOf, type RecordedStarts, type Recording } from '../../../bench/scenarios/forecast-replay.ts';
import { memoryMarkdown, memoryMarks } from '../../../bench/report/memory-table.ts';
import type { MemoryRow } from '../../../bench/scenarios/memory-settings.ts';
import { variantMarks, variantsMarkdown } from '../../../bench/report/variants.ts';

type Kept = {
  readonly profiles: readonly {
    readonly profile: string;
    readonly requests: number;
    readonly forecast: number;
    readonly measured: number;
    readonly starts: RecordedStarts;
  }[];
  readonly week: { readonly requests: number; readonly seconds: number; readonly peakMb: number };
};

const kept = JSON.parse(readFileSync('bench/results/capacity.json', 'utf8')) as Kept;

const recordingOf = async ({ profile, starts }: Kept['profiles'][number]): Promise<Recording> => {
  const requests = await readRequestCsv(`bench/results/load-profiles/${profile}.csv`);
  return {
    name: profile,
    starts,
    requests: requests.map(({ atMs, durationMs, tenant = '' }) => ({ atMs, durationMs, tenant })),
  };
};

describe('the forecast of the cold share', () => {
  it.each(kept.profiles)(
    'of the load $profile is within a fifth of what a replay measured',
    async (profile) => {
      const recording = await recordingOf(profile);

      expect(recording.requests).toHaveLength(profile.requests);
      expect(forecastOf(recording)).toBeCloseTo(profile.forecast, 9);
      expect(Math.abs(offBy(profile))).toBeLessThanOrEqual(mostOff);
    },
  );

  it.each(kept.profiles)('of the load $profile would be off if containers never ended', async (profile) => {
    const recording = await recordingOf(profile);
    const never = forecastOf(recording, { idleLifeMs: Infinity });

    expect(Math.abs(never / profile.measured - 1)).toBeGreaterThan(mostOff);
  });

  it('takes a week of 50 requests a second in less than ten seconds and 300 MB', () => {
    expect(kept.week.requests).toBeGreaterThan(30_000_000);
    expect(kept.week.seconds).toBeLessThan(10);
    expect(kept.week.peakMb).toBeLessThan(300);
  });
});

describe('the tables of variants and of memory settings', () => {
  const readme = readFileSync('bench/README.md', 'utf8');
  const cells = (table: string): readonly string[] =>
    table
      .split('\n')
      .filter((line) => line.startsWith('| ') && !line.startsWith('| -'))
      .map((line) => line.replaceAll(/ +/g, ' '));
  const shown = ([from, to]: readonly [string, string]): readonly string[] =>
    cells(readme.slice(readme.indexOf(from), readme.indexOf(to)));

  it('are those of the kept runs', () => {
    const { samples } = JSON.parse(readFileSync('bench/results/latest.json', 'utf8')) as {
      samples: Record<string, number[]>;
    };
    const rows = JSON.parse(readFileSync('bench/results/memory.json', 'utf8')) as readonly MemoryRow[];

    expect(shown(variantMarks)).toEqual(cells(variantsMarkdown(new Map(Object.entries(samples)))));
    expect(shown(memoryMarks)).toEqual(cells(memoryMarkdown(rows)));
    expect(rows.length).toBeGreaterThanOrEqual(12);
  });

  it('have a warm request take longer with a smaller share of a processor', () => {
    const rows = JSON.parse(readFileSync('bench/results/memory.json', 'utf8')) as readonly MemoryRow[];
    const warmOf = (memoryMb: number): number =>
      rows.find((row) => row.variant === 'list, opened in process' && row.memoryMb === memoryMb)?.warmMs ??
      NaN;

    expect(warmOf(256)).toBeGreaterThan(warmOf(1_769) * 1.5);
  });
});
