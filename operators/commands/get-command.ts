// credentials get --tenant <id> --purpose <purpose>: opens a credential and says which version, format and key it has, with
// every secret masked. --reveal prints the value, after the names were typed back, and the audit line says so.

import type { Command } from 'commander';
import { openAnyCredential } from '../credentials/open-any-credential.ts';
import { envelopeFacts } from '../credentials/stored-envelope-facts.ts';
import type { StorablePurpose } from '#shared/credentials/purpose';
import type { TenantId } from '#shared/domain/tenant-id';
import { isConfirmed, notConfirmed } from '../command-line/confirm.ts';
import { maskCredential } from './mask-credential.ts';
import { openOperator } from '../command-line/operator.ts';
import { exitCodes, type ExitCode } from '../command-line/operator-program.ts';
import { parsePurposeOption, parseTenantOption } from '../command-line/option-values.ts';
import { report, reportFailure, type JsonOption } from '../command-line/report.ts';

type GetOptions = JsonOption & {
  readonly tenant: TenantId;
  readonly purpose: StorablePurpose;
  readonly previous?: true;
  readonly reveal?: true;
};

const get = async (options: GetOptions): Promise<ExitCode> => {
  const { tenant: tenantId, purpose } = options;
  const about = { tenantId, purpose };
  const isRevealed = options.reveal === true;
  const isPrevious = options.previous === true;
  const expected = `${tenantId} ${purpose}`;
  if (isRevealed && !(await isConfirmed('The credential will be shown in the clear.', expected))) {
    console.error(notConfirmed(expected));
    return exitCodes.failed;
  }
  const { opening, newUse } = await openOperator(isRevealed ? 'get --reveal' : 'get');
  const use = newUse();
  const record = await opening.tenantStore.load(tenantId, { isConsistent: true, deadline: use.deadline });
  if (!record.ok) return reportFailure(options, about, record.failure);
  const stored = record.value.credentials.get(purpose);
  const opened = await openAnyCredential(opening, record.value, { purpose, isPrevious }, use);
  if (!opened.ok) return reportFailure(options, about, opened.failure);

  const { version, format, value } = opened.value;
  const envelope = (isPrevious ? stored?.previous : stored?.current)?.envelope ?? '';
  const key = envelopeFacts(opening.lookUpFormat, envelope)?.key ?? null;
  const shown = isRevealed ? value.expose() : maskCredential(purpose, value.expose());
  const updatedAt = stored?.updatedAt ?? null;
  const previousVersion = stored?.previous?.version ?? null;
  report(options, { ...about, version, previousVersion, format, key, updatedAt, value: shown }, [
    ...(isRevealed
      ? []
      : [
          `${tenantId} ${purpose}: version ${version}, ${format}${key === null ? '' : `, ${key}`}`,
          `  previous version: ${previousVersion ?? 'none'}; last changed ${updatedAt ?? 'never'}`,
        ]),
    JSON.stringify(shown, null, 2),
  ]);
  return exitCodes.done;
};

export const addGetCommand = (program: Command): void => {
  program
    .command('get')
    .description('Show a credential’s version, format and key, its secrets masked.')
    .requiredOption('--tenant <id>', 'whose credential', parseTenantOption)
    .requiredOption('--purpose <purpose>', 'which credential', parsePurposeOption)
    .option('--previous', 'the version before the current one')
    .option('--reveal', 'print the value in the clear; asks for a typed confirmation and is audited')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  npm run credentials -- get --tenant acme --purpose sql-server
  npm run credentials -- get --tenant acme --purpose sql-server --reveal`,
    )
    .action(async (options: GetOptions) => {
      process.exitCode = await get(options);
    });
};
