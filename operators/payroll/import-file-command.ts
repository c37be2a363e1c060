// payroll import-file <file> --tenant <id> [--apply]: what a bank answered to a tenant's entries, from the bank's own file of returns and
// corrections.

import { open } from 'node:fs/promises';
import type { Command } from 'commander';
import { createSqlDirectDepositStore } from '#shared/direct-deposits/sql/sql-direct-deposit-store';
import type { StoreFailure } from '#shared/direct-deposits/direct-deposit-store';
import { bankCodeWords } from '#shared/domain/payroll/bank-answer';
import type { TenantId } from '#shared/domain/tenant-id';
import { fail, succeed, type Result } from '#shared/platform/result';
import { describeTenantFailure } from '../audit/describe-verification.ts';
import { interruption } from '../command-line/in-parallel.ts';
import { openOperator, type Operator } from '../command-line/operator.ts';
import { operatorPath } from '../command-line/operator-path.ts';
import { exitCodes, type ExitCode } from '../command-line/operator-program.ts';
import { parseTenantOption } from '../command-line/option-values.ts';
import { report, type JsonOption } from '../command-line/report.ts';
import { table } from '../command-line/table.ts';
import type { TenantAccess } from '../command-line/tenant-access.ts';
import type { AchAnswer } from './ach/ach-reader.ts';
import { applyAchAnswer, type AchOutcome } from './ach/apply-ach-answer.ts';
import { answersOf, checkAchFile, type AchSummary } from './ach/read-ach-file.ts';

type Options = JsonOption & { readonly tenant: TenantId; readonly apply?: true };

type Effect = AchOutcome['effect'];
type Line = {
  readonly line: number;
  readonly traceNumber: string;
  readonly code: string;
  readonly reason: string;
  readonly employeeId: string | null;
  readonly effect: Effect;
};

const words: Readonly<Record<Effect, readonly [done: string, planned: string]>> = {
  rejected: ['rejected: it is not paid to any more', 'would be rejected'],
  held: ['held until payroll has looked', 'would be held'],
  corrected: ['corrected', 'would be corrected'],
  recorded: ['recorded, nothing changed', 'would be recorded'],
  queued: ['waits for payroll', 'would wait for payroll'],
  replaced: ['recorded: the account was replaced since', 'would be recorded: the account was replaced since'],
  awaited: ['waits for the payroll suite', 'would wait for the payroll suite'],
  known: ['was applied before', 'was applied before'],
  'employee-unknown': ['NOT APPLIED: the employee is gone', 'NOT APPLIED: the employee is gone'],
  'unknown-trace': [
    'NOT MATCHED: no entry has this trace number',
    'NOT MATCHED: no entry has this trace number',
  ],
  'another-account': [
    'NOT APPLIED: the entry went to another account',
    'NOT APPLIED: the entry went to another account',
  ],
  'unknown-code': [
    'NOT APPLIED: the code is none of a return or correction',
    'NOT APPLIED: the code is none of a return or correction',
  ],
};

const unmatched: readonly Effect[] = ['employee-unknown', 'unknown-trace', 'another-account', 'unknown-code'];

const toLine = ({ line, originalTrace, code }: AchAnswer, { employeeId, effect }: AchOutcome): Line => ({
  line,
  traceNumber: originalTrace,
  code,
  reason: bankCodeWords(code),
  employeeId: employeeId ?? null,
  effect,
});

const refuse = ({ json }: JsonOption, sentence: string, more: object = {}): ExitCode => {
  console.error(sentence);
  if (json === true) console.log(JSON.stringify({ failure: 'refused', sentence, ...more }, null, 2));
  return exitCodes.failed;
};

type FileHandle = Parameters<typeof checkAchFile>[0];
type Run = {
  readonly lines: readonly Line[];
  readonly failure: StoreFailure | undefined;
  readonly isWhole: boolean;
};

