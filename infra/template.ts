// Small words for CloudFormation, so that the fragments read like what they mean.

import type { WebhookSource } from '../shared/webhook/webhook-source.ts';

export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json | undefined };

export type Resource = {
  readonly Type: string;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: 'Retain' | 'RetainExceptOnCreate' | 'Delete';
  readonly UpdateReplacePolicy?: 'Retain' | 'Delete';
  readonly UpdatePolicy?: Json;
  readonly Properties: { readonly [name: string]: Json | undefined };
};

export type Resources = Readonly<Record<string, Resource>>;

export const mergeResources = (...fragments: readonly Resources[]): Resources =>
  Object.fromEntries(fragments.flatMap((fragment) => Object.entries(fragment)));

export const ref = (logicalId: string): Json => ({ Ref: logicalId });
/** In the policy of a resource: no request without TLS, whoever asks. */
export const overTlsOnly = (service: 's3' | 'sqs', resource: Json): Json => ({
  Sid: 'OverTlsOnly',
  Effect: 'Deny',
  Principal: '*',
  Action: `${service}:*`,
  Resource: resource,
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
});

export const getAtt = (logicalId: string, attribute: string): Json => ({
  'Fn::GetAtt': [logicalId, attribute],
});
/** `${AWS::Region}` and the like, and logical ids, are filled in by CloudFormation. */
export const sub = (text: string): Json => ({ 'Fn::Sub': text });
export const arn = (service: string, resource: string): Json =>
  sub(`arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`);

/** A name that leads to whatever stands behind another one of AWS's. */
export const aliasRecord = (
  name: string,
  hostedZoneId: string,
  type: 'A' | 'AAAA',
  target: Json,
): Resource => ({
  Type: 'AWS::Route53::RecordSet',
  Properties: { HostedZoneId: hostedZoneId, Name: name, Type: type, AliasTarget: target },
});

/** All of a stack, the decryptor first. */
export const allFunctions = ({
  decryptor,
  apiFunctions,
  eventFunctions,
}: Stack): readonly DeployedFunction[] => [decryptor, ...apiFunctions, ...eventFunctions];

/**
 * Those whose callers wait for an answer: a canary has to hold back what a new version breaks. What the payroll loop does is kept until
 * it is done, and done again by the version that is put back.
 */
export const canaryFunctions = (stack: Stack): readonly DeployedFunction[] =>
  allFunctions(stack).filter((it) => !isOfPayrollLoop(stack, it));

const isOfPayrollLoop = ({ payrollFunctions, payrollQueue }: Stack, it: DeployedFunction): boolean =>
  it === payrollQueue || payrollFunctions.includes(it);

/** What every fragment has to know: names, and the logical ids that the framework gives. */
export type Stack = {
  /** `direct-deposits-prod` */
  readonly name: string;
  readonly tenantTable: string;
  readonly decryptorFunction: string;
  readonly metricNamespace: string;
  /** ARN of the key that wraps the tenants' data keys: the stack's own, or another one. */
  readonly tenantKeyArn: Json;
  /** Without the decryptor. */
  readonly apiFunctions: readonly DeployedFunction[];
  /** Without a route of the API. */
  readonly eventFunctions: readonly DeployedFunction[];
  /** Those of the API that have credentials opened and log in to databases. */
  readonly databaseFunctions: readonly DeployedFunction[];
  /** Those of them that change direct deposits. */
  readonly writers: readonly DeployedFunction[];
  /** Those of the payroll loop that log in to databases. */
  readonly payrollFunctions: readonly DeployedFunction[];
  readonly decryptor: DeployedFunction;
  readonly webhook: DeployedFunction;
  readonly payrollSender: DeployedFunction;
  readonly payrollQueue: DeployedFunction;
  readonly notifier: DeployedFunction;
  /** With the names that this stack gives where the parameter gives none. */
  readonly webhookSources: readonly WebhookSource[];
};

export type DeployedFunction = {
  /** As in serverless.yml. */
  readonly key: string;
  /** As in AWS. */
  readonly name: string;
  readonly lambdaId: string;
  readonly logGroupId: string;
  readonly roleId: string;
};

export const toDeployedFunction = (key: string, name: string, roleId: string): DeployedFunction => {
  const normal = `${key.charAt(0).toUpperCase()}${key.slice(1)}`
    .replaceAll('-', 'Dash')
    .replaceAll('_', 'Underscore');
  return { key, name, lambdaId: `${normal}LambdaFunction`, logGroupId: `${normal}LogGroup`, roleId };
};

/** `CreateDirectDeposit` from `create-direct-deposit` */
export const pascal = (key: string): string =>
  key
    .split('-')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('');
