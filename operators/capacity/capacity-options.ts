// Options of `capacity`, and the workload that they name. What is wrong is said before anything is simulated.

import { InvalidArgumentError, Option, type Command } from 'commander';
import { mondayBefore } from './model/local-time.ts';
import { usualPlatformMs } from './cold-starts.ts';
import type { Architecture } from './cost/prices.ts';
import { parseAim, type Aim } from './advise/aim.ts';
import { parseChange, whatIfForms, type Change } from './advise/what-if.ts';
import { cloudWatchWorkload } from './inputs/cloudwatch-workload.ts';
import { parseProfileText, type Profile } from './inputs/profile-text.ts';
import { profileWorkload, usualHabits } from './inputs/profile-workload.ts';
import { readAzureTrace } from './inputs/read-azure-trace.ts';
import { readRequestCsv } from './inputs/read-request-csv.ts';
import { recordedWorkload } from './inputs/recorded-workload.ts';
import type { Workload } from './workload.ts';

export type WorkloadOptions = {
  readonly stack?: string;
  readonly requests?: string;
  readonly azureTrace?: string;
  readonly azureApp?: string;
  readonly profile?: Profile;
  readonly enrolment?: true;
  readonly weeks: number;
  readonly tenants: number;
  readonly visits: number;
  readonly payDayFactor: number;
  readonly enrolmentFactor: number;
  readonly timeZone: string;
  readonly seed: number;
};

export type ModelOptions = {
  readonly aim: Aim;
  readonly whatIf: readonly Change[];
  readonly repetitions?: number;
  readonly prices?: string;
  readonly architecture: Architecture;
  readonly apiMemory: number;
  readonly decryptorMemory: number;
  readonly apiColdMs?: number;
  readonly decryptorColdMs?: number;
  readonly platformMs: number;
  readonly idleLife: number;
  readonly accountLimit: number;
};

const numberFrom =
  (least: number, most: number) =>
  (text: string): number => {
    const value = /^\d{1,7}(?:\.\d{1,4})?$/.test(text) ? Number(text) : NaN;
    if (!(value >= least && value <= most)) {
      throw new InvalidArgumentError(`It is a number from ${least} to ${most}.`);
    }
    return value;
  };

export const wholeFrom =
  (least: number, most: number) =>
  (text: string): number => {
    const value = numberFrom(least, most)(text);
    if (!Number.isInteger(value)) throw new InvalidArgumentError('It is a whole number.');
    return value;
  };

const parseZone = (text: string): string => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw new InvalidArgumentError('It is a time zone by its name, such as America/New_York.');
  }
};

const parseProfile = (text: string): Profile => {
  const profile = parseProfileText(text);
  if (profile.ok) return profile.value;
  throw new InvalidArgumentError(
    `${profile.failure}. It reads like “8,000 employees in 20 tenants, pay day every second Friday, open enrolment in November”; pay days are also “on the 15th and last of the month”.`,
  );
};

const parseAimOption = (text: string): Aim => {
  const aim = parseAim(text);
  if (aim === undefined) throw new InvalidArgumentError('It reads like cold<=0.1% or p99<50ms.');
  return aim;
};

const parseChangeOption = (text: string, before: readonly Change[]): readonly Change[] => {
  const change = parseChange(text);
  if (change === undefined) throw new InvalidArgumentError(`It reads like one of ${whatIfForms}.`);
  return [...before, change];
};

export const addWorkloadOptions = (command: Command): Command =>
  command
    .option('--stack <name>', 'a deployed stack, such as direct-deposits-prod: its metrics in CloudWatch')
    .option(
      '--requests <file>',
      'a CSV file of requests: time, and duration_ms, function, tenant where known',
    )
    .option('--azure-trace <file>', 'a file of the public Azure Functions traces (2019 or 2021)')
    .option('--azure-app <id>', 'only the requests of this application of the trace')
    .option('--profile <text>', 'employees and pay days in a sentence', parseProfile)
    .option('--enrolment', 'with a profile: the month of open enrolment in place of an ordinary one')
    .option(
      '--weeks <n>',
      'how many weeks of CloudWatch are read, or of a profile simulated',
      wholeFrom(1, 9),
      4,
    )
    .option('--tenants <n>', 'tenants, where the requests do not name them', wholeFrom(1, 5_000), 20)
    .option(
      '--visits <share>',
      'with a profile: employees that look in on a working day',
      numberFrom(0.0001, 1),
      usualHabits.visitsADay,
    )
    .option(
      '--pay-day-factor <n>',
      'with a profile: times as many on a pay day',
      numberFrom(1, 1_000),
      usualHabits.onPayDay,
    )
    .option(
      '--enrolment-factor <n>',
      'with a profile: times as many in open enrolment',
      numberFrom(1, 1_000),
      usualHabits.inEnrolment,
    )
    .option('--time-zone <name>', 'of the hours and of the schedule', parseZone, 'Etc/UTC')
    .option('--seed <n>', 'the same seed gives the same advice', wholeFrom(0, 1_000_000), 1);

