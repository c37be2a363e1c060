// The parameters of a deployment (`--param name=value`), from text to what the template needs, once. What cannot be deployed
// is refused here with a sentence, before anything is built.

import { nearestName } from '../shared/platform/nearest-name.ts';
import { parseCallers, type ForeignCaller } from './decryptor-callers.ts';
import { readPage, type Domain, type PageHosting } from './page-settings.ts';
import { parseReadySchedule, type ReadySchedule } from './ready-schedule.ts';
import { listOf, numberOf, oneOf, optional, textOf, type Parameters } from './parameter-values.ts';
import {
  checkParameter,
  parameterNames,
  parameterTypes,
  refusedAs,
  SettingsError,
  type canaryKinds,
  type ParameterName,
} from './parameters.ts';

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

export type DeploymentSettings = {
  readonly credentialSource: CredentialSource;
  readonly awsTransport: AwsTransport;
  /** Where no container of it is always ready. */
  readonly wakesDecryptor: boolean;
  /** Each tenant has containers of the decryptor of its own. */
  readonly isDecryptorIsolated: boolean;
  /** Whether an alias decides what is opened; `moving`: calls without one still get what the API's functions get. */
  readonly decryptorAliases: 'on' | 'moving' | 'off';
  readonly decryptorCallers: readonly ForeignCaller[];
  readonly decryptorConcurrency: Concurrency;
  readonly apiConcurrency: Concurrency;
  readonly busyHours: BusyHours | undefined;
  /** In place of all three: ready containers by function and hour of the week. */
  readonly readySchedule: { readonly functions: ReadySchedule; readonly timezone: string } | undefined;
  readonly canary: (typeof canaryKinds)[number] | undefined;
  readonly network: Network | undefined;
  readonly allowedOrigins: readonly string[];
  readonly domain: Domain | undefined;
  /** Undefined where the page is hosted elsewhere, or not at all. */
  readonly page: PageHosting | undefined;
  readonly alarmTopicArn: string | undefined;
  /** A file that advise --save wrote. */
  readonly capacityForecast: string | undefined;
  readonly logRetentionDays: number;
  readonly throttleRate: number;
  readonly throttleBurst: number;
  readonly runbookUrl: string;
  /** As given, name:scheme and what follows. */
  readonly webhookSources: readonly string[];
  /** Containers of the webhook at most; 0: as many as the account has. */
  readonly webhookConcurrency: number;
  /** Runs of the sender of payroll changes at the same time at most; 0: as many as the account has. */
  readonly payrollConcurrency: number;
  /** From whom employees get mail. */
  readonly noticeSender: string;
};

const readConcurrency = (parameters: Parameters, name: 'decryptor' | 'api'): Concurrency => {
  const least = numberOf(parameters, `${name}Concurrency`);
  const most = numberOf(parameters, `${name}ConcurrencyMax`);
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
  return {
    from,
    until,
    timezone: textOf(parameters, 'busyTimezone'),
    factor: numberOf(parameters, 'busyFactor'),
  };
};

const readNetwork = (parameters: Parameters, credentialSource: CredentialSource): Network | undefined => {
  const vpcId = optional(parameters, 'vpcId');
  const subnetIds = listOf(parameters, 'subnetIds');
  const databaseSecurityGroupId = optional(parameters, 'databaseSecurityGroupId');
  const way = oneOf(parameters, 'network', parameterTypes.network.choices);
  const routeTableIds = listOf(parameters, 'routeTableIds');
  const given = [vpcId !== undefined, subnetIds.length > 0, databaseSecurityGroupId !== undefined];
  if (!given.includes(true)) return undefined;
  if (vpcId === undefined || subnetIds.length === 0 || databaseSecurityGroupId === undefined) {
    throw new SettingsError(
      'vpcId, subnetIds and databaseSecurityGroupId belong together: give all three, or none and the API functions run outside any VPC',
    );
  }
  if (credentialSource === 'in-process' && way === 'endpoint' && routeTableIds.length === 0) {
    throw new SettingsError(
      'credentialSource=in-process with network=endpoint needs routeTableIds: DynamoDB is reached through a gateway endpoint, which is a route in the route tables of the subnets',
    );
  }
  return {
    vpcId,
    subnetIds,
    databaseSecurityGroupId,
    databasePort: numberOf(parameters, 'databasePort'),
    way,
    routeTableIds,
  };
};

