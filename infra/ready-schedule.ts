// Provisioned concurrency that changes in the course of a week, as the parameter `readySchedule` says it and as Application Auto
// Scaling is told: `decryptor=1,decryptor:MON-FRI@07:55=3,decryptor:MON-FRI@18:00=1`. The first number is a function's from the
// deployment on; `operators/capacity` writes it.

export const weekDays = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;

export type ReadyChange = {
  /** 0 is Monday; ascending. */
  readonly days: readonly number[];
  /** HH:MM */
  readonly time: string;
  readonly count: number;
};

export type FunctionSchedule = { readonly initial: number; readonly changes: readonly ReadyChange[] };

/** By function, as in serverless.yml. */
export type ReadySchedule = ReadonlyMap<string, FunctionSchedule>;

/** The form of one entry of the list. */
export const readyEntry =
  /^([a-z][a-z0-9-]{0,62})(?::((?:MON|TUE|WED|THU|FRI|SAT|SUN)(?:[-+](?:MON|TUE|WED|THU|FRI|SAT|SUN))*)@((?:[01]\d|2[0-3]):[0-5]\d))?=([1-9]\d{0,2}|1000)$/;

/** Application Auto Scaling takes no more scheduled actions for one target. */
const maxChanges = 200;

const dayOf = (name: string): number => weekDays.findIndex((day) => day === name);

const parseDays = (text: string): readonly number[] => {
  const days = new Set<number>();
  for (const part of text.split('+')) {
    const [from = '', to = from] = part.split('-');
    const length = (dayOf(to) - dayOf(from) + 7) % 7;
    for (let day = 0; day <= length; day += 1) days.add((dayOf(from) + day) % 7);
  }
  return [...days].sort((a, b) => a - b);
};

/** Throws a RangeError that says which entry is wrong. */
export const parseReadySchedule = (entries: readonly string[]): ReadySchedule => {
  const schedule = new Map<string, { initial?: number; changes: ReadyChange[] }>();
  for (const entry of new Set(entries)) {
    const [, name = '', days, time = '', count = ''] = readyEntry.exec(entry) ?? [];
    if (name === '') throw new RangeError(`${entry} is no entry of a schedule`);
    const of = schedule.get(name) ?? { changes: [] };
    schedule.set(name, of);
    if (days !== undefined) of.changes.push({ days: parseDays(days), time, count: Number(count) });
    else if (of.initial !== undefined) throw new RangeError(`${name} begins with two numbers`);
    else of.initial = Number(count);
  }
  return new Map(
    [...schedule].map(([name, { initial, changes }]): [string, FunctionSchedule] => {
      if (initial === undefined)
        throw new RangeError(`${name} has changes and no number to begin with: ${name}=1`);
      if (changes.length > maxChanges)
        throw new RangeError(`${name} changes more than ${maxChanges} times a week`);
      const moments = changes.flatMap(({ days, time }) => days.map((day) => `${day} ${time}`));
      if (new Set(moments).size < moments.length) throw new RangeError(`${name} changes twice at one time`);
      return [name, { initial, changes }];
    }),
  );
};

const formatDays = (days: readonly number[]): string => {
  const runs: number[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run?.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  const name = (day: number | undefined): string => weekDays[day ?? 0] ?? '';
  return runs
    .map((run) => (run.length > 2 ? `${name(run[0])}-${name(run.at(-1))}` : run.map(name).join('+')))
    .join('+');
};

export const formatReadySchedule = (schedule: ReadySchedule): string =>
  [...schedule]
    .flatMap(([name, { initial, changes }]) => [
      `${name}=${initial}`,
      ...changes.map(({ days, time, count }) => `${name}:${formatDays(days)}@${time}=${count}`),
    ])
    .join(',');

/** As CloudFormation has a schedule of Application Auto Scaling. */
export const cronOf = ({ days, time }: ReadyChange): string => {
  const [hour, minute] = time.split(':').map(Number);
  return `cron(${minute ?? 0} ${hour ?? 0} ? * ${days.map((day) => weekDays[day]).join(',')} *)`;
};

/** Minutes by which a rise comes before it is needed: Lambda takes one or two to have the containers ready. */
export const minutesAhead = 5;

const hoursOfWeek = 168;

const timeOf = (minutes: number): { readonly day: number; readonly time: string } => {
  const ofWeek = (minutes + hoursOfWeek * 60) % (hoursOfWeek * 60);
  const two = (value: number): string => String(value).padStart(2, '0');
  return {
    day: Math.floor(ofWeek / 1_440),
    time: `${two(Math.floor((ofWeek % 1_440) / 60))}:${two(ofWeek % 60)}`,
  };
};

/** What says so many containers for each hour of the week; Undefined where none is ever ready. An alias keeps at least one. */
export const scheduleOfHours = (hours: readonly number[]): FunctionSchedule | undefined => {
  if (Math.max(0, ...hours) === 0) return undefined;
  const counts = hours.map((count) => Math.max(1, count));
  const byMoment = new Map<string, { time: string; count: number; days: number[] }>();
  counts.forEach((count, hour) => {
    const before = counts[(hour + hoursOfWeek - 1) % hoursOfWeek] ?? count;
    if (count === before) return;
    const { day, time } = timeOf(hour * 60 - (count > before ? minutesAhead : 0));
    const change = byMoment.get(`${time} ${count}`) ?? { time, count, days: [] };
    change.days.push(day);
    byMoment.set(`${time} ${count}`, change);
  });
  const changes = [...byMoment.values()].map(({ days, ...rest }) => ({
    ...rest,
    days: days.sort((a, b) => a - b),
  }));
  changes.sort((a, b) => a.time.localeCompare(b.time) || (a.days[0] ?? 0) - (b.days[0] ?? 0));
  return { initial: Math.min(...counts), changes };
};

/** How many are ready in each hour of the week, as the schedule has them at the hour's beginning. */
export const hoursOfSchedule = ({ initial, changes }: FunctionSchedule): readonly number[] => {
  const moments = changes
    .flatMap(({ days, time, count }) => {
      const [hour = 0, minute = 0] = time.split(':').map(Number);
      return days.map((day) => ({ minutes: day * 1_440 + hour * 60 + minute, count }));
    })
    .sort((a, b) => a.minutes - b.minutes);
  const last = moments.at(-1);
  return Array.from({ length: hoursOfWeek }, (_, hour) => {
    const before = moments.findLast(({ minutes }) => minutes <= hour * 60);
    return before?.count ?? last?.count ?? initial;
  });
};
