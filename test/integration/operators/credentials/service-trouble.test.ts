// What an operator reads when a service is not there or says no: which one, where, by which variable, and what to look at.

import { startCredentialWorld, type CredentialWorld } from '../../../support/aws-credential-world.ts';
import { credentialsCli, type CredentialsCli } from '../../../support/credentials-cli.ts';
import { findCanaries } from '../../../support/find-canaries.ts';

// Each command is a process of its own.
jest.setTimeout(60_000);

let world: CredentialWorld;
let cli: CredentialsCli;

beforeAll(async () => {
  world = await startCredentialWorld();
  cli = credentialsCli(world);
}, 30_000);
afterAll(() => world?.stop());

const nowhere = 'http://127.0.0.1:1';
const secret = 'secret-canary';

const census = ['census'];
const admit = ['admit', '--tenant', 'hooli'];

test.each([
  [
    'no table',
    census,
    { DEPOSITS_TENANT_TABLE: 'nope' },
    'ResourceNotFoundException',
    ['table nope', 'DEPOSITS_TENANT_TABLE', 'AWS_REGION'],
  ],
  [
    'no server',
    census,
    { AWS_ENDPOINT_URL_DYNAMODB: nowhere },
    'ECONNREFUSED',
    [nowhere, 'AWS_ENDPOINT_URL_DYNAMODB'],
  ],
  [
    'no address',
    census,
    { AWS_ENDPOINT_URL_DYNAMODB: 'nowhere' },
    'InvalidUrl',
    ['AWS_ENDPOINT_URL_DYNAMODB'],
  ],
  ['no region', census, { AWS_REGION: '' }, 'RegionMissing', ['export AWS_REGION']],
  [
    'no credentials',
    census,
    { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' },
    'CredentialsProviderError',
    ['AWS_PROFILE'],
  ],
  [
    'no such key',
    admit,
    { DEPOSITS_KMS_KEY_ID: 'alias/nope' },
    'NotFoundException',
    ['alias/nope', 'DEPOSITS_KMS_KEY_ID'],
  ],
  [
    'no key service',
    admit,
    { AWS_ENDPOINT_URL_KMS: nowhere },
    'ECONNREFUSED',
    [nowhere, 'AWS_ENDPOINT_URL_KMS'],
  ],
])('%s', async (_, args, change, cause, told) => {
  const env = {
    AWS_SECRET_ACCESS_KEY: secret,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    ...change,
  };
  const [run, json] = [await cli(args, { env }), await cli([...args, '--json'], { env })];

  expect([run.code, run.stdout]).toEqual([1, '']);
  for (const text of [cause, ...told]) expect(run.stderr).toContain(text);
  expect(run.stderr).not.toMatch(/^\W/);
  expect(JSON.parse(json.stdout)).toMatchObject({ failure: expect.any(String), cause });
  expect(findCanaries(run.output + json.output, [secret])).toEqual([]);
});

test('a denied key names the policy that is missing', async () => {
  world.kms.setFault(() => ({ name: 'AccessDeniedException', status: 400 }));
  const run = await cli(admit);
  world.kms.setFault(undefined);

  expect(run.stderr).toMatch(/AccessDeniedException .*-credential-operator/);
});

test('what went well since is not told as trouble', async () => {
  const run = await cli(['rotate', '--tenant', 'nobody', '--data-key']);

  expect(run.stderr).toBe('nobody: there is no such tenant, or it has no policy yet (tenant-not-found)\n');
});
