// capacity watch: forecast and fact side by side, and whether the advice is stale.

import type { Command } from 'commander';
import { systemClock } from '#shared/platform/clock';
import { exitCodes, type ExitCode } from '../command-line/operator-program.ts';
import { report, type JsonOption } from '../command-line/report.ts';
import { table } from '../command-line/table.ts';
import { wholeFrom } from './capacity-options.ts';
import { compareForecast } from './watch/compare-forecast.ts';
import { readForecast } from '../../infra/capacity-forecast.ts';
import { readFacts } from './watch/read-facts.ts';

type WatchOptions = JsonOption & { readonly advice: string; readonly stack: string; readonly weeks: number };

const dayMs = 86_400_000;

const run = async (options: WatchOptions): Promise<ExitCode> => {
  const forecast = readForecast(options.advice);
  const { openMetricReader } = await import('./inputs/open-metric-reader.ts');
  const nowMs = systemClock.nowMs();
  const toMs = Math.floor(nowMs / dayMs) * dayMs;
  const period = { fromMs: toMs - options.weeks * 7 * dayMs, toMs };
  const facts = await readFacts(openMetricReader(), options.stack, period);
  const reasons = compareForecast(forecast, facts, nowMs);
  const rows = [
    ['requests', forecast.requestsAWeek, facts.requestsAWeek],
    ['cold starts of the API’s functions', forecast.coldStartsAWeek.api, facts.coldStartsAWeek.api],
    ['cold starts of the decryptor', forecast.coldStartsAWeek.decryptor, facts.coldStartsAWeek.decryptor],
    ['past the ready containers', forecast.spillOverAWeek, facts.spillOverAWeek],
    ['most of one function at the same time', forecast.mostAtOnce, facts.mostAtOnce],
  ] as const;
  report(options, { isStale: reasons.length > 0, reasons, forecast, facts }, [
    `${options.stack}, ${new Date(period.fromMs).toISOString().slice(0, 10)} to ${new Date(period.toMs).toISOString().slice(0, 10)}`,
    `Advice of ${forecast.madeAt.slice(0, 10)}: ${forecast.workload}`,
    '',
    ...table(
      ['a week', 'forecast', 'fact'],
      rows.map(([what, expected, fact]) => [what, expected.toFixed(0), fact.toFixed(0)]),
    ),
    '',
    ...(reasons.length === 0
      ? ['The advice holds.']
      : [
          'The advice is stale:',
          ...reasons.map(({ sentence }) => `  ${sentence}`),
          'Make a new one with advise --stack.',
        ]),
  ]);
  return reasons.length === 0 ? exitCodes.done : exitCodes.failed;
};

export const addWatchCommand = (program: Command): void => {
  program
    .command('watch')
    .description(
      'Compare an advice with what CloudWatch has of the stack since, and say whether it is stale.',
    )
    .requiredOption('--advice <file>', 'what advise --save wrote')
    .requiredOption('--stack <name>', 'the deployed stack, such as direct-deposits-prod')
    .option('--weeks <n>', 'how many whole weeks to look back', wholeFrom(1, 9), 2)
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Example:
  npm run capacity -- watch --advice advice.json --stack direct-deposits-prod

Exit codes: 0 the advice holds, 1 it is stale or something failed, 2 wrong usage.`,
    )
    .action(async (options: WatchOptions) => {
      process.exitCode = await run(options);
    });
};
