// A packaged template as CloudFormation's quick-create link launches it: code in a bucket of the publisher's, values left open as
// parameters, what only the framework needs left out. Everything else is what `npm run deploy` would deploy.

import { cloudFormationName, declarationOf, openParameters, type OpenParameter } from './open-parameters.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
type Resource = { readonly Type: string; readonly Properties?: Record<string, Json> };

export type PackagedTemplate = {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: Json; readonly Description?: string }>>;
  readonly [part: string]: unknown;
};

export const isPackagedTemplate = (value: unknown): value is PackagedTemplate =>
  isRecord(value) && isRecord(value['Resources']) && isRecord(value['Outputs']);

export type Publication = {
  readonly bucket: string;
  /** The key of an archive by its file's name. */
  readonly keyOf: (archive: string) => string;
  readonly stackName: string;
};

const deploymentBucket = 'ServerlessDeploymentBucket';
const hasAlarmTopic = 'HasAlarmTopic';

const [senderName, senderDomain] = ['open-parameter-sender@', 'open-parameter-domain.example'];

const isRecord = (value: unknown): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const withMarkers = openParameters.filter(({ marker }) => marker !== '');

const refTo = ({ name }: Pick<OpenParameter, 'name'>): Json => ({ Ref: cloudFormationName(name) });

/** The part after the @ of the sender's address: SES knows identities by domain, too. */
const domainOfSender: Json = {
  'Fn::Select': [1, { 'Fn::Split': ['@', { Ref: cloudFormationName('noticeSender') }] }],
};

/** @param isSub the text is filled in by CloudFormation already */
const openText = (text: string, isSub: boolean): Json => {
  const whole = withMarkers.find(({ marker }) => marker === text);
  if (whole !== undefined && !isSub) return refTo(whole);
  let opened = isSub ? text : text.replaceAll('${', '${!');
  for (const { marker, name } of withMarkers) {
    opened = opened.replaceAll(marker, `\${${cloudFormationName(name)}}`);
  }
  const hasDomain = opened.includes(senderDomain) && !opened.includes(senderName);
  if (hasDomain) {
    const named = opened.replaceAll(senderDomain, '${SenderDomain}');
    return isSub
      ? [named, { SenderDomain: domainOfSender }]
      : { 'Fn::Sub': [named, { SenderDomain: domainOfSender }] };
  }
  if (isSub) return opened;
  return opened === text.replaceAll('${', '${!') ? text : { 'Fn::Sub': opened };
};

const alarmTopic = openParameters.find(({ name }) => name === 'alarmTopicArn');

const open = (value: Json, isSub = false): Json => {
  if (typeof value === 'string') return openText(value, isSub);
  if (Array.isArray(value)) {
    const items: readonly Json[] = value;
    // A list of nothing but the topic: none at all where there is no topic.
    if (items.length === 1 && items[0] === alarmTopic?.marker) {
      return { 'Fn::If': [hasAlarmTopic, [refTo({ name: 'alarmTopicArn' })], { Ref: 'AWS::NoValue' }] };
    }
    return items.map((item) => open(item));
  }
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, open(item, name === 'Fn::Sub')]),
  );
};

/** Values that are numbers or choices have no marker: each is where it is. */
const placed = ({ Type, Properties = {} }: Resource): Record<string, Json> => {
  const environment = Properties['Environment'];
  if (Type === 'AWS::Lambda::Function' && isRecord(environment) && isRecord(environment['Variables'])) {
    const variables = { ...environment['Variables'] };
    const places = {
      DEPOSITS_TENANT_MAX_AGE_SECONDS: 'tenantMaxAgeSeconds',
      DEPOSITS_SQL_ENCRYPT: 'sqlEncrypt',
    } as const;
    for (const [variable, name] of Object.entries(places)) {
      if (variable in variables) variables[variable] = refTo({ name });
    }
    return { ...Properties, Environment: { ...environment, Variables: variables } };
  }
  if (Type === 'AWS::Logs::LogGroup')
    return { ...Properties, RetentionInDays: refTo({ name: 'logRetentionDays' }) };
  const routes = Properties['DefaultRouteSettings'];
  if (Type === 'AWS::ApiGatewayV2::Stage' && isRecord(routes)) {
    return {
      ...Properties,
      DefaultRouteSettings: {
        ...routes,
        ThrottlingRateLimit: refTo({ name: 'throttleRate' }),
        ThrottlingBurstLimit: refTo({ name: 'throttleBurst' }),
      },
    };
  }
  return Properties;
};

const fromBucket = (value: Json, publication: Publication): Json => {
  if (Array.isArray(value)) {
    const items: readonly Json[] = value;
    return items.map((item) => fromBucket(item, publication));
  }
  if (!isRecord(value)) return value;
  const { S3Bucket: from, S3Key: key } = value;
  if (isRecord(from) && from['Ref'] === deploymentBucket && typeof key === 'string') {
    return { ...value, S3Bucket: publication.bucket, S3Key: publication.keyOf(key.replace(/^.*\//, '')) };
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, fromBucket(item, publication)]),
  );
};

const groups = [...new Set(openParameters.map(({ group }) => group))];

/** What a person who launched the stack looks for: every URL, and what commands are told. */
const outputsOf = (template: PackagedTemplate, stackName: string): Record<string, unknown> => {
  const wanted = ['HttpApiUrl', 'PayrollDashwebhookLambdaFunctionUrl'];
  const kept = Object.entries(template.Outputs).filter(
    ([name]) => wanted.includes(name) || name.startsWith('Page'),
  );
  return {
    ...Object.fromEntries(kept.map(([name, { Value, Description }]) => [name, { Value, Description }])),
    ApiDocumentation: {
      Description: 'The API as OpenAPI describes it',
      Value: {
        'Fn::Sub': 'https://${HttpApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}/api/openapi.json',
      },
    },
    DashboardUrl: {
      Description: 'Does it work, how fast, how often cold',
      Value: {
        'Fn::Sub':
          'https://${AWS::Region}.console.aws.amazon.com/cloudwatch/home?region=${AWS::Region}#dashboards/dashboard/${Dashboard}',
      },
    },
    StackForCapacity: {
      Description: 'The name that npm run capacity takes as --stack',
      Value: stackName,
    },
  };
};

export const publishTemplate = (
  template: PackagedTemplate,
  publication: Publication,
): Record<string, unknown> => {
  const resources = Object.entries(template.Resources).filter(([id]) => !id.startsWith(deploymentBucket));
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'Direct deposits: credentials decryptor, API, payroll loop',
    Metadata: {
      'AWS::CloudFormation::Interface': {
        ParameterGroups: groups.map((group) => ({
          Label: { default: group },
          Parameters: openParameters
            .filter((it) => it.group === group)
            .map(({ name }) => cloudFormationName(name)),
        })),
        ParameterLabels: Object.fromEntries(
          openParameters.map(({ name, label }) => [cloudFormationName(name), { default: label }]),
        ),
      },
    },
    Parameters: Object.fromEntries(
      openParameters.map((it) => [cloudFormationName(it.name), declarationOf(it)]),
    ),
    Conditions: {
      [hasAlarmTopic]: { 'Fn::Not': [{ 'Fn::Equals': [refTo({ name: 'alarmTopicArn' }), ''] }] },
    },
    Resources: Object.fromEntries(
      resources.map(([id, resource]) => {
        const located = fromBucket({ ...resource, Properties: placed(resource) }, publication);
        return [id, open(located)];
      }),
    ),
    Outputs: outputsOf(template, publication.stackName),
  };
};
