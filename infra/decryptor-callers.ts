// Who may ask the decryptor for what: one alias for each kind of caller, one row here, and from it the table that the decryptor reads, the
// alias, and the permission to invoke it. The product's own two rows, and one for each caller of another team.

import {
  formatGrants,
  ownAliases,
  parseGrants,
  unpublished,
  type DecryptorGrant,
} from '../shared/credentials/decryptor-grants.ts';
import { liveAlias } from './canary.ts';
import { provisionedAlias } from './concurrency.ts';
import { SettingsError } from './parameters.ts';
import type { DeploymentSettings } from './settings.ts';
import {
  arn,
  getAtt,
  pascal,
  ref,
  type Json,
  type Resource,
  type Resources,
  type Stack,
} from './template.ts';

/** Under which the API's functions call, and those that rules call, where the decryptor has neither ready containers nor a canary. */
export const depositsAlias = 'deposits';
/** Under which the sender of payroll changes calls: the only one that opens `payroll-api`. */
export const payrollAlias = 'payroll';

/** Another team's Lambda, or whatever else may invoke. */
export type ForeignCaller = DecryptorGrant & {
  /** A role's ARN or an account's id: of another account. Undefined: a policy of this account is made instead. */
  readonly principal: string | undefined;
};

const depositPurposes = ['sql-server', 'account-number-key'] as const;

/** Lambda's limit for all variables of a function is 4 kB. */
const maxTableLength = 2_000;

/** `alias:purpose+purpose[:tenant+tenant[:principal]]`, whose form the parameter has checked. */
const parseCaller = (text: string): readonly ForeignCaller[] => {
  const [alias = '', purposes = '', tenants = '', ...principal] = text.split(':');
  const row = [alias, purposes, ...(tenants === '' ? [] : [tenants])].join(':');
  return [...parseGrants(row).values()].map((grant) => ({
    ...grant,
    principal: principal.length === 0 ? undefined : principal.join(':'),
  }));
};

export const parseCallers = (entries: readonly string[]): readonly ForeignCaller[] => {
  const callers = [...new Set(entries)].flatMap(parseCaller);
  const names = callers.map(({ alias }) => alias);
  const taken = names.find((name, index) => ownAliases.includes(name) || names.indexOf(name) < index);
  if (taken !== undefined) {
    throw new SettingsError(
      `decryptorCallers: ${taken} is ${ownAliases.includes(taken) ? "an alias of the product's own" : 'there twice'}`,
    );
  }
  if (formatGrants(callers).length > maxTableLength) {
    throw new SettingsError(
      `decryptorCallers: the table may have ${maxTableLength} characters; name fewer tenants, none stands for all`,
    );
  }
  return callers;
};

/** What the decryptor reads; undefined where the deployment has no aliases. */
export const grantTable = ({
  decryptorAliases,
  decryptorCallers,
}: DeploymentSettings): string | undefined => {
  if (decryptorAliases === 'off') return undefined;
  // All names of one row: while ready containers or a canary are turned on or off, callers of before and after call side by side.
  const own = [
    depositsAlias,
    provisionedAlias,
    liveAlias,
    ...(decryptorAliases === 'moving' ? [unpublished] : []),
  ];
  return formatGrants([
    ...own.map((alias) => ({ alias, purposes: depositPurposes, tenantIds: [] })),
    { alias: payrollAlias, purposes: [...depositPurposes, 'payroll-api'], tenantIds: [] },
    ...decryptorCallers,
  ]);
};

const decryptorArn = ({ decryptorFunction }: Stack, alias: string): Json =>
  arn('lambda', `function:${decryptorFunction}${alias === '' ? '' : `:${alias}`}`);

/**
 * Where the product's own functions ask: the aliases of one row, whether they are there or not. The name alone, which admits unqualified
 * calls, only where the deployment says so.
 */
export const depositsArns = (stack: Stack, { decryptorAliases }: DeploymentSettings): readonly Json[] => {
  const names = [provisionedAlias, liveAlias];
  const all = decryptorAliases === 'off' ? ['', ...names] : [depositsAlias, ...names];
  return [...all, ...(decryptorAliases === 'moving' ? [''] : [])].map((alias) => decryptorArn(stack, alias));
};

export const payrollArn = (stack: Stack, settings: DeploymentSettings): readonly Json[] =>
  settings.decryptorAliases === 'off' ? depositsArns(stack, settings) : [decryptorArn(stack, payrollAlias)];

export const callerAliasId = (alias: string): string => `Decryptor${pascal(alias)}Alias`;

const aliasResource = ({ decryptor }: Stack, versionId: string, name: string): Resource => ({
  Type: 'AWS::Lambda::Alias',
  Properties: {
    Name: name,
    FunctionName: ref(decryptor.lambdaId),
    FunctionVersion: getAtt(versionId, 'Version'),
  },
});

/** Another account's: on the alias itself. This account's: a policy for its administrator to attach. */
const admission = (stack: Stack, { alias, principal }: ForeignCaller): Resources => {
  if (principal !== undefined) {
    return {
      [`Decryptor${pascal(alias)}Permission`]: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          Action: 'lambda:InvokeFunction',
          FunctionName: ref(callerAliasId(alias)),
          Principal: principal,
        },
      },
    };
  }
  return {
    [`Decryptor${pascal(alias)}Policy`]: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: {
        ManagedPolicyName: `${stack.name}-decryptor-${alias}`,
        Description: `Asks the decryptor for what ${alias} is granted`,
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'AskTheDecryptor',
              Effect: 'Allow',
              Action: 'lambda:InvokeFunction',
              Resource: decryptorArn(stack, alias),
            },
          ],
        },
      },
    },
  };
};

/** @param versionId of the decryptor's version that is deployed */
export const callerResources = (stack: Stack, settings: DeploymentSettings, versionId: string): Resources => {
  const { decryptorAliases, decryptorCallers } = settings;
  if (decryptorAliases === 'off') return {};
  const aliases = [depositsAlias, payrollAlias, ...decryptorCallers.map(({ alias }) => alias)];
  return Object.fromEntries([
    ...aliases.map((alias) => [callerAliasId(alias), aliasResource(stack, versionId, alias)] as const),
    ...decryptorCallers.flatMap((caller) => Object.entries(admission(stack, caller))),
  ]);
};

/** What another team's Lambda calls. */
export const callerOutputs = ({
  decryptorCallers,
}: DeploymentSettings): Readonly<Record<string, { readonly Value: Json }>> =>
  Object.fromEntries(
    decryptorCallers.map(({ alias }) => [
      `Decryptor${pascal(alias)}Arn`,
      { Value: ref(callerAliasId(alias)) },
    ]),
  );
