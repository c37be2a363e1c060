// Endpoint, region and keys from AWS's standard variables, read once, as Lambda sets them. Profiles, instance metadata and
// AWS_CONTAINER_CREDENTIALS_FULL_URI (SnapStart only) are not looked at: build with DEPOSITS_AWS_TRANSPORT=sdk where they are needed.

import type { Environment } from '../../platform/environment.ts';
import { AwsRequestError } from './aws-request-error.ts';

/** As a request is signed for it and its host is named. */
export type AwsService = 'kms' | 'dynamodb' | 'lambda' | 'secretsmanager' | 'events';

/** The SDK names the variables of endpoints after its own names of the services. */
const endpointVariables: Readonly<Record<AwsService, string>> = {
  kms: 'AWS_ENDPOINT_URL_KMS',
  dynamodb: 'AWS_ENDPOINT_URL_DYNAMODB',
  lambda: 'AWS_ENDPOINT_URL_LAMBDA',
  secretsmanager: 'AWS_ENDPOINT_URL_SECRETS_MANAGER',
  events: 'AWS_ENDPOINT_URL_EVENTBRIDGE',
};

export type AwsCredentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
};

type Suffixes = { readonly plain: string; readonly dualStack: string };

/** Every partition's names, by how its regions begin; the last one is for all others. */
const suffixes: readonly (readonly [string, Suffixes])[] = [
  ['cn-', { plain: 'amazonaws.com.cn', dualStack: 'api.amazonwebservices.com.cn' }],
  ['us-iso-', { plain: 'c2s.ic.gov', dualStack: 'api.aws.ic.gov' }],
  ['us-isob-', { plain: 'sc2s.sgov.gov', dualStack: 'api.aws.scloud' }],
  ['eu-isoe-', { plain: 'cloud.adc-e.uk', dualStack: 'api.cloud-aws.adc-e.uk' }],
  ['us-isof-', { plain: 'csp.hci.ic.gov', dualStack: 'api.aws.hci.ic.gov' }],
  ['eusc-', { plain: 'amazonaws.eu', dualStack: 'api.amazonwebservices.eu' }],
  ['', { plain: 'amazonaws.com', dualStack: 'api.aws' }],
];

/** In this partition both protocols lead to its plain name. */
const isDualStackAnyway = (service: AwsService, plain: string): boolean =>
  service === 'secretsmanager' && plain === 'amazonaws.com';

const isOn = (env: Environment, name: string): boolean => env[name] === 'true';

const variable = (env: Environment, name: string): string | undefined => {
  const value = env[name];
  return value === undefined || value === '' ? undefined : value;
};

export const regionFrom = (env: Environment): string => {
  const region = variable(env, 'AWS_REGION');
  // It becomes part of a host's name.
  if (region === undefined || !/^[a-z0-9-]{1,63}$/.test(region)) throw new AwsRequestError('RegionMissing');
  return region;
};

export const credentialsFrom = (env: Environment): AwsCredentials => {
  const accessKeyId = variable(env, 'AWS_ACCESS_KEY_ID');
  const secretAccessKey = variable(env, 'AWS_SECRET_ACCESS_KEY');
  const sessionToken = variable(env, 'AWS_SESSION_TOKEN');
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw new AwsRequestError('CredentialsMissing');
  }
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
};

export const endpointFrom = (env: Environment, service: AwsService): URL => {
  const configured = variable(env, endpointVariables[service]) ?? variable(env, 'AWS_ENDPOINT_URL');
  if (configured !== undefined && !isOn(env, 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS')) {
    return new URL(configured);
  }
  const region = regionFrom(env);
  const host = isOn(env, 'AWS_USE_FIPS_ENDPOINT') ? `${service}-fips` : service;
  const { plain, dualStack } = suffixes.find(([prefix]) => region.startsWith(prefix))?.[1] ?? {
    plain: 'amazonaws.com',
    dualStack: 'api.aws',
  };
  const isDualStack = isOn(env, 'AWS_USE_DUALSTACK_ENDPOINT') && !isDualStackAnyway(service, plain);
  const suffix = isDualStack ? dualStack : plain;
  return new URL(`https://${host}.${region}.${suffix}`);
};
