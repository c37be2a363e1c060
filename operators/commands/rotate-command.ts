// credentials rotate: the next version of a credential with the previous one kept, the next key of the account numbers, or a
// tenant's next data key. Which of them, and that the options fit together, is decided here.

import { Option, type Command } from 'commander';
import type { SealedFormat } from '../credentials/seal-envelope.ts';
import type { StorablePurpose } from '#shared/credentials/purpose';
import { parsePurposeOption, parseTenantOption } from '../command-line/option-values.ts';
import type { ExitCode } from '../command-line/operator-program.ts';
import { noSource, onlyDash, storeValue } from './put-command.ts';
import { toValueSource } from '../command-line/read-value.ts';
import { runDataKeyRotation } from './rotate-data-key.ts';
import { runKeysetRotation, type KeysetRotationOptions } from './rotate-keyset.ts';

type RotateOptions = KeysetRotationOptions & {
  readonly purpose?: StorablePurpose;
  readonly dataKey?: true;
  readonly file?: string;
  readonly format?: SealedFormat;
};

type Choice = { readonly complaint: string } | { readonly run: () => Promise<ExitCode> };

const choose = (argument: string | undefined, options: RotateOptions): Choice => {
  const { purpose, dataKey, reseal, newKey, file, format = 'jwe1' } = options;
  if (argument !== undefined && argument !== '-') return { complaint: onlyDash };
  if ((purpose === undefined) === (dataKey === undefined))
    return { complaint: 'Say either --purpose <purpose> or --data-key.' };
  const isKeyset = purpose === 'account-number-key';
  const givesValue = file !== undefined || argument !== undefined || options.format !== undefined;
  if (reseal === true && !isKeyset) return { complaint: '--reseal goes with --purpose account-number-key.' };
  if (newKey === true && dataKey !== true && reseal !== true)
    return { complaint: '--new-key goes with --data-key or --reseal.' };
  if (givesValue && (isKeyset || dataKey === true))
    return { complaint: 'A key is made here: it takes no value and no format.' };
  if (dataKey === true) return { run: () => runDataKeyRotation(options) };
  if (isKeyset || purpose === undefined) return { run: () => runKeysetRotation(options) };
  const source = toValueSource(file, argument);
  if (source === undefined) return { complaint: noSource };
  return { run: () => storeValue('rotate', source, { ...options, purpose, format }) };
};

export const addRotateCommand = (program: Command): void => {
  const command = program
    .command('rotate')
    .description('Store the next version of a credential, or make the next key.')
    .argument('[-]', 'standard input')
    .requiredOption('--tenant <id>', 'whose credential', parseTenantOption)
    .option('--purpose <purpose>', 'which credential', parsePurposeOption)
    .option('--data-key', 'make a new data key and seal the tenant’s jwe1 envelopes anew under it')
    .option('--file <path>', 'where the new value is; - for standard input')
    .addOption(new Option('--format <format>', 'how to seal it (default: jwe1)').choices(['jwe1', 'kms1']))
    .option('--reseal', 'with account-number-key: seal every stored account number anew')
    .option('--new-key', 'make a new key although an earlier rotation is unfinished')
    .option('--dry-run', 'say what would be done, store nothing')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  npm run credentials -- rotate --tenant acme --purpose sql-server --file new-login.json
  npm run credentials -- rotate --tenant acme --purpose account-number-key --reseal
  npm run credentials -- rotate --tenant acme --data-key

A rotation of keys that was interrupted is finished by running the same command again.`,
    )
    .action(async (argument: string | undefined, options: RotateOptions) => {
      const choice = choose(argument, options);
      if ('complaint' in choice) return command.error(`error: ${choice.complaint}`);
      process.exitCode = await choice.run();
    });
};