const readDomain = (parameters: Parameters): Domain | undefined => {
  const name = optional(parameters, 'domainName');
  const certificateArn = optional(parameters, 'certificateArn');
  const hostedZoneId = optional(parameters, 'hostedZoneId');
  if (name === undefined) {
    if (certificateArn !== undefined) throw new SettingsError('certificateArn needs a domainName');
    if (hostedZoneId !== undefined && optional(parameters, 'pageDomainName') === undefined) {
      throw new SettingsError('hostedZoneId needs a domainName or a pageDomainName');
    }
    return undefined;
  }
  if (certificateArn === undefined) {
    throw new SettingsError(
      'domainName needs certificateArn, a certificate of the same region for that name',
    );
  }
  return { name, certificateArn, hostedZoneId };
};

const readAlarms = (parameters: Parameters): Pick<DeploymentSettings, 'alarmTopicArn' | 'runbookUrl'> => {
  const alarmTopicArn = optional(parameters, 'alarmTopicArn');
  const runbookUrl = textOf(parameters, 'runbookUrl').replace(/\/$/, '');
  if (alarmTopicArn !== undefined) {
    if (!runbookUrl.startsWith('https://')) {
      throw new SettingsError(
        `alarmTopicArn needs runbookUrl, an https address that the person on call can open, got ${JSON.stringify(runbookUrl)}`,
      );
    }
  }
  return { alarmTopicArn, runbookUrl };
};

const readReadySchedule = (parameters: Parameters): DeploymentSettings['readySchedule'] => {
  const entries = listOf(parameters, 'readySchedule');
  if (entries.length === 0) return undefined;
  const others = ['decryptorConcurrency', 'decryptorConcurrencyMax', 'apiConcurrency', 'apiConcurrencyMax'];
  const given = [
    ...others.filter((name) => textOf(parameters, name) !== '0'),
    ...['busyFrom', 'busyUntil'].filter((name) => textOf(parameters, name) !== ''),
  ];
  if (given.length > 0) {
    throw new SettingsError(`readySchedule says all of it: it cannot go with ${given.join(', ')}`);
  }
  const functions = refusedAs('readySchedule', () => parseReadySchedule(entries));
  return { functions, timezone: textOf(parameters, 'busyTimezone') };
};

const readCallers = (
  parameters: Parameters,
): Pick<DeploymentSettings, 'decryptorAliases' | 'decryptorCallers'> => {
  const decryptorAliases = oneOf(parameters, 'decryptorAliases', parameterTypes.decryptorAliases.choices);
  const decryptorCallers = parseCallers(listOf(parameters, 'decryptorCallers'));
  if (decryptorAliases === 'off' && decryptorCallers.length > 0) {
    throw new SettingsError(
      'decryptorCallers needs decryptorAliases=on: without aliases every caller gets everything',
    );
  }
  return { decryptorAliases, decryptorCallers };
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

const refuseReadyIsolation = (settings: DeploymentSettings): DeploymentSettings => {
  const { isDecryptorIsolated, decryptorConcurrency, readySchedule } = settings;
  if (!isDecryptorIsolated) return settings;
  if (decryptorConcurrency.least > 0 || readySchedule?.functions.has('decryptor') === true) {
    throw new SettingsError(
      'decryptorIsolation=tenant cannot go with ready containers of the decryptor: Lambda has no provisioned concurrency in tenant isolation mode',
    );
  }
  return settings;
};

const refuseCanaryWithConcurrency = (settings: DeploymentSettings): DeploymentSettings => {
  const { canary, decryptorConcurrency, apiConcurrency, readySchedule } = settings;
  const isReady = decryptorConcurrency.least > 0 || apiConcurrency.least > 0 || readySchedule !== undefined;
  if (canary !== undefined && isReady) {
    throw new SettingsError(
      'canary cannot go with decryptorConcurrency, apiConcurrency or readySchedule: a canary gives the alias routing weights, and Lambda refuses provisioned concurrency on an alias that has any, so the deployment would fail in the middle. Deploy with canary=none, or with no ready containers',
    );
  }
  return settings;
};

/** `given` as on the command line, `name=value`: a name with a typing error would otherwise leave the default in force. */
export const refuseUnknownParameters = (given: readonly string[], known: readonly string[]): void => {
  const unknown = given.map((item) => item.split('=')[0] ?? '').filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const nearest = unknown.flatMap((name) => nearestName(name, known) ?? []);
    const hint = nearest.length === 0 ? '' : `. Did you mean ${nearest.join(', ')}?`;
    throw new SettingsError(
      `There is no parameter ${unknown.join(', ')}; there are ${known.join(', ')}${hint}`,
    );
  }
};