export const addModelOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--aim <aim>', 'what is to be reached: cold<=0.1%, or p99<50ms for the wait for cold starts')
        .argParser(parseAimOption)
        .default(parseAim('p99<50ms'), 'p99<50ms'),
    )
    .addOption(
      new Option('--what-if <change>', `the advice under a change, may be repeated: ${whatIfForms}`)
        .argParser(parseChangeOption)
        .default([], 'none'),
    )
    .option('--repetitions <n>', 'simulations of each variant (more for a smaller load)', wholeFrom(1, 200))
    .option('--prices <file>', 'a price file in place of this project’s')
    .addOption(
      new Option('--architecture <name>', 'of the functions').choices(['arm64', 'x86_64']).default('arm64'),
    )
    .option('--api-memory <mb>', 'memory of the API’s functions', wholeFrom(128, 10_240), 1_024)
    .option('--decryptor-memory <mb>', 'memory of the decryptor', wholeFrom(128, 10_240), 1_024)
    .option(
      '--api-cold-ms <ms>',
      'a cold start of the API’s functions, in place of the bench’s',
      numberFrom(1, 60_000),
    )
    .option('--decryptor-cold-ms <ms>', 'a cold start of the decryptor, likewise', numberFrom(1, 60_000))
    .option('--platform-ms <ms>', 'Lambda’s own part of a cold start', numberFrom(0, 60_000), usualPlatformMs)
    .option('--idle-life <minutes>', 'how long Lambda keeps an idle container', numberFrom(0.1, 120), 6)
    .option(
      '--account-limit <n>',
      'containers of the account at the same time',
      wholeFrom(1, 100_000),
      1_000,
    );

const dayMs = 86_400_000;

/** Exactly one source; undefined where there is none, or more than one. */
const sourceOf = (options: WorkloadOptions): 'stack' | 'requests' | 'azureTrace' | 'profile' | undefined => {
  const given = (['stack', 'requests', 'azureTrace', 'profile'] as const).filter(
    (name) => options[name] !== undefined,
  );
  return given.length === 1 ? given[0] : undefined;
};

/** Throws a RangeError that says what is wrong with the source. */
export const readWorkload = async (options: WorkloadOptions, nowMs: number): Promise<Workload> => {
  const { timeZone, tenants, weeks, seed } = options;
  const { stack = '', requests = '', azureTrace = '', azureApp: app, profile } = options;
  switch (sourceOf(options)) {
    case 'stack': {
      const { openMetricReader } = await import('./inputs/open-metric-reader.ts');
      const toMs = Math.floor(nowMs / dayMs) * dayMs;
      const period = { fromMs: toMs - weeks * 7 * dayMs, toMs };
      return cloudWatchWorkload(openMetricReader(), { stack, period, timeZone, tenants });
    }
    case 'requests':
      return recordedWorkload(await readRequestCsv(requests), { about: requests, timeZone, tenants });
    case 'azureTrace':
      return recordedWorkload(await readAzureTrace(azureTrace, { app, seed }), {
        about: azureTrace,
        timeZone,
        tenants,
      });
    case 'profile': {
      if (profile === undefined) break;
      if (options.enrolment === true && profile.enrolmentMonth === undefined) {
        throw new RangeError('--enrolment needs a profile that says when: “open enrolment in November”.');
      }
      const { visits: visitsADay, payDayFactor: onPayDay, enrolmentFactor: inEnrolment } = options;
      return profileWorkload(profile, {
        timeZone,
        weeks,
        startMs: mondayBefore(nowMs, timeZone),
        habits: { visitsADay, onPayDay, inEnrolment },
        isEnrolment: options.enrolment === true,
      });
    }
    case undefined:
  }
  throw new RangeError(
    'Say where the requests are from: one of --stack, --requests, --azure-trace and --profile.',
  );
};
