import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  KMSClient,
  ListKeysCommand,
  ReEncryptCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { startKms, type Kms } from '../../../../local/kms/start-kms.ts';
import { errorNameOf } from '#test/support/error-name';

const clientOf = (kms: Kms): KMSClient =>
  new KMSClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    endpoint: kms.url,
    maxAttempts: 1,
  });

describe('the local KMS', () => {
  let kms: Kms;
  let client: KMSClient;
  let keyId: string;
  const context = { tenantId: 'acme', keyVersion: '1' };

  beforeEach(async () => {
    kms = await startKms({ port: 0 });
    client = clientOf(kms);
    keyId = (await client.send(new CreateKeyCommand({}))).KeyMetadata?.KeyId ?? '';
  });

  afterEach(async () => {
    client.destroy();
    await kms.stop();
  });

  const encrypt = async (text = 'text', id = keyId) => {
    const command = new EncryptCommand({
      KeyId: id,
      Plaintext: Buffer.from(text),
      EncryptionContext: context,
    });
    return Buffer.from((await client.send(command)).CiphertextBlob ?? []);
  };
  const decrypt = (blob: Uint8Array, changes: object = {}) =>
    client.send(new DecryptCommand({ CiphertextBlob: blob, EncryptionContext: context, ...changes }));

  test('decrypts what it encrypted, however the key is named', async () => {
    await client.send(new CreateAliasCommand({ AliasName: 'alias/deposits', TargetKeyId: keyId }));
    const described = await client.send(new DescribeKeyCommand({ KeyId: 'alias/deposits' }));
    const blob = await encrypt('text', 'alias/deposits');

    for (const name of [keyId, 'alias/deposits', described.KeyMetadata?.Arn, undefined]) {
      const { Plaintext, KeyId } = await decrypt(blob, { KeyId: name });
      expect([Buffer.from(Plaintext ?? []).toString(), KeyId]).toEqual(['text', described.KeyMetadata?.Arn]);
    }
    expect(kms.requestCount('Decrypt')).toBe(4);
  });

  test('takes the encryption context in any order and refuses every other one', async () => {
    const blob = await encrypt();
    const other = [{}, { tenantId: 'acme' }, { ...context, tenantId: 'globex' }, { ...context, more: 'x' }];

    const refused = await Promise.all(
      other.map((pairs) => errorNameOf(decrypt(blob, { EncryptionContext: pairs }))),
    );

    expect(new Set(refused)).toEqual(new Set(['InvalidCiphertextException']));
    const reordered = { keyVersion: '1', tenantId: 'acme' };
    expect(await errorNameOf(decrypt(blob, { EncryptionContext: reordered }))).toBe('ok');
  });

  test('refuses a ciphertext with any byte changed', async () => {
    const blob = await encrypt();
    const damaged = [...blob.keys()].map((index) => {
      const copy = Buffer.from(blob);
      copy.writeUInt8(copy.readUInt8(index) ^ 1, index);
      return copy;
    });

    const answers = await Promise.all(damaged.map((copy) => errorNameOf(decrypt(copy))));

    expect(new Set(answers)).toEqual(new Set(['InvalidCiphertextException']));
  });

  test('makes data keys, with and without showing them', async () => {
    const request = { KeyId: keyId, KeySpec: 'AES_256', EncryptionContext: context } as const;
    const shown = await client.send(new GenerateDataKeyCommand(request));
    const hidden = await client.send(new GenerateDataKeyWithoutPlaintextCommand(request));

    expect((await decrypt(shown.CiphertextBlob ?? Buffer.alloc(0))).Plaintext).toEqual(shown.Plaintext);
    expect((await decrypt(hidden.CiphertextBlob ?? Buffer.alloc(0))).Plaintext?.length).toBe(32);
    expect('Plaintext' in hidden).toBe(false);
  });

  test('re-encrypts under another key and context', async () => {
    const other = (await client.send(new CreateKeyCommand({}))).KeyMetadata?.KeyId;
    const moved = await client.send(
      new ReEncryptCommand({
        CiphertextBlob: await encrypt(),
        SourceEncryptionContext: context,
        DestinationKeyId: other,
        DestinationEncryptionContext: { tenantId: 'globex' },
      }),
    );

    const changes = { KeyId: other, EncryptionContext: { tenantId: 'globex' } };
    expect(await errorNameOf(decrypt(moved.CiphertextBlob ?? Buffer.alloc(0), changes))).toBe('ok');
    expect(await errorNameOf(decrypt(moved.CiphertextBlob ?? Buffer.alloc(0), { KeyId: keyId }))).toBe(
      'IncorrectKeyException',
    );
  });

  test('a disabled key works again once enabled; one to be deleted does not', async () => {
    const blob = await encrypt();
    await client.send(new DisableKeyCommand({ KeyId: keyId }));
    const disabled = await errorNameOf(decrypt(blob));
    await client.send(new EnableKeyCommand({ KeyId: keyId }));
    const enabled = await errorNameOf(decrypt(blob));
    await client.send(new ScheduleKeyDeletionCommand({ KeyId: keyId, PendingWindowInDays: 7 }));
    const doomed = await errorNameOf(decrypt(blob));

    expect([disabled, enabled, doomed]).toEqual(['DisabledException', 'ok', 'KMSInvalidStateException']);
  });

  test('refuses with KMS’s names', async () => {
    const tooLong = Buffer.alloc(4_097);
    const unknown = 'alias/unknown';

    expect([
      await errorNameOf(encrypt('text', unknown)),
      await errorNameOf(client.send(new EncryptCommand({ KeyId: keyId, Plaintext: tooLong }))),
      await errorNameOf(client.send(new ListKeysCommand({}))),
      await errorNameOf(
        client.send(new CreateAliasCommand({ AliasName: 'alias/aws/x', TargetKeyId: keyId })),
      ),
    ]).toEqual([
      'NotFoundException',
      'ValidationException',
      'UnknownOperationException',
      'InvalidAliasNameException',
    ]);
  });

  test('answers the fault that a test asks for', async () => {
    kms.setFault((operation) =>
      operation === 'Decrypt' ? { name: 'AccessDeniedException', status: 400 } : undefined,
    );

    expect(await errorNameOf(encrypt().then((blob) => decrypt(blob)))).toBe('AccessDeniedException');
  });

  test.each([
    ['unsigned', {}],
    ['signed in another way', { authorization: 'Bearer x' }],
  ])('refuses a request that is %s', async (_, headers) => {
    const response = await fetch(kms.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'TrentService.CreateKey', ...headers },
      body: '{}',
    });

    expect([response.status, await response.json()]).toEqual([
      400,
      expect.objectContaining({ __type: 'MissingAuthenticationTokenException' }),
    ]);
  });

  test('keeps its keys in a directory when it is given one, for its owner only', async () => {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'kms-'));
    const first = await startKms({ port: 0, dataDirectory });
    const before = clientOf(first);
    const created = await before.send(new CreateKeyCommand({ Description: 'kept' }));
    const id = created.KeyMetadata?.KeyId;
    await before.send(new CreateAliasCommand({ AliasName: 'alias/kept', TargetKeyId: id }));
    const { CiphertextBlob: blob } = await before.send(
      new EncryptCommand({ KeyId: id, Plaintext: Buffer.from('kept') }),
    );
    before.destroy();
    await first.stop();

    const second = await startKms({ port: 0, dataDirectory });
    const after = clientOf(second);
    const { Plaintext } = await after.send(new DecryptCommand({ CiphertextBlob: blob, KeyId: 'alias/kept' }));
    after.destroy();
    await second.stop();
    const mode = statSync(join(dataDirectory, 'kms-keys.json')).mode & 0o777;
    rmSync(dataDirectory, { recursive: true });

    expect([Buffer.from(Plaintext ?? []).toString(), mode]).toEqual(['kept', 0o600]);
  });
});
