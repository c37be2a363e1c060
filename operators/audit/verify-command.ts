// audit verify [--tenant <id> | --all] [--receipt <sequence>:<hash> …] [--receipts <file>]: recomputes every receipt from the
// audit rows and names what is broken, missing or forged. Saved receipts are anchors: they show a chain that was cut or
// rewritten with the key.

import { InvalidArgumentError, type Command } from 'commander';
import { interruption } from '../command-line/in-parallel.ts';
import { openOperator } from '../command-line/operator.ts';
import { exitCodes, type ExitCode } from '../command-line/operator-program.ts';
import { readTextFile } from '../command-line/read-text-file.ts';
import { report, reportFailure } from '../command-line/report.ts';
import { onTenants, type TenantsOptions } from '../command-line/tenants-command.ts';
import { whichTenants } from '../command-line/which-tenants.ts';
import type { Receipt } from '#shared/direct-deposits/audit';
import { describeReport, describeTenantFailure, isWhole, notSetUpCode } from './describe-verification.ts';
import { parseReceipt, parseReceiptFile, receiptsOf, type TenantReceipt } from './saved-receipts.ts';

type VerifyOptions = TenantsOptions & {
  readonly receipt: readonly Receipt[];
  readonly receipts?: string;
};

const collectReceipt = (text: string, earlier: readonly Receipt[]): readonly Receipt[] => {
  const receipt = parseReceipt(text);
  if (receipt === undefined)
    throw new InvalidArgumentError('A receipt is <sequence>:<hash>, the hash of 64 hex digits.');
  return [...earlier, receipt];
};

/** A sentence when the command line or the file is wrong. */
const readSaved = ({ tenant, receipt, receipts }: VerifyOptions): readonly TenantReceipt[] | string => {
  if (tenant === undefined && receipt.length > 0) return 'Say with --tenant <id> whose the --receipt is.';
  const typed = tenant === undefined ? [] : receipt.map((each) => ({ tenantId: tenant, receipt: each }));
  if (receipts === undefined) return typed;
  const file = readTextFile(receipts);
  if (!file.ok) return `The file of receipts ${file.failure}.`;
  const read = parseReceiptFile(file.value, tenant);
  if (!read.ok)
    return `Line ${read.failure} of the file of receipts is not “<tenant> <sequence>:<hash>”; only with --tenant <id> it may lack the tenant.`;
  return [...typed, ...read.value];
};

const verify = async (options: VerifyOptions): Promise<ExitCode> => {
  const saved = readSaved(options);
  if (typeof saved === 'string') {
    console.error(saved);
    return exitCodes.wrongUsage;
  }
  const operator = await openOperator('verify', 'audit');
  const ids = await whichTenants(operator.directory, options.tenant);
  if (!ids.ok) return reportFailure(options, {}, ids.failure);
  // The driver is loaded only when there is a database to read.
  const { verifyTenant } = await import('./verify-tenant.ts');

  const signal = interruption();
  const documents: object[] = [];
  const lines: string[] = [];
  let failed = 0;
  let notSetUp = 0;
  for (const tenantId of ids.value) {
    if (signal.aborted) break;
    const verified = await verifyTenant(operator, tenantId, { saved: receiptsOf(tenantId, saved), signal });
    if (verified.ok) {
      documents.push({ tenantId, isWhole: isWhole(verified.value), ...verified.value });
      lines.push(...describeReport(tenantId, verified.value));
      if (!isWhole(verified.value)) failed += 1;
    } else {
      const { code, sentence } = describeTenantFailure(verified.failure);
      documents.push({ tenantId, isWhole: false, failure: code });
      operator.terminal.write(`${tenantId}: ${sentence}\n`);
      if (code === notSetUpCode && !saved.some((each) => each.tenantId === tenantId)) notSetUp += 1;
      else failed += 1;
    }
  }
  const unread = ids.value.length - documents.length;
  if (unread > 0) operator.terminal.write(`Interrupted; ${unread} tenants were not read.\n`);
  const strangers = [...new Set(saved.map(({ tenantId }) => tenantId))].filter(
    (tenantId) => !ids.value.includes(tenantId),
  );
  if (options.tenant === undefined)
    for (const tenantId of strangers)
      operator.terminal.write(`${tenantId}: there are saved receipts of it, and no such tenant\n`);
  report(options, { tenants: documents }, ids.value.length === 0 ? ['There are no tenants.'] : lines);
  const isUnknown = options.tenant === undefined && strangers.length > 0;
  if (failed > 0 || unread > 0 || isUnknown) return exitCodes.failed;
  return notSetUp > 0 ? exitCodes.notSetUp : exitCodes.done;
};

export const addVerifyCommand = (program: Command): void => {
  onTenants(program.command('verify'), 'optional', verify)
    .description('Recompute the chains of receipts and name the broken, missing and forged rows.')
    .option(
      '--receipt <sequence:hash>',
      'a receipt that was kept, as an anchor; as often as needed',
      collectReceipt,
      [],
    )
    .option('--receipts <file>', 'kept receipts, one for each line: <tenant> <sequence>:<hash>')
    .addHelpText(
      'after',
      `
For each tenant a line sums up; the lines after it are the last receipt and the last checkpoint: keep them, away from the database, and
give them to the next run. Without them, what was written since the last checkpoint can be cut off unseen.

A tenant without credentials or migrations is not set up yet, which is no failure (exit code 3 when that is all), unless a kept
receipt says that it once was.

Examples:
  npm run audit -- verify --tenant acme
  npm run --silent audit -- verify | grep -E '^[a-z0-9-]+ [0-9]+:' >> receipts.txt
  npm run audit -- verify --receipts receipts.txt`,
    );
};