/** Until it is done, something fails, or Ctrl-C: what was applied stays, and a second run goes on from there. */
const run = async (
  operator: Operator,
  { tenant: tenantId, apply }: Options,
  file: FileHandle,
  { answers }: AchSummary,
  { database, keyset }: TenantAccess,
): Promise<Run> => {
  const { log } = operator.opening;
  const store = createSqlDirectDepositStore({ database, tenantId, log, onMismatch: () => undefined });
  const author = { subject: 'bank', requestId: operator.caller.requestId };
  const tools = { store, tenantId, keyset, author, isDry: apply !== true };
  const signal = interruption();
  const bar = operator.terminal.startBar('Answers', answers);
  const lines: Line[] = [];
  const each = async (answer: AchAnswer): Promise<Result<void, StoreFailure>> => {
    const outcome = await applyAchAnswer(tools, answer);
    if (!outcome.ok) return fail(outcome.failure);
    lines.push(toLine(answer, outcome.value));
    bar.advance();
    return succeed(undefined);
  };
  try {
    for await (const answer of answersOf(file)) {
      if (signal.aborted) return { lines, failure: undefined, isWhole: false };
      const done = await each(answer);
      if (!done.ok) return { lines, failure: done.failure, isWhole: false };
    }
    return { lines, failure: undefined, isWhole: true };
  } finally {
    bar.end();
  }
};

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

const summaryLine = (
  { entries, batches }: AchSummary,
  lines: readonly Line[],
  isApplied: boolean,
): string => {
  const left = lines.filter(({ effect }) => unmatched.includes(effect)).length;
  const found = `${counted(entries, 'entry', 'entries')} in ${counted(batches, 'batch', 'batches')}, ${counted(lines.length, 'answer', 'answers')}`;
  const matched = left === 0 ? 'all of them known entries' : `${left} not applied`;
  const last = isApplied ? '' : ' Nothing was changed: add --apply.';
  return `${found}, ${matched}.${last}`;
};

const importFile = async (path: string, options: Options): Promise<ExitCode> => {
  let file: FileHandle;
  try {
    file = await open(operatorPath(path));
  } catch {
    return refuse(options, 'The file cannot be read.');
  }
  try {
    const checked = await checkAchFile(file);
    if (!checked.ok) {
      const { line, column, problem } = checked.failure;
      const sentence = `Refused, nothing done: line ${line}, column ${column}: ${problem}.`;
      return refuse(options, sentence, checked.failure);
    }
    const operator = await openOperator('import-file', 'payroll');
    const { withTenantAccess } = await import('../command-line/tenant-access.ts');
    const ran = await withTenantAccess(operator, options.tenant, (access) =>
      run(operator, options, file, checked.value, access),
    );
    if (!ran.ok) {
      const { sentence } = describeTenantFailure({ kind: 'no-access', access: ran.failure });
      return refuse(options, `${options.tenant}: ${sentence}`);
    }
    const { lines, failure, isWhole } = ran.value;
    const isApplied = options.apply === true;
    const rows = lines.map(({ line, traceNumber, code, reason, employeeId, effect }) => [
      String(line),
      traceNumber,
      `${code} ${reason}`,
      employeeId ?? '',
      words[effect][isApplied ? 0 : 1],
    ]);
    const head = ['line', 'trace', 'answer', 'employee', 'direct deposit'];
    const last = summaryLine(checked.value, lines, isApplied);
    const document = { tenantId: options.tenant, isApplied, isWhole, ...checked.value, lines };
    report(options, document, rows.length === 0 ? [last] : [...table(head, rows), '', last]);
    if (failure !== undefined)
      console.error(`Stopped at an answer: ${failure.code}. Run it again: it goes on from there.`);
    else if (!isWhole) console.error('Interrupted. Run it again: it goes on from there.');
    const isLeft = lines.some(({ effect }) => unmatched.includes(effect));
    return isWhole && !isLeft ? exitCodes.done : exitCodes.failed;
  } finally {
    await file.close();
  }
};

export const addImportFileCommand = (program: Command): void => {
  program
    .command('import-file')
    .argument('<file>', 'the bank’s file, 94 characters a record')
    .requiredOption('--tenant <id>', 'whose entries it answers', parseTenantOption)
    .option('--apply', 'do it; without it, only say what would be done')
    .option('--json', 'print one JSON document')
    .description(
      'Apply a bank’s file of returns and corrections: each answer once, matched by its trace number.',
    )
    .addHelpText(
      'after',
      `
Example:
  npm run payroll -- import-file returns-1124.ach --tenant acme
  npm run payroll -- import-file returns-1124.ach --tenant acme --apply

A damaged file is refused whole, with line and column. Exit code 1 also where an answer could not be matched.
What each code does: docs/payroll.md`,
    )
    .action(async (path: string, options: Options) => {
      process.exitCode = await importFile(path, options);
    });
};
