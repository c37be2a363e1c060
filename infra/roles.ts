// One role per function, by hand, and the policies for people. The decryptor reads the tenants' table and has keys opened;
// an API function may ask the decryptor and nothing else, or, when it opens credentials itself, the decryptor's two instead;
// one that needs no database may do neither.

import { depositsArns, payrollArn } from './decryptor-callers.ts';
import { eventTargets, undeliveredQueueArn } from './events.ts';
import { changeSource } from '../shared/events/change-event.ts';
import { eventSourceOf } from '../shared/webhook/webhook-source.ts';
import { busName } from './webhook-names.ts';
import type { DeploymentSettings } from './settings.ts';
import { arn, getAtt, type DeployedFunction, type Json, type Resources, type Stack } from './template.ts';

const trust: Json = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

/**
 * Only with a context of ours, and never without the tenant in it (shared/credentials/key-service.ts); the AWS Encryption SDK adds the
 * public key of a message that is signed.
 */
const contextCondition: Json = {
  'ForAllValues:StringEquals': {
    'kms:EncryptionContextKeys': ['tenantId', 'keyVersion', 'purpose', 'aws-crypto-public-key'],
  },
  Null: { 'kms:EncryptionContext:tenantId': 'false' },
};

const readTenants: Json = {
  Sid: 'ReadTenants',
  Effect: 'Allow',
  Action: 'dynamodb:Query',
  Resource: getAtt('TenantTable', 'Arn'),
};

const openKeys = ({ tenantKeyArn }: Stack): Json => ({
  Sid: 'OpenKeys',
  Effect: 'Allow',
  Action: 'kms:Decrypt',
  Resource: tenantKeyArn,
  Condition: contextCondition,
});

const writeLogs = ({ logGroupId }: DeployedFunction): Json => ({
  Sid: 'WriteLogs',
  Effect: 'Allow',
  Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  Resource: getAtt(logGroupId, 'Arn'),
});

const trace: Json = {
  Sid: 'Trace',
  Effect: 'Allow',
  Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
  Resource: '*',
};

const interfaceActions = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];

/** Lambda needs them to put the function into the VPC; the function's own code is refused them. */
const joinNetwork = ({ name }: DeployedFunction): readonly Json[] => [
  { Sid: 'JoinNetwork', Effect: 'Allow', Action: interfaceActions, Resource: '*' },
  {
    Sid: 'NotFromInside',
    Effect: 'Deny',
    Action: interfaceActions,
    Resource: '*',
    Condition: { ArnEquals: { 'lambda:SourceFunctionArn': [arn('lambda', `function:${name}`)] } },
  },
];

const senderArn = ({ payrollSender }: Stack): Json => arn('lambda', `function:${payrollSender.name}`);

/** Whatever functions inside a network call: the decryptor, where they do not open credentials themselves, and the sender of payroll changes. */
export const calledFunctionArns = (stack: Stack, settings: DeploymentSettings): readonly Json[] => [
  ...(settings.credentialSource === 'lambda'
    ? [...depositsArns(stack, settings), ...payrollArn(stack, settings)]
    : []),
  senderArn(stack),
];

/** Through the one alias that opens the key of the payroll suite, and no other way. */
const askForPayrollKey = (stack: Stack, settings: DeploymentSettings): Json => ({
  Sid: 'AskForThePayrollKey',
  Effect: 'Allow',
  Action: 'lambda:InvokeFunction',
  Resource: payrollArn(stack, settings),
});

const queueSender = (stack: Stack): Json => ({
  Sid: 'QueueTheSender',
  Effect: 'Allow',
  Action: 'lambda:InvokeFunction',
  Resource: senderArn(stack),
});

const listTenants: Json = {
  Sid: 'ListTenants',
  Effect: 'Allow',
  Action: 'dynamodb:Scan',
  Resource: getAtt('TenantTable', 'Arn'),
  // Ids, and what the filter compares: no sealed credential leaves the table.
  Condition: {
    'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['tenantId', 'itemKey'] },
    StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
  },
};

const askDecryptor = (stack: Stack, settings: DeploymentSettings): Json => ({
  Sid: 'AskTheDecryptor',
  Effect: 'Allow',
  Action: 'lambda:InvokeFunction',
  // By name: a reference to the function itself would make the two depend on each other.
  Resource: depositsArns(stack, settings),
});

/** The name of a secret is followed by six characters of Secrets Manager's own choice. */
const secretArns = ({ webhookSources }: Stack): readonly Json[] =>
  [...new Set(webhookSources.map(({ secretId }) => secretId))].map((secretId) =>
    arn('secretsmanager', `secret:${secretId}-??????`),
  );

const readSigningSecrets = (stack: Stack): Json => ({
  Sid: 'ReadSigningSecrets',
  Effect: 'Allow',
  Action: 'secretsmanager:GetSecretValue',
  Resource: secretArns(stack),
});

const claimEvents: Json = {
  Sid: 'ClaimEvents',
  Effect: 'Allow',
  Action: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
  Resource: getAtt('ClaimTable', 'Arn'),
};

/** Under the product's own name, onto its own bus. */
const publishChanges = ({ name }: Stack): Json => ({
  Sid: 'PublishChanges',
  Effect: 'Allow',
  Action: 'events:PutEvents',
  Resource: arn('events', `event-bus/${busName(name)}`),
  Condition: { StringEquals: { 'events:source': changeSource } },
});

