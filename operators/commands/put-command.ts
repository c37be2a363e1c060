// credentials put --tenant <id> --purpose <purpose> [--format jwe1|kms1] [--file <path>|-]: seals a value and stores it as the
// credential's next version. The value's shape is checked before anything else happens.

import { Option, type Command } from 'commander';
import { describeShape } from '../credentials/describe-shape.ts';
import { replaceCredential } from '../credentials/replace-credential.ts';
import type { SealedFormat } from '../credentials/seal-envelope.ts';
import { parseStorable } from '../credentials/storable-credential.ts';
import type { StorablePurpose } from '#shared/credentials/purpose';
import type { TenantId } from '#shared/domain/tenant-id';
import type { Secret } from '#shared/platform/secret';
import { openSealingOperator } from '../command-line/operator.ts';
import { exitCodes, type ExitCode } from '../command-line/operator-program.ts';
import { parsePurposeOption, parseTenantOption } from '../command-line/option-values.ts';
import { readValue, toValueSource, type ValueSource } from '../command-line/read-value.ts';
import { report, reportFailure, type JsonOption } from '../command-line/report.ts';

export type StoreOptions = JsonOption & {
  readonly tenant: TenantId;
  readonly purpose: StorablePurpose;
  readonly format: SealedFormat;
  readonly dryRun?: true;
};

/** `put` stores a first value or the next one, `rotate` only a next one. */
export const storeValue = async (
  command: 'put' | 'rotate',
  source: ValueSource,
  options: StoreOptions,
): Promise<ExitCode> => {
  const { tenant: tenantId, purpose, format } = options;
  const about = { tenantId, purpose };
  const value = await readValue(source);
  if (!value.ok) {
    console.error(value.failure);
    return exitCodes.failed;
  }
  if (!isOfPurpose(purpose, value.value)) {
    const findings = describeShape(purpose, value.value.expose()).join(', ');
    return reportFailure(
      options,
      about,
      'credential-malformed',
      `not a credential of its purpose: ${findings}`,
    );
  }
  const operator = await openSealingOperator(command);
  const isDryRun = options.dryRun === true;
  const replacement = {
    tenantId,
    purpose,
    format,
    value: value.value,
    mustExist: command === 'rotate',
    isDryRun,
  };
  const replaced = await replaceCredential(operator.deps, replacement, operator.newUse());
  if (!replaced.ok) return reportFailure(options, about, replaced.failure);
  const { version, isUnchanged } = replaced.value;
  const done = isDryRun ? 'would store' : 'stored';
  report(options, { ...about, version, format, isUnchanged, isDryRun }, [
    isUnchanged
      ? `${tenantId} ${purpose}: this value is stored already, version ${version}`
      : `${tenantId} ${purpose}: ${done} version ${version} as ${format}`,
  ]);
  return exitCodes.done;
};

const isOfPurpose = (purpose: StorablePurpose, value: Secret<unknown>): boolean =>
  parseStorable(purpose, value.expose()).ok;

export const noSource = 'Say --file <path>, or give the value on standard input.';
export const onlyDash = 'The only argument is -, for standard input; a value is never an argument.';

export const addPutCommand = (program: Command): void => {
  const command = program
    .command('put')
    .description('Seal a value (JSON, from a file or standard input) and store it as the next version.')
    .argument('[-]', 'standard input')
    .requiredOption('--tenant <id>', 'whose credential', parseTenantOption)
    .requiredOption('--purpose <purpose>', 'which credential', parsePurposeOption)
    .addOption(new Option('--format <format>', 'how to seal it').choices(['jwe1', 'kms1']).default('jwe1'))
    .option('--file <path>', 'where the value is; - for standard input')
    .option('--dry-run', 'check everything, store nothing')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  npm run credentials -- put --tenant acme --purpose payroll-api --file payroll.json
  get-secret acme/sql | npm run --silent credentials -- put --tenant acme --purpose sql-server -

sql-server: { "server": …, "port": 1433, "database": …, "user": …, "password": … }
payroll-api: { "url": …, "key": … }`,
    )
    .action(async (argument: string | undefined, options: StoreOptions & { readonly file?: string }) => {
      if (argument !== undefined && argument !== '-') return command.error(`error: ${onlyDash}`);
      const source = toValueSource(options.file, argument);
      if (source === undefined) return command.error(`error: ${noSource}`);
      process.exitCode = await storeValue('put', source, options);
    });
};
