// What was agreed on that each role may do, as a table: who, in which deployments, which actions, on what, when.

import { pascal } from '../../../infra/template.ts';
import {
  apiKeys,
  canaryKeys,
  functionKeys,
  payrollKeys,
  ruleKeys,
  writerKeys,
  type VariantName,
} from './variants.ts';

export const comparedVariants = [
  'defaults',
  'in process',
  'a network with busy hours',
  'canary',
  'callers of other teams',
  'moving to aliases',
  'no aliases',
] as const;

type Row = {
  /** Keys of functions, or the logical id of a role or policy. */
  readonly who: readonly string[];
  readonly in?: readonly VariantName[];
  readonly effect?: 'Deny';
  readonly actions: readonly string[];
  readonly on: unknown;
  readonly when?: unknown;
};
type RowOf = Omit<Row, 'who' | 'on' | 'when'> & {
  readonly who: readonly string[];
  readonly on: (key: string) => unknown;
  readonly when?: (key: string) => unknown;
};

const decryptor = 'direct-deposits-prod-decryptor';
const functionArn = (name: string): string => `lambda:function:${name}`;
const arnOf = (key: string): string => functionArn(`direct-deposits-prod-${key}`);
const aliases = (key: string): string[] => [arnOf(key), `${arnOf(key)}:live`];
/** As the Serverless Framework names it. */
const logGroup = (key: string): string => {
  const name = key.replaceAll('-', 'Dash');
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}LogGroup.Arn`;
};

const tenantContext = {
  'ForAllValues:StringEquals': {
    'kms:EncryptionContextKeys': ['tenantId', 'keyVersion', 'purpose', 'aws-crypto-public-key'],
  },
  Null: { 'kms:EncryptionContext:tenantId': 'false' },
};
const networkInterfaces = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];
const tracing = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'];
const openers = ['decryptor', 'CredentialOperatorPolicy', 'MigrationPolicy'];
const operator = ['CredentialOperatorPolicy'];
const webhook = ['payroll-webhook'];
const signingSecrets = ['payroll-suite', 'bank'].map(
  (source) => `secretsmanager:secret:direct-deposits-prod/webhook/${source}-??????`,
);
const overTheCall = ['defaults', 'a network with busy hours', 'canary', 'callers of other teams'] as const;
const inNetwork = ['a network with busy hours'] as const;

const rows: readonly Row[] = [
  { who: functionKeys, actions: tracing, on: '*' },
  { who: openers, actions: ['dynamodb:Query'], on: 'TenantTable.Arn' },
  { who: openers, actions: ['kms:Decrypt'], on: 'TenantKey.Arn', when: tenantContext },
  {
    who: [...apiKeys, ...payrollKeys],
    in: ['in process'],
    actions: ['dynamodb:Query'],
    on: 'TenantTable.Arn',
  },
  {
    who: [...apiKeys, ...payrollKeys],
    in: ['in process'],
    actions: ['kms:Decrypt'],
    on: 'TenantKey.Arn',
    when: tenantContext,
  },
  // The one way to the key of the payroll suite, and nobody else's.
  {
    who: ['send-payroll-changes'],
    in: [...overTheCall, 'moving to aliases'],
    actions: ['lambda:InvokeFunction'],
    on: [functionArn(`${decryptor}:payroll`)],
  },
  {
    who: ['queue-payroll-runs'],
    actions: ['dynamodb:Scan'],
    on: 'TenantTable.Arn',
    when: {
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['tenantId', 'itemKey'] },
      StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
    },
  },
  {
    who: [...apiKeys, ...ruleKeys],
    in: overTheCall,
    actions: ['lambda:InvokeFunction'],
    on: ['deposits', 'provisioned', 'live'].map((alias) => functionArn(`${decryptor}:${alias}`)),
  },
  {
    who: [...apiKeys, ...ruleKeys],
    in: ['moving to aliases'],
    actions: ['lambda:InvokeFunction'],
    on: [
      ...['deposits', 'provisioned', 'live'].map((alias) => functionArn(`${decryptor}:${alias}`)),
      functionArn(decryptor),
    ],
  },
  {
    who: [...apiKeys, ...payrollKeys],
    in: ['no aliases'],
    actions: ['lambda:InvokeFunction'],
    on: [decryptor, `${decryptor}:provisioned`, `${decryptor}:live`].map(functionArn),
  },
  {
    who: ['DecryptorReportsPolicy'],
    in: ['callers of other teams'],
    actions: ['lambda:InvokeFunction'],
    on: functionArn(`${decryptor}:reports`),
  },
  {
    who: [...writerKeys, 'queue-payroll-runs', 'apply-payroll-event'],
    actions: ['lambda:InvokeFunction'],
    on: arnOf('send-payroll-changes'),
  },
  { who: ['CredentialOperatorPolicy', 'MigrationPolicy'], actions: ['dynamodb:Scan'], on: 'TenantTable.Arn' },
  {
    who: operator,
    actions: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    on: 'TenantTable.Arn',
  },
  {
    who: operator,
    actions: ['kms:Encrypt', 'kms:GenerateDataKey'],
    on: 'TenantKey.Arn',
    when: tenantContext,
  },
  { who: webhook, actions: ['secretsmanager:GetSecretValue'], on: signingSecrets },
  { who: webhook, actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], on: 'ClaimTable.Arn' },
  {
    who: webhook,
    actions: ['events:PutEvents'],
    on: ['events:event-bus/direct-deposits-prod-payroll'],
    when: {
      'ForAllValues:StringEquals': {
        'events:source': ['direct-deposits.payroll-suite', 'direct-deposits.bank'],
      },
      Null: { 'events:source': 'false' },
    },
  },
  {
    who: ['send-payroll-changes'],
    actions: ['events:PutEvents'],
    on: 'events:event-bus/direct-deposits-prod-payroll',
    when: { StringEquals: { 'events:source': 'direct-deposits' } },
  },
  {
    who: ['notify-employee'],
    actions: ['ses:SendEmail'],
    on: ['payroll@notices.invalid', 'notices.invalid'].map((identity) => `ses:identity/${identity}`),
    when: { StringEquals: { 'ses:FromAddress': 'payroll@notices.invalid' } },
  },
  { who: ruleKeys, actions: ['sqs:SendMessage'], on: 'UndeliveredEventsQueue.Arn' },
  {
    who: ['WebhookOperatorPolicy'],
    actions: [
      'secretsmanager:DescribeSecret',
      'secretsmanager:GetSecretValue',
      'secretsmanager:PutSecretValue',
    ],
    on: signingSecrets,
  },
  { who: [...apiKeys, ...payrollKeys], in: inNetwork, actions: networkInterfaces, on: '*' },
  {
    who: ['CanaryRole'],
    in: ['canary'],
    actions: ['lambda:GetAlias', 'lambda:UpdateAlias', 'lambda:GetProvisionedConcurrencyConfig'],
    on: canaryKeys.flatMap(aliases),
  },
  { who: ['CanaryRole'], in: ['canary'], actions: ['cloudwatch:DescribeAlarms'], on: '*' },
];

const rowsOfOne: readonly RowOf[] = [
  { who: functionKeys, actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], on: logGroup },
  {
    who: [...apiKeys, ...payrollKeys],
    in: inNetwork,
    effect: 'Deny',
    actions: networkInterfaces,
    on: () => '*',
    when: (key) => ({ ArnEquals: { 'lambda:SourceFunctionArn': [arnOf(key)] } }),
  },
];

/** Actions that may have `*` as their resource, and why. */
export const agreedWildcards = [
  { who: functionKeys, actions: tracing, why: 'X-Ray has no resources that a policy could name' },
  {
    who: [...apiKeys, ...payrollKeys],
    actions: networkInterfaces,
    why: 'Lambda makes a function’s network interfaces under names that are not known before; a Deny keeps the function’s own code from it',
  },
  {
    who: ['CanaryRole'],
    actions: ['cloudwatch:DescribeAlarms'],
    why: 'CodeDeploy describes alarms without naming one, and CloudWatch takes no narrower resource for that',
  },
];

/** Role → `Effect action` → on what and when, once for each statement that says so. */
export type Grants = Record<string, Record<string, { readonly on: unknown; readonly when?: unknown }[]>>;

export const logicalId = (who: string): string => (/^[A-Z]/.test(who) ? who : `${pascal(who)}Role`);

export const agreedGrants = (variant: VariantName): Grants => {
  const grants: Grants = {};
  const ofOne = rowsOfOne.flatMap(({ who, on, when, ...row }) =>
    who.map((key): Row => ({ ...row, who: [key], on: on(key), ...(when && { when: when(key) }) })),
  );
  for (const { who, in: variants = comparedVariants, effect = 'Allow', actions, on, when } of [
    ...rows,
    ...ofOne,
  ]) {
    if (!variants.some((each) => each === variant)) continue;
    for (const role of who.map(logicalId)) {
      const own = (grants[role] ??= {});
      for (const action of actions)
        (own[`${effect} ${action}`] ??= []).push({ on, ...(when ? { when } : {}) });
    }
  }
  return grants;
};
