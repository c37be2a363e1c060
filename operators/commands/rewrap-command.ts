// credentials rewrap --tenant <id> | --all [--from <format>] [--concurrency <n>]: moves envelopes to the current format, at the
// versions that they have. Run again, it goes on with what is left.

import type { Command } from 'commander';
import {
  addTallies,
  emptyTally,
  rewrapTenant,
  type RewrapChoice,
  type RewrapFault,
  type RewrapTally,
} from '../credentials/rewrap-tenant.ts';
import { isCommitted, isCurrentFormat } from '../credentials/stored-envelope-facts.ts';
import { describeFailure } from '../command-line/describe-failure.ts';
import { inParallel, interruption } from '../command-line/in-parallel.ts';
import { openSealingOperator } from '../command-line/operator.ts';
import { exitCodes, type ExitCode } from '../command-line/operator-program.ts';
import { parseConcurrencyOption } from '../command-line/option-values.ts';
import { report, reportFailure } from '../command-line/report.ts';
import { onTenants, type TenantsOptions } from '../command-line/tenants-command.ts';
import { whichTenants } from '../command-line/which-tenants.ts';

type RewrapOptions = TenantsOptions & {
  readonly from?: string;
  readonly concurrency: number;
  readonly dryRun?: true;
};

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A format's name, `*` standing for anything. */
const matcher = (pattern: string): RegExp => new RegExp(`^${pattern.split('*').map(escape).join('.*')}$`);

/** Without a choice of formats: all that are older than the current ones, or do not commit to their key. */
export const chooseFrom = (from: string | undefined): RewrapChoice => {
  if (from === undefined) return (facts) => (isCommitted(facts) ? 'current' : 'rewrap');
  const pattern = matcher(from);
  return (facts) => {
    if (facts.format === 'jwe1' && isCommitted(facts)) return 'current';
    if (pattern.test(facts.format)) return 'rewrap';
    return isCurrentFormat(facts) ? 'current' : 'other';
  };
};

const describeFault = ({ tenantId, purpose, place, code }: RewrapFault): string =>
  `failed: ${[tenantId, purpose, place === 'previous' ? '(previous)' : undefined]
    .filter((part) => part !== undefined)
    .join(' ')}: ${describeFailure(code)}`;

export const tallyLines = (tally: RewrapTally, isDryRun: boolean): readonly string[] => [
  ...tally.faults.map(describeFault),
  [
    `${tally.rewrapped} ${isDryRun ? 'would be rewrapped' : 'rewrapped'}`,
    `${tally.current} already current`,
    ...(tally.other > 0 ? [`${tally.other} others left as they are`] : []),
    `${tally.faults.length} failed`,
  ].join(', '),
];

const rewrap = async (options: RewrapOptions): Promise<ExitCode> => {
  const { deps, directory, terminal, newUse } = await openSealingOperator('rewrap');
  const isDryRun = options.dryRun === true;
  const tenants = await whichTenants(directory, options.tenant);
  if (!tenants.ok) return reportFailure(options, {}, tenants.failure);

  const choose = chooseFrom(options.from);
  const signal = interruption();
  const bar = terminal.startBar('Tenants', tenants.value.length);
  let tally = emptyTally;
  let finished = 0;
  await inParallel(tenants.value, { concurrency: options.concurrency, signal }, async (tenantId) => {
    const done = await rewrapTenant(deps, tenantId, { choose, isDryRun }, newUse());
    tally = addTallies(tally, done);
    finished += 1;
    bar.advance();
  });
  bar.end();

  const isInterrupted = finished < tenants.value.length;
  const { rewrapped, current: alreadyCurrent, other, faults: failures } = tally;
  const document = { tenants: finished, isInterrupted, isDryRun, rewrapped, alreadyCurrent, other, failures };
  report(options, document, [
    ...tallyLines(tally, isDryRun),
    ...(isInterrupted
      ? [`Interrupted after ${finished} of ${tenants.value.length} tenants; run it again to go on.`]
      : []),
  ]);
  return failures.length === 0 && !isInterrupted ? exitCodes.done : exitCodes.failed;
};

export const addRewrapCommand = (program: Command): void => {
  onTenants(program.command('rewrap'), 'required', rewrap)
    .description('Move envelopes, current and previous, to the current format.')
    .option('--from <format>', 'only from this format; * stands for anything (dotnet-*)')
    .option('--concurrency <n>', 'tenants at a time, 1 to 32', parseConcurrencyOption, 4)
    .option('--dry-run', 'open and seal everything, store nothing')
    .addHelpText(
      'after',
      `
Examples:
  npm run credentials -- rewrap --all --dry-run
  npm run credentials -- rewrap --tenant acme --from 'dotnet-*'

A credential keeps its version and its value. Each is replaced only if it is still what was read; run the command again
after an interruption or a failure.`,
    );
};
