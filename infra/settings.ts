// The parameters of a deployment (`--param name=value`), from text to what the template needs, once. What cannot be deployed
// is refused here with a sentence, before anything is built.

import { readAllowedHosts } from '../shared/sql/allowed-hosts.ts';

const canaryKinds = [
  'Canary10Percent5Minutes',
  'Canary10Percent10Minutes',
  'Canary10Percent15Minutes',
  'Canary10Percent30Minutes',
  'Linear10PercentEvery1Minute',
  'Linear10PercentEvery2Minutes',
  'Linear10PercentEvery3Minutes',
  'Linear10PercentEvery10Minutes',
] as const;

/** CloudWatch Logs takes no other. */
const retentionDays = [
  '7',
  '14',
  '30',
  '60',
  '90',
  '120',
  '150',
  '180',
  '365',
  '400',
  '545',
  '731',
  '1096',
  '1827',
  '2192',
  '2557',
  '2922',
  '3288',
  '3653',
] as const;

export type CredentialSource = 'lambda' | 'in-process';
export type AwsTransport = 'lean' | 'sdk';

export type Concurrency = {
  /** Containers that are always ready; 0 for none, and then there is no alias either. */
  readonly least: number;
  readonly most: number;
};

export type BusyHours = {
  readonly from: string;
  readonly until: string;
  readonly timezone: string;
  /** Times as many containers are kept ready then. */
  readonly factor: number;
};

export type Network = {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly databaseSecurityGroupId: string;
  readonly databasePort: number;
  readonly way: 'endpoint' | 'nat';
  readonly routeTableIds: readonly string[];
};

export type Domain = {
  readonly name: string;
  readonly certificateArn: string;
  readonly hostedZoneId: string | undefined;
};

export type DeploymentSettings = {
  readonly credentialSource: CredentialSource;
  readonly awsTransport: AwsTransport;
  readonly decryptorConcurrency: Concurrency;
  readonly apiConcurrency: Concurrency;
  readonly busyHours: BusyHours | undefined;
  readonly canary: (typeof canaryKinds)[number] | undefined;
  readonly network: Network | undefined;
  readonly allowedOrigins: readonly string[];
  readonly domain: Domain | undefined;
  readonly alarmTopicArn: string | undefined;
  readonly logRetentionDays: number;
  readonly throttleRate: number;
  readonly throttleBurst: number;
  readonly runbookUrl: string;
};

export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

type Parameters = Readonly<Record<string, unknown>>;

const textOf = (parameters: Parameters, name: string): string => {
  const value = parameters[name];
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number') return String(value);
  throw new SettingsError(`${name} must be text or a number`);
};

const optional = (parameters: Parameters, name: string): string | undefined => {
  const text = textOf(parameters, name);
  return text === '' ? undefined : text;
};

const listOf = (parameters: Parameters, name: string): readonly string[] =>
  textOf(parameters, name)
    .split(/[\s,]+/)
    .filter((item) => item !== '');

const numberOf = (parameters: Parameters, name: string, least: number, most: number): number => {
  const text = textOf(parameters, name);
  const value = Number(text);
  if (text === '' || !Number.isInteger(value) || value < least || value > most) {
    throw new SettingsError(
      `${name} must be a whole number from ${least} to ${most}, got ${JSON.stringify(text)}`,
    );
  }
  return value;
};

const oneOf = <const T extends string>(parameters: Parameters, name: string, choices: readonly T[]): T => {
  const text = textOf(parameters, name);
  const found = choices.find((choice) => choice === text);
  if (found === undefined) {
    throw new SettingsError(`${name} must be one of ${choices.join(', ')}, got ${JSON.stringify(text)}`);
  }
  return found;
};

const requireForm = (name: string, values: readonly string[], form: RegExp, example: string): void => {
  for (const value of values) {
    if (!form.test(value)) {
      throw new SettingsError(`${name} must look like ${example}, got ${JSON.stringify(value)}`);
    }
  }
};

const topicForm = /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+(\.fifo)?$/;
const keyForm = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/;
const certificateForm = /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/;

const readConcurrency = (parameters: Parameters, name: 'decryptor' | 'api'): Concurrency => {
  const least = numberOf(parameters, `${name}Concurrency`, 0, 1000);
  const most = numberOf(parameters, `${name}ConcurrencyMax`, 0, 1000);
  if (most !== 0 && most < least) {
    throw new SettingsError(`${name}ConcurrencyMax (${most}) is below ${name}Concurrency (${least})`);
  }
  return { least, most: most === 0 ? Math.min(1000, least * 10) : most };
};

