// What every CredentialSource owes its callers, whichever way it opens. Run it with `describeCredentialSource`.

import { inspect } from 'node:util';
import type { CredentialSource } from '#shared/credentials/credential-source';
import type { Purpose } from '#shared/credentials/purpose';
import type { TenantId } from '#shared/domain/tenant-id';
import {
  acme,
  caller,
  globex,
  soon,
  startCredentialWorld,
  valuesOf,
  type CredentialWorld,
} from '../support/aws-credential-world.ts';

export type OpenedSource = { readonly source: CredentialSource; close(): Promise<void> };

export const describeCredentialSource = (
  name: string,
  open: (world: CredentialWorld) => Promise<OpenedSource>,
): void => {
  describe(`${name} as a credential source`, () => {
    let world: CredentialWorld;
    let opened: OpenedSource;

    beforeEach(async () => {
      world = await startCredentialWorld();
      await world.addTenant(acme);
      await world.addTenant(globex);
      opened = await open(world);
    });

    afterEach(async () => {
      await opened.close();
      await world.stop();
    });

    const valueOf = (tenantId: TenantId, purpose: Purpose, options = {}) =>
      opened.source.use(
        tenantId,
        [purpose],
        (credentials) => Promise.resolve(credentials[purpose].value.expose()),
        { caller, deadline: soon(), ...options },
      );

    const codeOf = async (tenantId: TenantId, purposes: readonly Purpose[], options = {}) => {
      const use = { caller, deadline: soon(), ...options };
      const result = await opened.source.use(tenantId, purposes, () => Promise.resolve('ran'), use);
      return result.ok ? result.value : result.failure;
    };

    const failure = (code: string, purpose?: string) => ({
      kind: 'credential-unavailable',
      code,
      ...(purpose === undefined ? {} : { purpose }),
    });

    test.each(
      [acme, globex].flatMap((tenantId) =>
        (['sql-server', 'account-number-key', 'payroll-api'] as const).map(
          (purpose) => [tenantId, purpose] as const,
        ),
      ),
    )('hands %s its own %s', async (tenantId, purpose) => {
      const result = await valueOf(tenantId, purpose);

      expect(result).toEqual({ ok: true, value: valuesOf(tenantId)[purpose] });
    });

    test('opens several purposes in one use, each with its version and format', async () => {
      await world.seal(acme, 'payroll-api', { url: 'https://new.example.test', key: 'canary-2' }, 'kms1');

      const result = await opened.source.use(
        acme,
        ['sql-server', 'payroll-api'],
        (credentials) =>
          Promise.resolve(
            Object.entries(credentials).map(([purpose, { version, format }]) => [purpose, version, format]),
          ),
        { caller, deadline: soon() },
      );

      expect(result).toEqual({
        ok: true,
        value: expect.arrayContaining([
          ['sql-server', 1, 'jwe1'],
          ['payroll-api', 2, 'kms1'],
        ]),
      });
    });

    test('previous answers the version before', async () => {
      await world.seal(acme, 'payroll-api', { url: 'https://new.example.test', key: 'canary-2' });

      const current = await valueOf(acme, 'payroll-api');
      const previous = await valueOf(acme, 'payroll-api', { previous: true });

      expect(current).toMatchObject({ value: { url: 'https://new.example.test' } });
      expect(previous).toEqual({ ok: true, value: valuesOf(acme)['payroll-api'] });
    });

    test('refresh sees a rotation that happened a moment ago', async () => {
      await valueOf(acme, 'payroll-api');
      await world.seal(acme, 'payroll-api', { url: 'https://new.example.test', key: 'canary-2' });

      const refreshed = await valueOf(acme, 'payroll-api', { refresh: true });

      expect(refreshed).toMatchObject({ value: { url: 'https://new.example.test' } });
    });

    test('one purpose that is missing fails the whole use, and the function does not run', async () => {
      expect(await codeOf(acme, ['sql-server'], { previous: true })).toEqual(
        failure('CREDENTIAL_NOT_FOUND', 'sql-server'),
      );
    });

    test('an unknown tenant is TENANT_NOT_FOUND', async () => {
      expect(await codeOf('nobody' as TenantId, ['sql-server'])).toEqual(failure('TENANT_NOT_FOUND'));
    });

    test('a suspended tenant is TENANT_SUSPENDED as soon as the store is asked', async () => {
      await world.writer.putPolicy(acme, { status: 'suspended', formatFloor: 'jwe1' });

      expect(await codeOf(acme, ['sql-server'], { refresh: true })).toEqual(failure('TENANT_SUSPENDED'));
    });

    test('an envelope of another tenant is DECRYPTION_FAILED', async () => {
      await world.plant(globex, 'sql-server', await world.envelopeOf(acme, 'sql-server'));

      expect(await codeOf(globex, ['sql-server'])).toEqual(failure('DECRYPTION_FAILED', 'sql-server'));
    });

    test('a reserved purpose is REQUEST_INVALID even when it is stored', async () => {
      await world.seal(acme, 'sql-server-admin', valuesOf(acme)['sql-server']);

      expect(await codeOf(acme, ['sql-server-admin' as Purpose])).toEqual(failure('REQUEST_INVALID'));
    });

    test('a key service that is down is KEY_SERVICE_UNAVAILABLE', async () => {
      world.kms.setFault(() => ({ name: 'ThrottlingException', status: 400 }));

      expect(await codeOf(acme, ['sql-server'])).toEqual(failure('KEY_SERVICE_UNAVAILABLE', 'sql-server'));
    });

    test('what the function throws passes through unchanged', async () => {
      const thrown = new Error('mine');

      const use = opened.source.use(acme, ['sql-server'], () => Promise.reject(thrown), {
        caller,
        deadline: soon(),
      });

      await expect(use).rejects.toBe(thrown);
    });

    test('a password shows neither in the credentials’ text nor in any log line', async () => {
      let shown = '';
      await opened.source.use(
        acme,
        ['sql-server', 'payroll-api', 'account-number-key'],
        async (credentials) => {
          shown = `${inspect(credentials, { depth: 9 })}${JSON.stringify(credentials)}${String(credentials['sql-server'].value)}`;
        },
        { caller, deadline: soon() },
      );
      const output = `${shown}${world.logLines.join('')}`;
      const planted = `${output}${valuesOf(acme)['sql-server'].password}`;

      expect(output).toContain('[redacted]');
      expect(output).toContain('decryptor.credential.opened');
      expect(output).not.toContain('canary-');
      expect(planted).toContain('canary-');
    });

    test('every open leaves one audit line with the caller', async () => {
      await valueOf(acme, 'sql-server');

      const lines = world.logLines.map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(lines).toEqual([
        expect.objectContaining({
          event: 'decryptor.credential.opened',
          tenantId: 'acme',
          purpose: 'sql-server',
          version: 1,
          format: 'jwe1',
          callerFunction: caller.function,
          callerRequestId: caller.requestId,
          callerSubject: caller.subject,
        }),
      ]);
    });
  });
};
