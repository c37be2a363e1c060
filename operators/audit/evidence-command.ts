// audit evidence --tenant <id> --from <day> --to <day> [--out <folder>]: a folder that an auditor can read.

import { existsSync, mkdirSync } from 'node:fs';
import { open, rename, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { addDays, isIsoDate, type IsoDate } from '#shared/domain/iso-date';
import { defaultTimeZone } from '#shared/domain/effective-date';
import type { TenantId } from '#shared/domain/tenant-id';
import { interruption } from '../command-line/in-parallel.ts';
import { openOperator } from '../command-line/operator.ts';
import { operatorPath } from '../command-line/operator-path.ts';
import { exitCodes, type ExitCode } from '../command-line/operator-program.ts';
import { parseTenantOption } from '../command-line/option-values.ts';
import { report, type JsonOption } from '../command-line/report.ts';
import { describeTenantFailure, isWhole, notSetUpCode } from './describe-verification.ts';
import type { Evidence, EvidenceFile } from './evidence/collect-evidence.ts';
import type { TenantFailure } from './verify-tenant.ts';

type Options = JsonOption & {
  readonly tenant: TenantId;
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly out?: string;
};

const parseDay = (text: string): IsoDate => {
  if (!isIsoDate(text)) throw new InvalidArgumentError('A day is written as 2026-11-28.');
  return text;
};

const instantOf = (day: IsoDate): Date => new Date(`${day}T00:00:00.000Z`);

/** Files of one folder, open until they are closed. */
const openFiles = (folder: string) => {
  const files = new Map<EvidenceFile, FileHandle>();
  return {
    write: async (name: EvidenceFile, text: string): Promise<void> => {
      const file = files.get(name) ?? (await open(join(folder, name), 'wx', 0o600));
      files.set(name, file);
      await file.write(text);
    },
    close: async (): Promise<void> => {
      for (const file of files.values()) await file.close();
    },
  };
};

const refuse = ({ json }: JsonOption, code: string, sentence: string, exitCode: ExitCode): ExitCode => {
  console.error(sentence);
  if (json === true) console.log(JSON.stringify({ failure: code, sentence }, null, 2));
  return exitCode;
};

const refuseTenant = (options: Options, failure: TenantFailure): ExitCode => {
  const { code, sentence } = describeTenantFailure(failure);
  const exitCode = code === notSetUpCode ? exitCodes.notSetUp : exitCodes.failed;
  return refuse(options, code, `${options.tenant}: ${sentence}`, exitCode);
};

const summary = (folder: string, { changes, holds, answers, chain }: Evidence): readonly string[] => [
  `${changes} entries, ${holds.length} holds, ${[...answers.values()].reduce((sum, count) => sum + count, 0)} answers of the bank.`,
  isWhole(chain)
    ? `The chain of ${chain.receipts} receipts is whole.`
    : 'The chain of receipts is BROKEN: npm run audit -- verify names where.',
  join(folder, 'index.html'),
];

const evidence = async (options: Options): Promise<ExitCode> => {
  const { tenant: tenantId, from, to } = options;
  if (from > to) return refuse(options, 'wrong-usage', '--from is after --to.', exitCodes.wrongUsage);
  const folder = operatorPath(options.out ?? `evidence-${tenantId}-${from}-${to}`);
  if (existsSync(folder))
    return refuse(
      options,
      'folder-exists',
      'The folder is there already; name another one with --out.',
      exitCodes.failed,
    );
  const operator = await openOperator('evidence', 'audit');
  const { withTenantAccess } = await import('../command-line/tenant-access.ts');
  const { collectEvidence } = await import('./evidence/collect-evidence.ts');
  const { evidencePage } = await import('./evidence/evidence-page.ts');

  const signal = interruption();
  // Under another name until it is whole: nobody takes half of it for all.
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  const files = openFiles(unfinished);
  let bar = operator.terminal.startBar('Receipts', 0);
  try {
    const collected = await withTenantAccess(operator, tenantId, ({ database, keyset }) =>
      collectEvidence(database, {
        tenantId,
        keyset,
        span: { from: instantOf(from), until: instantOf(addDays(to, 1)), timeZone: defaultTimeZone },
        signal,
        write: files.write,
        onBegun: (receipts) => (bar = operator.terminal.startBar('Receipts', receipts)),
        onRead: (receipts) => bar.advance(receipts),
      }),
    );
    if (!collected.ok) return refuseTenant(options, { kind: 'no-access', access: collected.failure });
    if (!collected.value.ok) return refuseTenant(options, { kind: 'unread', chain: collected.value.failure });
    if (signal.aborted) return refuse(options, 'interrupted', 'Interrupted, nothing kept.', exitCodes.failed);
    const found = collected.value.value;
    const title = { tenantId, from, to, madeAt: new Date(), madeBy: operator.caller.subject };
    await writeFile(join(unfinished, 'index.html'), evidencePage(found, title), { mode: 0o600 });
    await files.close();
    await rename(unfinished, folder);
    const { changes, holds } = found;
    const document = {
      tenantId,
      from,
      to,
      folder,
      isWhole: isWhole(found.chain),
      changes,
      holds: holds.length,
    };
    report(options, document, summary(folder, found));
    return isWhole(found.chain) ? exitCodes.done : exitCodes.failed;
  } finally {
    bar.end();
    await files.close().catch(() => undefined);
    await rm(unfinished, { recursive: true, force: true });
  }
};

export const addEvidenceCommand = (program: Command): void => {
  program
    .command('evidence')
    .requiredOption('--tenant <id>', 'the employer', parseTenantOption)
    .requiredOption('--from <day>', 'the first day, in UTC', parseDay)
    .requiredOption('--to <day>', 'the last day', parseDay)
    .option('--out <folder>', 'where to write; evidence-<tenant>-<from>-<to> when not said')
    .option('--json', 'print one JSON document')
    .description(
      'Write what an auditor asks for: changes, holds, answers of the bank and the check of the receipts.',
    )
    .addHelpText(
      'after',
      `
Example:
  npm run audit -- evidence --tenant acme --from 2026-01-01 --to 2026-12-31

The folder has index.html, with charts, and the lines as CSV. Account numbers are masked. Exit code 1 where the chain is broken.`,
    )
    .action(async (options: Options) => {
      process.exitCode = await evidence(options);
    });
};
