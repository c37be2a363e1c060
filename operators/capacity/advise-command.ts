// capacity advise: how many containers of which function to keep ready in which hour, what it costs, and what it is worth.

import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { systemClock } from '#shared/platform/clock';
import { exitCodes, type ExitCode } from '../command-line/operator-program.ts';
import { report, type JsonOption } from '../command-line/report.ts';
import { createTerminal } from '../command-line/terminal.ts';
import {
  addModelOptions,
  addWorkloadOptions,
  readWorkload,
  type ModelOptions,
  type WorkloadOptions,
} from './capacity-options.ts';
import { readColdStarts } from './cold-starts.ts';
import { ownPriceFile, readPrices } from './cost/prices.ts';
import { advicePage } from './page/advice-page.ts';
import { systemOf } from './system-of.ts';
import { countRequests } from './arrivals/count-requests.ts';
import { adviceDocument } from './advise/advice-document.ts';
import { advise, runsOfAdvice } from './advise/advise.ts';
import { describeAdvice, parameterWords } from './advise/describe-advice.ts';

type AdviseOptions = WorkloadOptions &
  ModelOptions &
  JsonOption & { readonly html?: string; readonly save?: string; readonly apply?: string };

/** Small loads need more repetitions until their figures stand still; so many requests in all are simulated in seconds. */
const requestsForEachVariant = 1_000_000;

const repetitionsFor = (requests: number): number =>
  Math.max(3, Math.min(40, Math.round(requestsForEachVariant / Math.max(1, requests))));

const writeOut = (path: string, content: string): void => {
  try {
    writeFileSync(path, content);
  } catch {
    throw new RangeError(`The file ${path} cannot be written.`);
  }
};

const run = async (options: AdviseOptions): Promise<ExitCode> => {
  const nowMs = systemClock.nowMs();
  const workload = await readWorkload(options, nowMs);
  const coldStarts = readColdStarts(options);
  const system = systemOf(workload, {
    coldStarts,
    apiMemoryMb: options.apiMemory,
    decryptorMemoryMb: options.decryptorMemory,
    idleLifeMs: options.idleLife * 60_000,
    accountLimit: options.accountLimit,
  });
  const repetitions =
    options.repetitions ??
    repetitionsFor(countRequests(workload.arrivals(options.seed), requestsForEachVariant));
  const setting = {
    workload,
    prices: readPrices(options.prices ?? ownPriceFile, options.architecture),
    aim: options.aim,
    seed: options.seed,
    repetitions,
  };
  const total = runsOfAdvice(setting, options.whatIf.length);
  const bar = createTerminal().startBar('simulating', total);
  let runs = 0;
  const onRun = (): void => {
    runs += 1;
    if (runs < total) bar.advance();
  };
  const advice = advise({ ...setting, onRun }, system, coldStarts, options.whatIf);
  bar.advance(Math.max(0, total - Math.min(runs, total - 1)));
  bar.end();
  const document = adviceDocument(advice, setting, system, coldStarts, nowMs);
  if (options.save !== undefined) writeOut(options.save, `${JSON.stringify(document, null, 2)}\n`);
  if (options.html !== undefined) writeOut(options.html, advicePage(document));
  const lines =
    options.apply === undefined
      ? []
      : [
          '',
          'To deploy it:',
          `  npm run deploy -- --stage ${options.apply} ${parameterWords(document)}`.trimEnd(),
        ];
  report(options, document, [...describeAdvice(document), ...lines]);
  return document.isAimReached ? exitCodes.done : exitCodes.failed;
};

export const addAdviseCommand = (program: Command): void => {
  const command = program
    .command('advise')
    .description(
      'Say how many containers to keep ready in which hour of the week, and what that costs and saves.',
    );
  addModelOptions(addWorkloadOptions(command))
    .option('--html <file>', 'write a page with charts')
    .option(
      '--save <file>',
      'write the advice as JSON, for watch and for the dashboard (parameter capacityForecast)',
    )
    .option('--apply <stage>', 'print the command that deploys the advice to a stage; nothing is deployed')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  npm run capacity -- advise --profile "8,000 employees in 20 tenants, pay day every second Friday" --time-zone America/New_York
  npm run capacity -- advise --stack direct-deposits-prod --aim "cold<=0.1%" --html advice.html --save advice.json
  npm run capacity -- advise --requests requests.csv --what-if "load*2" --what-if idle=2min

Exit codes: 0 the aim is reached, 1 it is not or something failed, 2 wrong usage.`,
    )
    .action(async (options: AdviseOptions) => {
      process.exitCode = await run(options);
    });
};
