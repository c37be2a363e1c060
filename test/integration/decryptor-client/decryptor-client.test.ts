// The client for other teams' Lambdas, with AWS's Invoke client, against the decryptor itself behind an alias.

import { Lambda } from '@aws-sdk/client-lambda';
import {
  DecryptorError,
  isRetryable,
  openCredentials,
  type CredentialValues as PublishedValues,
  type FailureCode,
  type Purpose as PublishedPurpose,
} from '../../../packages/decryptor-client/src/decryptor-client.ts';
import { contractCodeNames } from '#shared/credentials/credential-failure';
import type { CredentialValues, Purpose } from '#shared/credentials/purpose';
import { acme, globex, valuesOf } from '../../support/aws-credential-world.ts';
import { startGrantedDecryptor, type GrantedDecryptor } from '../../support/granted-decryptor.ts';

/** Each is the other: what is published may not drift from what the decryptor answers. */
type Same<A, B> = [A, B] extends [B, A] ? true : false;
const samePurposes: Same<Purpose, PublishedPurpose> = true;
const sameValues: Same<CredentialValues, PublishedValues> = true;

let decryptor: GrantedDecryptor;
let lambda: Lambda;

beforeAll(async () => {
  decryptor = await startGrantedDecryptor('reports:sql-server+payroll-api:acme');
  await decryptor.world.addTenant(acme);
  await decryptor.world.addTenant(globex);
  lambda = new Lambda({
    region: 'us-east-1',
    endpoint: decryptor.url,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
});
afterAll(async () => {
  lambda.destroy();
  await decryptor.stop();
});

const caller = { function: 'report', requestId: 'r-1', subject: 'schedule' };
const ask = <P extends Purpose>(purposes: readonly P[], tenantId = 'acme', alias = 'reports') =>
  openCredentials(lambda, { decryptor: decryptor.arnOf(alias), tenantId, purposes, caller });
const refusalOf = async (asking: Promise<unknown>): Promise<unknown> => {
  try {
    return await asking;
  } catch (error) {
    return error instanceof DecryptorError ? [error.code, error.pointer] : error;
  }
};

describe('T2 another team’s Lambda', () => {
  test('gets what its alias is granted, in the published types', async () => {
    const { credentials, failures } = await ask(['sql-server', 'payroll-api']);

    expect(credentials['sql-server']?.value).toEqual(valuesOf('acme')['sql-server']);
    expect(credentials['payroll-api']).toEqual({
      value: valuesOf('acme')['payroll-api'],
      version: 1,
      format: 'jwe1',
    });
    expect(failures).toEqual({});
    expect([samePurposes, sameValues]).toEqual([true, true]);
  });

  test.each<[string, readonly Purpose[], string, string, string, string]>([
    ['a purpose', ['account-number-key'], 'acme', 'reports', 'PURPOSE_NOT_GRANTED', '/purposes/0'],
    ['a tenant', ['sql-server'], 'globex', 'reports', 'PURPOSE_NOT_GRANTED', '/tenantId'],
    ['an alias', ['sql-server'], 'acme', 'other', 'PURPOSE_NOT_GRANTED', ''],
    ['a name that is no tenant’s', ['sql-server'], 'No tenant', 'reports', 'REQUEST_INVALID', '/tenantId'],
  ])(
    'is refused %s that it was not granted; nothing is opened, the log says who asked',
    async (_, purposes, tenantId, alias, code, pointer) => {
      let kmsCalls = 0;
      decryptor.world.kms.setFault(() => {
        kmsCalls += 1;
        return undefined;
      });
      decryptor.world.logLines.length = 0;

      expect(await refusalOf(ask(purposes, tenantId, alias))).toEqual([code, pointer]);
      expect(kmsCalls).toBe(0);
      expect(decryptor.world.logLines.map((line) => JSON.parse(line) as object)).toEqual([
        expect.objectContaining({ event: 'decryptor.request.refused', code, callerFunction: 'report' }),
      ]);
    },
  );

  test('is told of single purposes, of a function that failed, and of an answer that is none', async () => {
    await decryptor.world.plant(acme, 'payroll-api', 'jwe1:damaged');
    expect((await ask(['payroll-api'])).failures).toEqual({ 'payroll-api': 'ENVELOPE_MALFORMED' });

    decryptor.plan({ kind: 'function-error' });
    expect(await refusalOf(ask(['sql-server']))).toEqual(['DECRYPTOR_FAILED', undefined]);
    for (const body of [
      '',
      '{}',
      '{"version":1,"credentials":{},"failures":{}}',
      '{"version":2,"error":{}}',
    ]) {
      decryptor.plan({ kind: 'text', body });
      expect(await refusalOf(ask(['sql-server']))).toEqual(['ANSWER_INVALID', undefined]);
    }
    decryptor.plan({ kind: 'error', status: 429, name: 'TooManyRequestsException' });
    expect(await refusalOf(ask(['sql-server']))).toHaveProperty('name', 'TooManyRequestsException');
  });

  test('knows every code of the contract', () => {
    const codes = [...contractCodeNames, 'DECRYPTOR_FAILED', 'ANSWER_INVALID'] as FailureCode[];

    expect(codes.filter((code) => typeof isRetryable(code) !== 'boolean')).toEqual([]);
    expect(codes.filter(isRetryable)).toEqual([
      'STORE_UNAVAILABLE',
      'KEY_SERVICE_UNAVAILABLE',
      'DECRYPTOR_FAILED',
    ]);
  });
});
