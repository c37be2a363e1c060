// Where a service is: what the SDK's own rules say is what ours have to say.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { awsErrorFacts } from '#shared/aws/aws-error';
import {
  credentialsFrom,
  endpointFrom,
  regionFrom,
  type AwsService,
} from '#shared/aws/signed/aws-environment';

const keys = { credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };

/** The SDK's answer without asking anybody. */
const sdkHost = async (
  service: AwsService,
  region: string,
  fips: boolean,
  dual: boolean,
): Promise<string> => {
  const config = { region, useFipsEndpoint: fips, useDualstackEndpoint: dual, ...keys };
  const clients = {
    kms: () => new KMSClient(config),
    dynamodb: () => new DynamoDBClient(config),
    lambda: () => new LambdaClient(config),
    secretsmanager: () => new SecretsManagerClient(config),
    events: () => new EventBridgeClient(config),
  };
  const { config: resolved } = clients[service]();
  const url = resolved.endpointProvider({ Region: region, UseFIPS: fips, UseDualStack: dual }).url;
  return Promise.resolve(url.hostname);
};

const regions = [
  'us-east-1',
  'eu-central-1',
  'ap-southeast-2',
  'ca-central-1',
  'cn-north-1',
  'eusc-de-east-1',
];
const isolated = ['us-iso-east-1', 'us-isob-east-1', 'eu-isoe-west-1', 'us-isof-south-1'];
const services: readonly AwsService[] = ['kms', 'dynamodb', 'lambda', 'secretsmanager', 'events'];

describe('an endpoint', () => {
  const cases = [...regions, ...isolated].flatMap((region) =>
    services.map((service) => [service, region] as const),
  );

  test.each(cases)('of %s in %s is where the SDK finds it', async (service, region) => {
    expect(endpointFrom({ AWS_REGION: region }, service).origin).toBe(
      `https://${await sdkHost(service, region, false, false)}`,
    );
  });

  test.each(
    services.flatMap((service) => ['us-east-1', 'ca-central-1'].map((region) => [service, region] as const)),
  )('of %s in %s for FIPS and for both protocols is where the SDK finds it', async (service, region) => {
    const fips = endpointFrom({ AWS_REGION: region, AWS_USE_FIPS_ENDPOINT: 'true' }, service);
    const dual = endpointFrom({ AWS_REGION: region, AWS_USE_DUALSTACK_ENDPOINT: 'true' }, service);

    expect(fips.hostname).toBe(await sdkHost(service, region, true, false));
    expect(dual.hostname).toBe(await sdkHost(service, region, false, true));
  });

  test.each([
    [{ AWS_ENDPOINT_URL_KMS: 'http://a:1', AWS_ENDPOINT_URL: 'http://b:2' }, 'http://a:1'],
    [{ AWS_ENDPOINT_URL: 'http://b:2' }, 'http://b:2'],
    [{ AWS_ENDPOINT_URL_LAMBDA: 'http://c:3' }, 'https://kms.eu-west-1.amazonaws.com'],
    [{ AWS_ENDPOINT_URL_KMS: '' }, 'https://kms.eu-west-1.amazonaws.com'],
    [
      { AWS_ENDPOINT_URL_KMS: 'http://a:1', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
      'https://kms.eu-west-1.amazonaws.com',
    ],
  ])('may be configured: %j', (env, origin) => {
    expect(endpointFrom({ AWS_REGION: 'eu-west-1', ...env }, 'kms').origin).toBe(origin);
  });
});

const nameOf = (read: () => unknown): string => {
  try {
    return JSON.stringify(read());
  } catch (error) {
    return awsErrorFacts(error).name;
  }
};

test.each([
  [{}, 'CredentialsMissing'],
  [{ AWS_ACCESS_KEY_ID: 'a' }, 'CredentialsMissing'],
  [{ AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: '' }, 'CredentialsMissing'],
  [{ AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' }, '{"accessKeyId":"a","secretAccessKey":"b"}'],
  [
    { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_SESSION_TOKEN: 't' },
    '{"accessKeyId":"a","secretAccessKey":"b","sessionToken":"t"}',
  ],
])('credentials come from %j', (env, expected) => {
  expect(nameOf(() => credentialsFrom(env))).toBe(expected);
});

test.each([undefined, '', 'eu-west-1.evil.example', 'eu west', 'EU'])('%p is no region', (region) => {
  expect(nameOf(() => regionFrom({ AWS_REGION: region }))).toBe('RegionMissing');
});
