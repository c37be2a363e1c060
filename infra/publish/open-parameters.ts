// What a published template leaves open: parameters that change values and nothing else. What shapes the stack (network, canary, ready
// containers, who opens credentials) is decided when it is published.

import { parameterTypes, type ParameterName } from '../parameters.ts';

export type OpenParameter = {
  readonly name: ParameterName;
  readonly group: 'Who may call' | 'Databases and suites' | 'Mail' | 'Limits' | 'Operation';
  readonly label: string;
  readonly description: string;
  /** Packaged in its place and found again in the template; as long and as unlikely as the parameter's form allows. */
  readonly marker: string;
  readonly default?: string;
  /** As CloudFormation checks it; by default the parameter's own form. */
  readonly pattern?: string;
};

export const openParameters: readonly OpenParameter[] = [
  {
    name: 'issuerUrl',
    group: 'Who may call',
    label: 'Issuer of tokens',
    description:
      'The OpenID issuer whose tokens the API accepts, https://…; API Gateway asks it for its keys while the stack is made.',
    marker: 'https://open-parameter-issuer.example',
    pattern: '^https://[^/?#,]+[^?#,]*$',
  },
  {
    name: 'audience',
    group: 'Who may call',
    label: 'Audience of tokens',
    description: 'What a token has to be for.',
    marker: 'open-parameter-audience',
    default: 'direct-deposits',
  },
  {
    name: 'sqlEncrypt',
    group: 'Databases and suites',
    label: 'TLS to SQL Server',
    description: 'off only where the network itself is trusted.',
    marker: '',
    default: 'on',
  },
  {
    name: 'sqlCaFile',
    group: 'Databases and suites',
    label: 'Certificates of SQL Server',
    description:
      'A path in the functions’ own file system; Lambda’s Node image has those of RDS at /var/runtime/ca-cert.pem. Empty: Node’s own list.',
    marker: '/open-parameter/sql-ca-file.pem',
    default: '/var/runtime/ca-cert.pem',
  },
  {
    name: 'sqlHostSuffixes',
    group: 'Databases and suites',
    label: 'Hosts of databases',
    description:
      'Hosts that a decrypted credential may lead to, with all below them, comma separated. Empty: any.',
    marker: 'open-parameter-sql-hosts.example',
    default: '',
    pattern: '^[A-Za-z0-9.,:-]*$',
  },
  {
    name: 'payrollHostSuffixes',
    group: 'Databases and suites',
    label: 'Hosts of payroll suites',
    description: 'Likewise, for payroll suites.',
    marker: 'open-parameter-payroll-hosts.example',
    default: '',
    pattern: '^[A-Za-z0-9.,:-]*$',
  },
  {
    name: 'noticeSender',
    group: 'Mail',
    label: 'Sender of notices',
    description:
      'From which address employees are told that a direct deposit was changed: of a domain that is verified in SES.',
    marker: 'open-parameter-sender@open-parameter-domain.example',
  },
  {
    name: 'throttleRate',
    group: 'Limits',
    label: 'Requests a second',
    description: 'Of each route; more are answered 429.',
    marker: '',
    default: '100',
  },
  {
    name: 'throttleBurst',
    group: 'Limits',
    label: 'Requests at the same time',
    description: 'Beyond the rate, for a moment.',
    marker: '',
    default: '200',
  },
  {
    name: 'tenantMaxAgeSeconds',
    group: 'Limits',
    label: 'Age of a tenant’s record',
    description:
      'Seconds for which the decryptor may use a tenant’s record again: a suspension takes as long.',
    marker: '',
    default: '10',
  },
  {
    name: 'logRetentionDays',
    group: 'Operation',
    label: 'Days that logs are kept',
    description: 'Audit lines are among them.',
    marker: '',
    default: '90',
  },
  {
    name: 'alarmTopicArn',
    group: 'Operation',
    label: 'Topic of alarms',
    description: 'ARN of an SNS topic that alarms are sent to. Empty: alarms are only shown.',
    marker: 'arn:aws:sns:us-east-1:000000000000:open-parameter-alarms',
    default: '',
    pattern: '^(arn:aws[a-z-]*:sns:[a-z0-9-]+:\\d{12}:[A-Za-z0-9_-]+(\\.fifo)?)?$',
  },
  {
    name: 'runbookUrl',
    group: 'Operation',
    label: 'Address of the runbooks',
    description: 'Where the person on call finds docs/runbooks, best an https address; alarms name it.',
    marker: 'https://open-parameter-runbooks.example',
    default: 'docs/runbooks',
  },
];

/** `IssuerUrl`: CloudFormation's parameters are letters and digits, and begin like its own with a capital. */
export const cloudFormationName = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const formOf = ({ name, pattern }: OpenParameter): string | undefined => {
  if (pattern !== undefined) return pattern;
  const type = parameterTypes[name];
  return type.kind === 'text' ? type.form.source : undefined;
};

/** The parameter as CloudFormation declares it. */
export const declarationOf = (parameter: OpenParameter): Record<string, unknown> => {
  const type = parameterTypes[parameter.name];
  const common = {
    Description: parameter.description,
    ...(parameter.default === undefined ? {} : { Default: parameter.default }),
  };
  if (type.kind === 'number') return { Type: 'Number', MinValue: type.min, MaxValue: type.max, ...common };
  if (type.kind === 'choice') {
    const isNumeric = type.choices.every((choice) => /^\d+$/.test(choice));
    return { Type: isNumeric ? 'Number' : 'String', AllowedValues: [...type.choices], ...common };
  }
  const form = formOf(parameter);
  return {
    Type: 'String',
    ...common,
    MaxLength: 512,
    ...(parameter.default === '' ? {} : { MinLength: 1 }),
    ...(form === undefined
      ? {}
      : { AllowedPattern: form, ConstraintDescription: `${parameter.label}: ${parameter.description}` }),
  };
};
