// credentials grant --alias <name> --purposes <names> [--tenants <ids>] [--principal <role or account>]: what lets another team's Lambda ask
// the decryptor. It prints: the deployment's parameter holds the table, so that the deployed stack and its description never differ.

import { InvalidArgumentError, type Command } from 'commander';
import {
  formatGrants,
  isAliasName,
  ownAliases,
  type DecryptorGrant,
} from '#shared/credentials/decryptor-grants';
import { answerablePurposes, isPurpose, type Purpose } from '#shared/credentials/purpose';
import { isTenantId, type TenantId } from '#shared/domain/tenant-id';
import { exitCodes } from '../command-line/operator-program.ts';
import { report, type JsonOption } from '../command-line/report.ts';

type GrantOptions = JsonOption & {
  readonly alias: string;
  readonly purposes: readonly Purpose[];
  readonly tenants?: readonly TenantId[];
  readonly principal?: string;
  readonly function: string;
  readonly region: string;
  readonly account: string;
};

const parseAlias = (text: string): string => {
  if (!isAliasName(text)) {
    throw new InvalidArgumentError('It has 1 to 40 small letters, digits and dashes, a letter first.');
  }
  if (ownAliases.includes(text)) throw new InvalidArgumentError(`${text} is an alias of the product's own.`);
  return text;
};

const listOf =
  <T extends string>(isOne: (value: unknown) => value is T, expected: string) =>
  (text: string): readonly T[] => {
    const texts = text.split(',');
    const items = texts.filter(isOne);
    if (items.length !== texts.length || new Set(items).size !== items.length)
      throw new InvalidArgumentError(expected);
    return items;
  };

const parsePattern =
  (pattern: RegExp, expected: string) =>
  (text: string): string => {
    if (!pattern.test(text)) throw new InvalidArgumentError(expected);
    return text;
  };

/** An entry of the parameter `decryptorCallers`. */
export const callerEntry = (grant: DecryptorGrant, principal: string | undefined): string => {
  const entry = formatGrants([grant]);
  if (principal === undefined) return entry;
  return `${entry}${grant.tenantIds.length === 0 ? ':' : ''}:${principal}`;
};

const policyFor = (decryptor: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: decryptor }],
});

const runGrant = (options: GrantOptions): void => {
  const { alias, purposes, tenants = [], principal, region, account } = options;
  const entry = callerEntry({ alias, purposes, tenantIds: tenants }, principal);
  const decryptor = `arn:aws:lambda:${region}:${account}:function:${options.function}:${alias}`;
  const policy = policyFor(decryptor);
  const stack = options.function.replace(/-decryptor$/, '');
  const admission =
    principal === undefined
      ? `2. Attach the policy ${stack}-decryptor-${alias}, which the deployment makes, to the caller's role.`
      : `2. ${principal} is admitted to the alias by the deployment. Its own account has to allow it as well; the policy for its role:\n\n${JSON.stringify(policy, null, 2)}\n`;
  report(options, { alias, purposes, tenants, principal: principal ?? null, entry, decryptor, policy }, [
    `${alias} may ask for ${purposes.join(', ')} of ${tenants.length === 0 ? 'all tenants' : tenants.join(', ')}, once this is deployed.`,
    '',
    '1. Add this entry to the parameter decryptorCallers (commas between entries) and deploy:',
    '',
    `   ${entry}`,
    '',
    admission,
    `3. The caller invokes ${decryptor}`,
    '   docs/decryptor.md has the contract and examples.',
    '',
    'Taking it back: remove the entry and deploy; the alias goes, and with it every permission on it.',
  ]);
  process.exitCode = exitCodes.done;
};

export const addGrantCommand = (program: Command): void => {
  program
    .command('grant')
    .description('Print what lets another Lambda ask the decryptor for credentials. Changes nothing.')
    .requiredOption('--alias <name>', 'the caller’s alias of the decryptor', parseAlias)
    .requiredOption(
      '--purposes <names>',
      `of ${answerablePurposes.join(', ')}, commas between`,
      listOf(isPurpose, `They are of ${answerablePurposes.join(', ')}, each once, commas between.`),
    )
    .option(
      '--tenants <ids>',
      'only of these tenants, commas between; without it of all',
      listOf(isTenantId, 'They are ids of tenants, each once, commas between.'),
    )
    .option(
      '--principal <arn or id>',
      'a role or the id of another account; without it a policy of this account is made',
      parsePattern(
        /^(?:\d{12}|arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=.@/-]{1,512})$/,
        'It is the ARN of a role, or the 12 digits of an account.',
      ),
    )
    .option(
      '--function <name>',
      'the decryptor',
      parsePattern(/^[\w-]{1,64}$/, 'It is the name of a function.'),
      'direct-deposits-prod-decryptor',
    )
    .option(
      '--region <name>',
      'where it is',
      parsePattern(/^[a-z0-9-]{1,32}$/, 'It is the name of a region.'),
      'us-east-1',
    )
    .requiredOption('--account <id>', 'whose it is', parsePattern(/^\d{12}$/, 'It has 12 digits.'))
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  npm run credentials -- grant --account 123456789012 --alias reports --purposes sql-server --tenants acme,globex
  npm run credentials -- grant --account 123456789012 --alias billing --purposes payroll-api \\
    --principal arn:aws:iam::210987654321:role/billing`,
    )
    .action(runGrant);
};