/** What the parameters are for: where, and whether an account is changed by it. */
export type Occasion = { readonly stage: string; readonly isDeploying: boolean };

/** Whose name can never resolve (serverless.yml); good enough to look at a package, not to deploy it. */
const noIssuer = 'https://issuer.invalid';

/** API Gateway asks an issuer for its keys while the authorizer is made: a wrong one fails in the middle of a deployment. */
const checkIssuer = (parameters: Parameters, { isDeploying }: Occasion): void => {
  const issuer = textOf(parameters, 'issuerUrl');
  if (isDeploying && issuer === noIssuer) {
    throw new SettingsError(
      'issuerUrl is missing: give --param issuerUrl=https://…, the issuer whose tokens the API accepts',
    );
  }
};

/** Nobody could be told of a changed direct deposit. */
const checkSender = (parameters: Parameters, { isDeploying }: Occasion): void => {
  if (isDeploying && textOf(parameters, 'noticeSender').endsWith('.invalid')) {
    throw new SettingsError(
      'noticeSender is missing: give --param noticeSender=payroll@…, an address of a domain that is verified in SES; employees are told from it when their direct deposit is changed',
    );
  }
};

/** On a laptop the issuer has no TLS, the key is an alias, and no metrics are written. */
const otherOnLaptops: readonly string[] = ['issuerUrl', 'tenantKey', 'metricNamespace'];

const isParameter = (name: string): name is ParameterName => Object.hasOwn(parameterTypes, name);

const checkParameters = (parameters: Parameters, { stage }: Occasion): void => {
  for (const name of parameterNames.filter(isParameter)) {
    if (stage === 'local' && otherOnLaptops.includes(name)) continue;
    // The stack's own key is a reference.
    if (name === 'tenantKey' && typeof parameters[name] === 'object') continue;
    checkParameter(name, textOf(parameters, name));
  }
};

export const parseSettings = (parameters: Parameters, occasion: Occasion): DeploymentSettings => {
  checkIssuer(parameters, occasion);
  checkSender(parameters, occasion);
  checkParameters(parameters, occasion);
  const credentialSource = oneOf(parameters, 'credentialSource', parameterTypes.credentialSource.choices);
  const canary = oneOf(parameters, 'canary', parameterTypes.canary.choices);
  const settings = {
    credentialSource,
    awsTransport: oneOf(parameters, 'awsTransport', parameterTypes.awsTransport.choices),
    wakesDecryptor: oneOf(parameters, 'wakeDecryptor', parameterTypes.wakeDecryptor.choices) === 'on',
    isDecryptorIsolated:
      oneOf(parameters, 'decryptorIsolation', parameterTypes.decryptorIsolation.choices) === 'tenant',
    ...readCallers(parameters),
    decryptorConcurrency: readConcurrency(parameters, 'decryptor'),
    apiConcurrency: readConcurrency(parameters, 'api'),
    busyHours: readBusyHours(parameters),
    readySchedule: readReadySchedule(parameters),
    canary: canary === 'none' ? undefined : canary,
    network: readNetwork(parameters, credentialSource),
    allowedOrigins: listOf(parameters, 'allowedOrigins'),
    domain: readDomain(parameters),
    page: readPage(parameters),
    ...readAlarms(parameters),
    capacityForecast: optional(parameters, 'capacityForecast'),
    logRetentionDays: numberOf(parameters, 'logRetentionDays'),
    throttleRate: numberOf(parameters, 'throttleRate'),
    throttleBurst: numberOf(parameters, 'throttleBurst'),
    webhookSources: listOf(parameters, 'webhookSources'),
    webhookConcurrency: numberOf(parameters, 'webhookConcurrency'),
    payrollConcurrency: numberOf(parameters, 'payrollConcurrency'),
    noticeSender: textOf(parameters, 'noticeSender'),
  };
  return refuseIdleBusyHours(refuseReadyIsolation(refuseCanaryWithConcurrency(settings)));
};
