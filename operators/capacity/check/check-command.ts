// capacity check: the simulation against what queueing theory knows exactly.

import type { Command } from 'commander';
import { exitCodes } from '../../command-line/operator-program.ts';
import { report, type JsonOption } from '../../command-line/report.ts';
import { table } from '../../command-line/table.ts';
import { checkModel } from './check-model.ts';
import { simulate } from '../model/simulate.ts';

const figure = (value: number): string => value.toFixed(5);

export const addCheckCommand = (program: Command): void => {
  program
    .command('check')
    .description(
      'Hold the simulation against Erlang’s loss formula, Little’s law and the cold starts of rare requests.',
    )
    .option('--json', 'print one JSON document')
    .action((options: JsonOption) => {
      const checks = checkModel(simulate);
      const rows = checks.map(({ name, exact, simulated, isInside }) => [
        name,
        figure(exact),
        `${figure(simulated.low)} to ${figure(simulated.high)}`,
        isInside ? 'inside' : 'OUTSIDE',
      ]);
      report(options, { checks }, table(['check', 'exact', 'simulated, 99 %', ''], rows));
      process.exitCode = checks.every(({ isInside }) => isInside) ? exitCodes.done : exitCodes.failed;
    });
};
