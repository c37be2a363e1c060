// The advice as lines for a terminal.

import { weekDays } from '../../../infra/ready-schedule.ts';
import { table } from '../../command-line/table.ts';
import type { AdviceDocument, VariantDocument } from './advice-document.ts';

const percent = (share: number): string => `${(share * 100).toFixed(share < 0.001 && share > 0 ? 3 : 2)} %`;

export const dollars = (amount: number): string => `$${amount.toFixed(2)}`;

const variantRow = (name: string, row: VariantDocument): readonly string[] => {
  const { coldShare, p99WaitMs, meanWaitMs, spillOver, dollarsAMonth, isAimReached } = row;
  const half = (coldShare.high - coldShare.low) / 2;
  return [
    name,
    `${percent(coldShare.mean)} ± ${(half * 100).toFixed(2)}`,
    `${p99WaitMs.toFixed(0)} ms`,
    `${meanWaitMs.toFixed(1)} ms`,
    spillOver.toFixed(0),
    dollars(dollarsAMonth.total),
    isAimReached ? 'yes' : 'no',
  ];
};

const head = ['variant', 'cold', 'p99 wait', 'mean wait', 'spill-over', 'a month', 'reaches the aim'];

const variantNames: Readonly<Record<string, string>> = {
  none: 'nothing provisioned',
  advice: 'THE ADVICE',
};

export const nameOfVariant = (variant: string): string => {
  const [, api, decryptor] = /^fixed (\d+)\/(\d+)$/.exec(variant) ?? [];
  if (api === undefined) return variantNames[variant] ?? variant;
  return `always ${api} of each function, ${decryptor ?? ''} decryptor`;
};

/** One digit for each hour; more than nine are a plus. */
const digit = (count: number): string => (count === 0 ? '.' : count > 9 ? '+' : String(count));

const grid = ({ hours }: AdviceDocument): readonly string[] => {
  const names = [...new Set(hours.flatMap(({ ready }) => Object.keys(ready)))];
  if (names.length === 0) return ['No container is kept ready in any hour.'];
  const lines = names.map((name) => {
    const days = weekDays.map((_, day) =>
      hours
        .slice(day * 24, day * 24 + 24)
        .map(({ ready }) => digit(ready[name] ?? 0))
        .join(''),
    );
    // A function with the same number at all times needs no grid.
    const counts = new Set(hours.map(({ ready }) => ready[name] ?? 0));
    return counts.size === 1
      ? [name, `${[...counts][0] ?? 0} at all times`]
      : [name, days.map((hoursOfDay, day) => `${weekDays[day] ?? ''} ${hoursOfDay}`).join('  ')];
  });
  return lines.map(([name = '', text = '']) => {
    if (!text.startsWith('MON')) return `  ${name}: ${text}`;
    return [`  ${name}, by hour from 0 to 23:`, ...text.split('  ').map((day) => `    ${day}`)].join('\n');
  });
};

const busiest = ({ hours }: AdviceDocument): string => {
  const most = hours.reduce((a, b) => (b.requests > a.requests ? b : a));
  return `${most.day} ${String(most.hour).padStart(2, '0')}:00 with ${most.requests.toFixed(0)} requests`;
};

/** As the command line of packaging takes them; empty where the default does. */
export const parameterWords = ({ parameters }: AdviceDocument): string =>
  parameters.readySchedule === ''
    ? ''
    : Object.entries(parameters)
        .map(([name, value]) => `--param "${name}=${value}"`)
        .join(' ');

export const describeParameters = (document: AdviceDocument): string => {
  const words = parameterWords(document);
  return words === '' ? 'No parameter is needed: the default keeps no container ready.' : words;
};

/** What every advice stands on, a sentence each. */
export const modelAssumptions = ({
  coldStarts,
  idleLifeMinutes,
  prices,
}: AdviceDocument): readonly string[] => [
  `A cold start takes ${coldStarts.apiMs} ms in the API and ${coldStarts.decryptorMs} ms in the decryptor (${coldStarts.source}).`,
  `Lambda keeps an idle container for ${idleLifeMinutes} minutes (--idle-life).`,
  `Prices of ${prices.region} of ${prices.date} (${prices.source}), without a free tier.`,
];

export const describeAdvice = (document: AdviceDocument): readonly string[] => [
  document.workload,
  `${document.requestsAWeek.toFixed(0)} requests a week; the busiest hour is ${busiest(document)} (${document.timeZone}).`,
  `Simulated ${document.period.repetitions} times from ${document.period.from.slice(0, 10)} to ${document.period.to.slice(0, 10)}, seed ${document.period.seed}; intervals are 95 %.`,
  '',
  'Assumed:',
  ...document.assumptions.map((sentence) => `  ${sentence}`),
  ...modelAssumptions(document).map((sentence) => `  ${sentence}`),
  '',
  `Aim: ${document.aim}.`,
  '',
  ...table(
    head,
    document.variants.map((row) => variantRow(nameOfVariant(row.variant), row)),
  ),
  ...(document.whatIf.length === 0
    ? []
    : [
        '',
        'The advice, if',
        ...table(
          ['change', ...head.slice(1)],
          document.whatIf.map((row) => variantRow(row.change, row)),
        ),
      ]),
  '',
  document.isAimReached
    ? 'Kept ready:'
    : 'No schedule that was tried reaches the aim; the nearest one keeps ready:',
  ...grid(document),
  '',
  describeParameters(document),
  'Pinging counts on the idle life above, which AWS does not promise; isolation and provisioned concurrency exclude each other in Lambda.',
];