const readBusyHours = (parameters: Parameters): BusyHours | undefined => {
  const [from, until] = [optional(parameters, 'busyFrom'), optional(parameters, 'busyUntil')];
  if (from === undefined && until === undefined) return undefined;
  if (from === undefined || until === undefined) {
    throw new SettingsError('busyFrom and busyUntil belong together: give both or neither');
  }
  const form = /^cron\([^()]+\)$/;
  requireForm('busyFrom', [from], form, 'cron(30 7 ? * MON-FRI *)');
  requireForm('busyUntil', [until], form, 'cron(0 19 ? * MON-FRI *)');
  return {
    from,
    until,
    timezone: textOf(parameters, 'busyTimezone'),
    factor: numberOf(parameters, 'busyFactor', 2, 100),
  };
};

const readNetwork = (parameters: Parameters, credentialSource: CredentialSource): Network | undefined => {
  const vpcId = optional(parameters, 'vpcId');
  const subnetIds = listOf(parameters, 'subnetIds');
  const databaseSecurityGroupId = optional(parameters, 'databaseSecurityGroupId');
  const way = oneOf(parameters, 'network', ['endpoint', 'nat']);
  const routeTableIds = listOf(parameters, 'routeTableIds');
  const given = [vpcId !== undefined, subnetIds.length > 0, databaseSecurityGroupId !== undefined];
  if (!given.includes(true)) return undefined;
  if (vpcId === undefined || subnetIds.length === 0 || databaseSecurityGroupId === undefined) {
    throw new SettingsError(
      'vpcId, subnetIds and databaseSecurityGroupId belong together: give all three, or none and the API functions run outside any VPC',
    );
  }
  requireForm('vpcId', [vpcId], /^vpc-[0-9a-f]{8,17}$/, 'vpc-0123456789abcdef0');
  requireForm('subnetIds', subnetIds, /^subnet-[0-9a-f]{8,17}$/, 'subnet-0123456789abcdef0');
  requireForm(
    'databaseSecurityGroupId',
    [databaseSecurityGroupId],
    /^sg-[0-9a-f]{8,17}$/,
    'sg-0123456789abcdef0',
  );
  requireForm('routeTableIds', routeTableIds, /^rtb-[0-9a-f]{8,17}$/, 'rtb-0123456789abcdef0');
  if (credentialSource === 'in-process' && way === 'endpoint' && routeTableIds.length === 0) {
    throw new SettingsError(
      'credentialSource=in-process with network=endpoint needs routeTableIds: DynamoDB is reached through a gateway endpoint, which is a route in the route tables of the subnets',
    );
  }
  return {
    vpcId,
    subnetIds,
    databaseSecurityGroupId,
    databasePort: numberOf(parameters, 'databasePort', 1, 65_535),
    way,
    routeTableIds,
  };
};

const readDomain = (parameters: Parameters): Domain | undefined => {
  const name = optional(parameters, 'domainName');
  const certificateArn = optional(parameters, 'certificateArn');
  const hostedZoneId = optional(parameters, 'hostedZoneId');
  if (name === undefined) {
    if (certificateArn !== undefined || hostedZoneId !== undefined) {
      throw new SettingsError('certificateArn and hostedZoneId need a domainName');
    }
    return undefined;
  }
  if (certificateArn === undefined) {
    throw new SettingsError(
      'domainName needs certificateArn, a certificate of the same region for that name',
    );
  }
  requireForm(
    'certificateArn',
    [certificateArn],
    certificateForm,
    'arn:aws:acm:us-east-1:123456789012:certificate/…',
  );
  return { name, certificateArn, hostedZoneId };
};

const readOrigins = (parameters: Parameters): readonly string[] => {
  const origins = listOf(parameters, 'allowedOrigins');
  requireForm('allowedOrigins', origins, /^https:\/\/[a-z0-9.-]+(:\d+)?$/, 'https://payroll.example.com');
  return origins;
};

const readAlarms = (parameters: Parameters): Pick<DeploymentSettings, 'alarmTopicArn' | 'runbookUrl'> => {
  const alarmTopicArn = optional(parameters, 'alarmTopicArn');
  const runbookUrl = textOf(parameters, 'runbookUrl').replace(/\/$/, '');
  if (alarmTopicArn !== undefined) {
    requireForm('alarmTopicArn', [alarmTopicArn], topicForm, 'arn:aws:sns:us-east-1:123456789012:on-call');
    if (!runbookUrl.startsWith('https://')) {
      throw new SettingsError(
        `alarmTopicArn needs runbookUrl, an https address that whoever is woken up can open, got ${JSON.stringify(runbookUrl)}`,
      );
    }
  }
  return { alarmTopicArn, runbookUrl };
};

