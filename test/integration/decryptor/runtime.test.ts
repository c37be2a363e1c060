// The exported handler, wired from the environment alone, as Lambda runs it.

import { getRuntime } from '#shared/runtime/decryptor-runtime';
import { handler } from '../../../functions/decryptor/handler.ts';
import {
  acme,
  caller,
  startCredentialWorld,
  tableName,
  valuesOf,
  type CredentialWorld,
} from '../../support/aws-credential-world.ts';

const context = { getRemainingTimeInMillis: () => 5_000 };
const request = { version: 1, tenantId: 'acme', purposes: ['sql-server'], caller };

describe('the decryptor as Lambda runs it', () => {
  const environment = { ...process.env };
  let world: CredentialWorld;
  let written: string;

  beforeAll(async () => {
    world = await startCredentialWorld();
    await world.addTenant(acme);
  });

  beforeEach(() => {
    written = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      written += String(text);
      return true;
    });
  });

  afterEach(() => {
    jest.restoreAllMocks();
    process.env = { ...environment };
  });

  afterAll(() => world.stop());

  test('refuses to start without its table’s name, and starts once it is there', async () => {
    delete process.env['DEPOSITS_TENANT_TABLE'];
    await expect(handler(request, context)).rejects.toThrow('DEPOSITS_TENANT_TABLE is not set');

    Object.assign(process.env, {
      DEPOSITS_TENANT_TABLE: tableName,
      DEPOSITS_KMS_KEY_ID: world.keyId,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL_DYNAMODB: world.dynamoDbUrl,
      AWS_ENDPOINT_URL_KMS: world.kms.url,
    });
    const answer = await handler(request, context);

    expect(answer).toMatchObject({ credentials: { 'sql-server': { value: valuesOf(acme)['sql-server'] } } });
    expect(getRuntime()).toBe(getRuntime());
    expect(written).toContain('"event":"decryptor.credential.opened"');
    expect(written).not.toContain('canary-');
  });
});