/** What SES may take for an address: itself, its domain, or a domain above that. */
const identitiesOf = (address: string): readonly string[] => {
  const labels = (address.split('@')[1] ?? '').split('.');
  const domains = labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
  return [address, ...domains];
};

/** From the one address. */
const sendMail = ({ noticeSender }: DeploymentSettings): Json => ({
  Sid: 'SendMail',
  Effect: 'Allow',
  Action: 'ses:SendEmail',
  Resource: identitiesOf(noticeSender).map((identity) => arn('ses', `identity/${identity}`)),
  Condition: { StringEquals: { 'ses:FromAddress': noticeSender } },
});

const keepFailures: Json = {
  Sid: 'KeepWhatFails',
  Effect: 'Allow',
  Action: 'sqs:SendMessage',
  Resource: undeliveredQueueArn,
};

/** Under the names of its sources and no other. */
const publishEvents = ({ webhookSources }: Stack): Json => ({
  Sid: 'PublishEvents',
  Effect: 'Allow',
  Action: 'events:PutEvents',
  Resource: [...new Set(webhookSources.map((source) => source.busName))].map((bus) =>
    arn('events', `event-bus/${bus}`),
  ),
  Condition: {
    'ForAllValues:StringEquals': {
      'events:source': webhookSources.map(eventSourceOf),
    },
    Null: { 'events:source': 'false' },
  },
});

const role = (policyName: string, statements: readonly Json[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: trust,
    Policies: [{ PolicyName: policyName, PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
  },
});

export const roles = (stack: Stack, settings: DeploymentSettings): Resources => {
  const isInProcess = settings.credentialSource === 'in-process';
  const credentials = isInProcess ? [readTenants, openKeys(stack)] : [askDecryptor(stack, settings)];
  const network = (it: DeployedFunction): readonly Json[] =>
    settings.network === undefined ? [] : joinNetwork(it);
  const apiRole = (it: DeployedFunction) => {
    if (!stack.databaseFunctions.includes(it)) return role('direct-deposits', [writeLogs(it), trace]);
    const queue = stack.writers.includes(it) ? [queueSender(stack)] : [];
    return role('direct-deposits', [...credentials, ...queue, writeLogs(it), trace, ...network(it)]);
  };
  return {
    [stack.decryptor.roleId]: role('open-credentials', [
      readTenants,
      openKeys(stack),
      writeLogs(stack.decryptor),
      trace,
    ]),
    ...Object.fromEntries(stack.apiFunctions.map((it) => [it.roleId, apiRole(it)])),
    [stack.payrollSender.roleId]: role('send-payroll-changes', [
      ...(isInProcess ? credentials : [askForPayrollKey(stack, settings)]),
      publishChanges(stack),
      writeLogs(stack.payrollSender),
      trace,
      ...network(stack.payrollSender),
    ]),
    ...Object.fromEntries(
      eventTargets(stack).map((it) => [
        it.roleId,
        role(it.key, [
          ...credentials,
          it === stack.notifier ? sendMail(settings) : queueSender(stack),
          keepFailures,
          writeLogs(it),
          trace,
          ...network(it),
        ]),
      ]),
    ),
    [stack.payrollQueue.roleId]: role('queue-payroll-runs', [
      listTenants,
      queueSender(stack),
      writeLogs(stack.payrollQueue),
      trace,
    ]),
    [stack.webhook.roleId]: role('receive-webhooks', [
      readSigningSecrets(stack),
      claimEvents,
      publishEvents(stack),
      writeLogs(stack.webhook),
      trace,
    ]),
  };
};

const policy = (name: string, description: string, statements: readonly Json[]) => ({
  Type: 'AWS::IAM::ManagedPolicy',
  Properties: {
    ManagedPolicyName: name,
    Description: description,
    PolicyDocument: { Version: '2012-10-17', Statement: statements },
  },
});

/** For people and pipelines, to be attached by the account's administrator; no function has them. */
export const operatorPolicies = (stack: Stack): Resources => ({
  CredentialOperatorPolicy: policy(
    `${stack.name}-credential-operator`,
    'Puts, rotates and verifies credentials',
    [
      {
        Sid: 'KeepTenants',
        Effect: 'Allow',
        Action: [
          'dynamodb:Query',
          'dynamodb:Scan',
          'dynamodb:PutItem',
          'dynamodb:UpdateItem',
          'dynamodb:DeleteItem',
        ],
        Resource: getAtt('TenantTable', 'Arn'),
      },
      {
        Sid: 'SealAndOpen',
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'],
        Resource: stack.tenantKeyArn,
        Condition: contextCondition,
      },
    ],
  ),
  WebhookOperatorPolicy: policy(
    `${stack.name}-webhook-operator`,
    'Rotates the secrets that webhooks are signed with',
    [
      {
        Sid: 'RotateSigningSecrets',
        Effect: 'Allow',
        Action: [
          'secretsmanager:DescribeSecret',
          'secretsmanager:GetSecretValue',
          'secretsmanager:PutSecretValue',
        ],
        Resource: secretArns(stack),
      },
    ],
  ),
  MigrationPolicy: policy(
    `${stack.name}-migration`,
    'Opens the administrators’ logins to migrate databases',
    [
      {
        Sid: 'ReadTenants',
        Effect: 'Allow',
        Action: ['dynamodb:Query', 'dynamodb:Scan'],
        Resource: getAtt('TenantTable', 'Arn'),
      },
      openKeys(stack),
    ],
  ),
});