const refuseIdleBusyHours = (settings: DeploymentSettings): DeploymentSettings => {
  const { busyHours, decryptorConcurrency, apiConcurrency } = settings;
  if (busyHours !== undefined && decryptorConcurrency.least === 0 && apiConcurrency.least === 0) {
    throw new SettingsError(
      'busyFrom and busyUntil need decryptorConcurrency or apiConcurrency: there are no ready containers to have more of',
    );
  }
  return settings;
};

const refuseCanaryWithConcurrency = (settings: DeploymentSettings): DeploymentSettings => {
  const { canary, decryptorConcurrency, apiConcurrency } = settings;
  if (canary !== undefined && (decryptorConcurrency.least > 0 || apiConcurrency.least > 0)) {
    throw new SettingsError(
      'canary cannot go with decryptorConcurrency or apiConcurrency: a canary gives the alias routing weights, and Lambda refuses provisioned concurrency on an alias that has any, so the deployment would fail in the middle. Deploy with canary=none, or with both concurrencies at 0',
    );
  }
  return settings;
};

/** `given` as on the command line, `name=value`: a name with a typing error would otherwise leave the default in force. */
export const refuseUnknownParameters = (given: readonly string[], known: readonly string[]): void => {
  const unknown = given.map((item) => item.split('=')[0] ?? '').filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new SettingsError(`There is no parameter ${unknown.join(', ')}; there are ${known.join(', ')}`);
  }
};

/** As the functions read them: a list that they refuse would stop every one of them at its first request. */
const checkHostSuffixes = (parameters: Parameters): void => {
  const text = textOf(parameters, 'sqlHostSuffixes');
  try {
    readAllowedHosts({ DEPOSITS_SQL_HOST_SUFFIXES: text });
  } catch {
    throw new SettingsError(
      `sqlHostSuffixes must list host names or addresses such as db.example.com,10.0.0.7, got ${JSON.stringify(text)}`,
    );
  }
};

/** What the parameters are for: where, and whether an account is changed by it. */
export type Occasion = { readonly stage: string; readonly isDeploying: boolean };

/** Whose name can never resolve (serverless.yml); good enough to look at a package, not to deploy it. */
const noIssuer = 'https://issuer.invalid';

/** API Gateway asks an issuer for its keys while the authorizer is made: a wrong one fails in the middle of a deployment. */
const checkIssuer = (parameters: Parameters, { stage, isDeploying }: Occasion): void => {
  const issuer = textOf(parameters, 'issuerUrl');
  if (isDeploying && issuer === noIssuer) {
    throw new SettingsError(
      'issuerUrl is missing: give --param issuerUrl=https://…, the issuer whose tokens the API accepts',
    );
  }
  if (stage !== 'local') {
    requireForm('issuerUrl', [issuer], /^https:\/\/[^\s/?#]+[^\s?#]*$/, 'https://issuer.example.com');
  }
};

export const parseSettings = (parameters: Parameters, occasion: Occasion): DeploymentSettings => {
  checkIssuer(parameters, occasion);
  const { tenantKey } = parameters;
  // The stack's own key is a reference.
  if (typeof tenantKey === 'string' && occasion.stage !== 'local') {
    requireForm('tenantKey', [tenantKey], keyForm, 'arn:aws:kms:us-east-1:123456789012:key/…');
  }
  const credentialSource = oneOf(parameters, 'credentialSource', ['lambda', 'in-process']);
  const canary = oneOf(parameters, 'canary', ['none', ...canaryKinds]);
  oneOf(parameters, 'sqlEncrypt', ['on', 'off']);
  checkHostSuffixes(parameters);
  const settings = {
    credentialSource,
    awsTransport: oneOf(parameters, 'awsTransport', ['lean', 'sdk']),
    decryptorConcurrency: readConcurrency(parameters, 'decryptor'),
    apiConcurrency: readConcurrency(parameters, 'api'),
    busyHours: readBusyHours(parameters),
    canary: canary === 'none' ? undefined : canary,
    network: readNetwork(parameters, credentialSource),
    allowedOrigins: readOrigins(parameters),
    domain: readDomain(parameters),
    ...readAlarms(parameters),
    logRetentionDays: Number(oneOf(parameters, 'logRetentionDays', retentionDays)),
    throttleRate: numberOf(parameters, 'throttleRate', 1, 10_000),
    throttleBurst: numberOf(parameters, 'throttleBurst', 1, 5_000),
  };
  return refuseIdleBusyHours(refuseCanaryWithConcurrency(settings));
};
