// Every code of the contract through the real handler, against DynamoDB and KMS on loopback.

import { randomBytes } from 'node:crypto';
import { sealJwe1 } from '#operators/credentials/jwe1-seal';
import { createHandler, type DecryptorHandler } from '../../../functions/decryptor/handler.ts';
import { lookUpFormat, lookUpIn, type FormatRow } from '#shared/crypto/format-registry';
import { fail, succeed } from '#shared/platform/result';
import type { WireAnswer } from '#shared/credentials/contract';
import {
  acme,
  caller,
  globex,
  startCredentialWorld,
  valuesOf,
  type CredentialWorld,
} from '../../support/aws-credential-world.ts';

const context = { getRemainingTimeInMillis: () => 5_000 };
const request = {
  version: 1,
  tenantId: 'acme',
  purposes: ['sql-server'],
  refresh: false,
  previous: false,
  caller,
};

describe('the decryptor’s contract', () => {
  let world: CredentialWorld;
  let handler: DecryptorHandler;

  beforeEach(async () => {
    world = await startCredentialWorld();
    await world.addTenant(acme);
    handler = createHandler(() => world.deps);
  });

  afterEach(() => world.stop());

  const ask = (changes: object = {}): Promise<WireAnswer> => handler({ ...request, ...changes }, context);

  const refusal = (code: string) => ({ version: 1, error: { code } });
  const failed = (code: string, purpose = 'sql-server') => ({
    version: 1,
    credentials: {},
    failures: { [purpose]: { code } },
  });

  test('answers the value, its version and its format', async () => {
    expect(await ask()).toEqual({
      version: 1,
      credentials: { 'sql-server': { value: valuesOf(acme)['sql-server'], version: 1, format: 'jwe1' } },
      failures: {},
    });
  });

  test('answers each purpose separately: one opened, one failed', async () => {
    await world.plant(acme, 'payroll-api', 'jwe1:nonsense');

    expect(await ask({ purposes: ['payroll-api', 'sql-server'] })).toEqual({
      version: 1,
      credentials: { 'sql-server': { value: valuesOf(acme)['sql-server'], version: 1, format: 'jwe1' } },
      failures: { 'payroll-api': { code: 'ENVELOPE_MALFORMED' } },
    });
  });

  test.each<[string, string, unknown]>([
    ['no object', '', 'acme'],
    ['nothing', '', undefined],
    ['another version', '/version', { ...request, version: 2 }],
    ['no version', '/version', { ...request, version: undefined }],
    ['no caller', '/caller', { ...request, caller: undefined }],
    [
      'a caller without a subject',
      '/caller/subject',
      { ...request, caller: { function: 'f', requestId: 'r' } },
    ],
    ['a caller with an empty subject', '/caller/subject', { ...request, caller: { ...caller, subject: '' } }],
    ['an unknown member', '/admin', { ...request, admin: true }],
    ['an unknown member of the caller', '/caller/role', { ...request, caller: { ...caller, role: 'root' } }],
    [
      'an own member __proto__',
      '/__proto__',
      JSON.parse(`{"__proto__":{},${JSON.stringify(request).slice(1)}`),
    ],
    ['a member called constructor', '/constructor', { ...request, constructor: 'x' }],
    ['no purpose', '/purposes', { ...request, purposes: [] }],
    ['a purpose twice', '/purposes/1', { ...request, purposes: ['sql-server', 'sql-server'] }],
    ['an unknown purpose', '/purposes/0', { ...request, purposes: ['sql-servers'] }],
    ['an inherited name as purpose', '/purposes/0', { ...request, purposes: ['toString'] }],
    ['the migrations’ login', '/purposes/0', { ...request, purposes: ['sql-server-admin'] }],
    ['a legacy key', '/purposes/0', { ...request, purposes: ['legacy-key#main'] }],
    [
      'a reserved purpose beside an allowed one',
      '/purposes/1',
      { ...request, purposes: ['sql-server', 'sql-server-admin'] },
    ],
    ['a tenant id in capitals', '/tenantId', { ...request, tenantId: 'ACME' }],
    ['a tenant id as an array', '/tenantId', { ...request, tenantId: ['acme'] }],
    ['refresh as text', '/refresh', { ...request, refresh: 'true' }],
    ['a member whose name could be data', '', { ...request, '4111111111111111': 1 }],
  ])('REQUEST_INVALID: %s, at %j', async (_, pointer, event) => {
    await world.seal(acme, 'sql-server-admin', valuesOf(acme)['sql-server']);
    await world.seal(acme, 'legacy-key#main', { password: 'canary-legacy' });

    expect(await handler(event, context)).toEqual({
      version: 1,
      error: { code: 'REQUEST_INVALID', pointer },
    });
    expect(world.kms.requestCount('Decrypt')).toBe(1); // the sealing's own
  });

  test('a refused request is logged with the member and the caller, never with a value', async () => {
    await handler({ ...request, purposes: ['canary-purpose'] }, context);
    await handler({ ...request, caller: { ...caller, subject: 7 }, tenantId: 'canary/tenant' }, context);

    const refused = world.logLines
      .filter((line) => line.includes('decryptor.request.refused'))
      .map((line) => JSON.parse(line) as object);
    const asker = { callerFunction: caller.function, callerRequestId: caller.requestId };
    expect(refused).toMatchObject([
      { pointer: '/purposes/0', tenantId: 'acme', ...asker, callerSubject: caller.subject },
      { pointer: '/tenantId', ...asker },
    ]);
    expect(world.logLines.join('')).not.toContain('canary');
  });

  test('TENANT_NOT_FOUND: nothing stored, or no policy yet', async () => {
    await world.writer.putKey(globex, 1, Buffer.from('wrapped'));

    expect(await ask({ tenantId: 'nobody' })).toEqual(refusal('TENANT_NOT_FOUND'));
    expect(await ask({ tenantId: 'globex' })).toEqual(refusal('TENANT_NOT_FOUND'));
  });

  test('TENANT_SUSPENDED: at once, although the keys are cached', async () => {
    await ask();
    await world.writer.putPolicy(acme, { status: 'suspended', formatFloor: 'jwe1' });

    expect(await ask()).toEqual(refusal('TENANT_SUSPENDED'));
    expect(world.deps.dataKeys.size).toBe(0);
  });

  test('CREDENTIAL_NOT_FOUND: no version before the first', async () => {
    expect(await ask({ previous: true })).toEqual(failed('CREDENTIAL_NOT_FOUND'));
  });

  test('CREDENTIAL_MALFORMED: opened, but not the shape of its purpose', async () => {
    const payroll = { CiphertextBlob: await kmsSealed({ url: 'https://x.test' }) };
    await world.plant(acme, 'payroll-api', `kms1:${payroll.CiphertextBlob}`);

    expect(await ask({ purposes: ['payroll-api'] })).toEqual(failed('CREDENTIAL_MALFORMED', 'payroll-api'));
  });

  test.each([
    ['no format', 'nonsense'],
    ['an unknown format', 'rot13:abc'],
    ['no payload', 'jwe1:'],
    ['another format’s payload', 'kms1:a.b.c.d.e'],
    ['above the size limit', `jwe1:${'a'.repeat(65_536)}`],
  ])('ENVELOPE_MALFORMED: %s', async (_, envelope) => {
    await world.plant(acme, 'sql-server', envelope);

    expect(await ask()).toEqual(failed('ENVELOPE_MALFORMED'));
  });

  test('ENVELOPE_MALFORMED: a stored item or policy that cannot be understood', async () => {
    const [tenantId, itemKey] = [{ S: 'acme' }, { S: 'credential#sql-server' }];
    await world.putItem({ tenantId, itemKey, envelope: { S: 'jwe1:x' }, version: { S: 'one' } });
    const ofItem = await ask();
    await world.putItem({ tenantId, itemKey: { S: 'policy' }, status: { S: 'paused' } });
    const ofPolicy = await ask();

    expect(ofItem).toEqual(failed('ENVELOPE_MALFORMED'));
    expect(ofPolicy).toEqual(refusal('ENVELOPE_MALFORMED'));
  });

  test('DECRYPTION_FAILED: the same answer, byte for byte, for every cause', async () => {
    await world.addTenant(globex);
    const own = await world.envelopeOf(acme, 'sql-server');
    const foreign = await world.envelopeOf(globex, 'sql-server');
    const otherPurpose = await world.envelopeOf(acme, 'payroll-api');
    const damaged = own.replace(/.{4}$/, (end) => (end === 'AAAA' ? 'BBBA' : 'AAAA'));
    const asked = { tenantId: acme, purpose: 'sql-server', version: 1, keyVersion: 99 } as const;
    const ofAnotherKey = sealJwe1(asked, randomBytes(32), Buffer.from('{}'));
    const causes: [string, string, number][] = [
      ['another tenant’s', foreign, 1],
      ['another purpose’s', otherPurpose, 1],
      ['another version', own, 2],
      ['damaged tag', damaged, 1],
      [
        'KMS: another tenant’s',
        `kms1:${await kmsSealed({}, { tenantId: 'globex', purpose: 'sql-server' })}`,
        1,
      ],
      [
        'KMS: another purpose’s',
        `kms1:${await kmsSealed({}, { tenantId: 'acme', purpose: 'payroll-api' })}`,
        1,
      ],
      ['a data key that the tenant does not have', ofAnotherKey, 1],
      ['KMS: no ciphertext of its', `kms1:${Buffer.alloc(80, 7).toString('base64')}`, 1],
    ];

    const answers = new Set<string>();
    for (const [, envelope, version] of causes) {
      await world.plant(acme, 'sql-server', envelope, version);
      answers.add(JSON.stringify(await ask()));
    }

    expect([...answers]).toEqual([JSON.stringify(failed('DECRYPTION_FAILED'))]);
  });

  test.each(['AccessDeniedException', 'DisabledException', 'KMSInvalidStateException', 'NotFoundException'])(
    'DECRYPTION_FAILED: KMS answers %s, which is a denial and drops the tenant’s cached keys',
    async (name) => {
      await ask();
      const before = world.deps.dataKeys.size;
      world.kms.setFault(() => ({ name, status: 400 }));

      expect(await ask({ refresh: true })).toEqual(failed('DECRYPTION_FAILED'));
      expect([before, world.deps.dataKeys.size]).toEqual([1, 0]);
      expect(world.logLines.join('')).toContain('"decryptor.key.denied"');
    },
  );

  test('STORE_UNAVAILABLE: the store throttles, fails, or is gone', async () => {
    world.dynamoDb.middlewareStack.add(
      () => () => {
        throw Object.assign(new Error('canary-store'), { name: 'ProvisionedThroughputExceededException' });
      },
      { step: 'finalizeRequest', name: 'throttle' },
    );
    const throttled = await ask();
    world.dynamoDb.middlewareStack.remove('throttle');
    world.dynamoDb.destroy();

    expect(throttled).toEqual(refusal('STORE_UNAVAILABLE'));
    expect(world.logLines.join('')).toContain('"errorName":"ProvisionedThroughputExceededException"');
    expect(world.logLines.join('')).not.toContain('canary-store');
  });

  test.each([
    ['ThrottlingException', 400],
    ['KMSInternalException', 500],
    ['DependencyTimeoutException', 503],
    ['KeyUnavailableException', 500],
    ['ExpiredTokenException', 400],
  ])('KEY_SERVICE_UNAVAILABLE: KMS answers %s, and cached keys stay', async (name, status) => {
    await ask();
    world.kms.setFault(() => ({ name, status }));

    expect(await ask({ refresh: true })).toEqual(failed('KEY_SERVICE_UNAVAILABLE'));
    expect(await ask()).toMatchObject({ credentials: { 'sql-server': { version: 1 } } });
  });

  describe('with a legacy format in the registry', () => {
    const legacy: FormatRow = {
      name: 'dotnet-test',
      rank: 10,
      isLegacy: true,
      load: () =>
        Promise.resolve(async ({ payload, keys }) => {
          const [id = '', text = ''] = payload.split(':');
          const key = await keys.withLegacyKey(id, (json) => JSON.parse(json.toString()) as { byte: number });
          if (!key.ok) return key;
          const bytes = Buffer.from(text, 'base64').map((byte) => byte ^ key.value.byte);
          return bytes.length === 0 ? fail('decryption-failed') : succeed(Buffer.from(bytes));
        }),
    };
    const xored = (text: string): string =>
      Buffer.from(Buffer.from(text).map((byte) => byte ^ 9)).toString('base64');
    const plaintext = JSON.stringify(valuesOf(acme)['sql-server']);

    beforeEach(async () => {
      const known = lookUpIn([legacy]);
      handler = createHandler(() => ({
        ...world.deps,
        lookUpFormat: (name) => known(name) ?? lookUpFormat(name),
      }));
      await world.seal(acme, 'legacy-key#main', { byte: 9 });
      await world.plant(acme, 'sql-server', `dotnet-test:main:${xored(plaintext)}`);
    });

    test('T4 FORMAT_BELOW_FLOOR while the floor is a current format', async () => {
      expect(await ask()).toEqual(failed('FORMAT_BELOW_FLOOR'));
    });

    test('T6 FORMAT_BELOW_FLOOR for everything when the floor is unknown', async () => {
      await world.writer.putPolicy(acme, { status: 'active', formatFloor: 'dotnet-unheard-of' });

      expect(await ask({ purposes: ['payroll-api'] })).toEqual(failed('FORMAT_BELOW_FLOOR', 'payroll-api'));
    });

    test('opens with the tenant’s own legacy key once the floor allows it', async () => {
      await world.writer.putPolicy(acme, { status: 'active', formatFloor: 'dotnet-test' });

      expect(await ask()).toEqual({
        version: 1,
        credentials: {
          'sql-server': { value: valuesOf(acme)['sql-server'], version: 1, format: 'dotnet-test' },
        },
        failures: {},
      });
    });

    test.each([
      ['the wrong shape', `dotnet-test:main:${xored('{"server":1}')}`],
      ['no JSON', `dotnet-test:main:${xored('Data Source')}`],
      ['a legacy key that is not there', `dotnet-test:other:${xored(plaintext)}`],
      ['a legacy key id that none can have', `dotnet-test:../policy:${xored(plaintext)}`],
    ])('DECRYPTION_FAILED: %s', async (_, envelope) => {
      await world.writer.putPolicy(acme, { status: 'active', formatFloor: 'dotnet-test' });
      await world.plant(acme, 'sql-server', envelope);

      expect(await ask()).toEqual(failed('DECRYPTION_FAILED'));
    });

    test('KEY_SERVICE_UNAVAILABLE: what seals the legacy key cannot be asked for', async () => {
      await world.writer.putPolicy(acme, { status: 'active', formatFloor: 'dotnet-test' });
      world.kms.setFault(() => ({ name: 'KMSInternalException', status: 500 }));

      expect(await ask()).toEqual(failed('KEY_SERVICE_UNAVAILABLE'));
    });

    test('DECRYPTION_FAILED: a legacy key that is itself in a legacy format', async () => {
      await world.writer.putPolicy(acme, { status: 'active', formatFloor: 'dotnet-test' });
      await world.plant(acme, 'legacy-key#main', `dotnet-test:main:${xored('{"byte":9}')}`);

      expect(await ask()).toEqual(failed('DECRYPTION_FAILED'));
    });
  });

  test('an unexpected error reaches neither the caller nor the log with its text', async () => {
    const store = { load: () => Promise.reject(new TypeError('canary-crash {"password":"canary"}')) };
    handler = createHandler(() => ({ ...world.deps, tenantStore: store }));

    await expect(ask()).rejects.toThrow(/^The decryptor failed$/);
    const output = world.logLines.join('');
    expect(output).toContain('"event":"decryptor.request.crashed","errorName":"TypeError"');
    expect(output).not.toContain('canary');
    expect(`${output}canary`).toContain('canary');
  });

  const kmsSealed = async (value: object, context = { tenantId: 'acme', purpose: 'payroll-api' }) => {
    const sealed = await world.sealDeps.keySealer.encrypt(Buffer.from(JSON.stringify(value)), context);
    if (!sealed.ok) throw new Error(sealed.failure);
    return sealed.value.toString('base64');
  };
});
