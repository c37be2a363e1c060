// Messages of the AWS Encryption SDK to be opened: by AWS's own library for JavaScript, and by a small writer of what that library
// does not write (context that is not stored, more data keys, the dialect of .NET 4.0.0).

import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto';
import {
  AlgorithmSuiteIdentifier,
  buildClient,
  CommitmentPolicy,
  RawAesKeyringNode,
  RawAesWrappingSuiteIdentifier,
  type KeyringNode,
} from '@aws-crypto/client-node';

export type Context = Readonly<Record<string, string>>;

export const rawKey = { namespace: 'old-application', name: '2019', key: Buffer.alloc(32, 7) };
export const esdkSettings = {
  scheme: 'esdk1',
  rawKeys: [{ namespace: rawKey.namespace, name: rawKey.name, keyBase64: rawKey.key.toString('base64') }],
};

export const suiteIds = {
  plain: AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16,
  derived: AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA256,
  signed: AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA384_ECDSA_P384,
  committing: AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY,
  'committing and signed':
    AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY_ECDSA_P384,
} as const;
export type SuiteName = keyof typeof suiteIds;

export const rawKeyring = (): KeyringNode =>
  new RawAesKeyringNode({
    keyName: rawKey.name,
    keyNamespace: rawKey.namespace,
    // The library zeroes nothing of it, but wants a buffer of its own.
    unencryptedMasterKey: new Uint8Array(rawKey.key),
    wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
  });

export const awsClient = () => buildClient(CommitmentPolicy.FORBID_ENCRYPT_ALLOW_DECRYPT);
const committingClient = () => buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);

export const writeWithAws = async (
  keyring: KeyringNode,
  plaintext: Buffer,
  { suite, context, frameLength = 4_096 }: { suite: SuiteName; context: Context; frameLength?: number },
): Promise<Buffer> => {
  const { encrypt } = suite.startsWith('committing') ? committingClient() : awsClient();
  const { result } = await encrypt(keyring, plaintext, {
    suiteId: suiteIds[suite],
    encryptionContext: context,
    frameLength,
  });
  return Buffer.from(result);
};

const counted = (bytes: Buffer | string): Buffer => {
  const content = Buffer.from(bytes as string);
  return Buffer.concat([number(2, content.length), content]);
};
const number = (length: number, value: number): Buffer => {
  const bytes = Buffer.alloc(length);
  bytes.writeUIntBE(value, 0, length);
  return bytes;
};
const pairsOf = (context: Context): Buffer => {
  const pairs = Object.entries(context).sort(([left], [right]) => (left < right ? -1 : 1));
  if (pairs.length === 0) return Buffer.alloc(0);
  return Buffer.concat([number(2, pairs.length), ...pairs.flat().map((text) => counted(text))]);
};
const seal = (key: Buffer, iv: Buffer, aad: Buffer, plaintext: Buffer): Buffer => {
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(aad);
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
};

export type OwnMessage = {
  readonly stored?: Context;
  /** Authenticated, not stored. */
  readonly given?: Context;
  readonly dataKeys?: number;
  readonly suite?: 'derived' | 'committing';
  readonly dialect?: 'specified' | 'net-4.0.0';
  /** In place of the right commitment. */
  readonly commitment?: Buffer;
  /** The data key as KMS has it: wrapped under a key of that ARN, its ciphertext the ARN itself. */
  readonly ofKms?: { readonly keyArns: readonly string[]; readonly dataKey: Buffer };
  /** What stands behind a raw key's provider info. */
  readonly infoTail?: Buffer;
  /** One block without frames, as the first libraries wrote them. */
  readonly isFramed?: boolean;
};

/** One frame, wrapped as often as wanted under the raw key, or by KMS. */
export const writeOwn = (
  plaintext: Buffer,
  {
    stored = {},
    given = {},
    dataKeys = 1,
    suite = 'committing',
    dialect = 'specified',
    commitment,
    ofKms,
    infoTail = Buffer.alloc(0),
    isFramed = true,
  }: OwnMessage,
): Buffer => {
  const isCommitting = suite === 'committing';
  const id = number(2, suiteIds[suite]);
  const messageId = randomBytes(isCommitting ? 32 : 16);
  const dataKey = ofKms?.dataKey ?? randomBytes(32);
  const derive = (salt: Buffer, ...info: (Buffer | string)[]): Buffer =>
    Buffer.from(
      hkdfSync(
        isCommitting ? 'sha512' : 'sha256',
        dataKey,
        salt,
        Buffer.concat(info.map((part) => Buffer.from(part as string))),
        32,
      ),
    );
  const info = dialect === 'specified' ? [id, messageId] : [id];
  const key = isCommitting ? derive(messageId, id, 'DERIVEKEY') : derive(Buffer.alloc(0), ...info);
  const wrap = (): Buffer => {
    const iv = randomBytes(12);
    const providerInfo = Buffer.concat([
      Buffer.from(rawKey.name),
      number(4, 128),
      number(4, 12),
      iv,
      infoTail,
    ]);
    const wrapped = seal(rawKey.key, iv, pairsOf({ ...stored, ...given }), dataKey);
    return Buffer.concat([counted(rawKey.namespace), counted(providerInfo), counted(wrapped)]);
  };
  const wrappedKeys =
    ofKms?.keyArns.map((arn) =>
      Buffer.concat([counted('aws-kms'), counted(arn), counted(`wrapped under ${arn}`)]),
    ) ?? Array.from({ length: dataKeys }, wrap);
  const frameLength = number(4, isFramed ? 4_096 : 0);
  const beforeContent = Buffer.concat([
    isCommitting ? number(1, 2) : Buffer.from([1, 0x80]),
    id,
    messageId,
    counted(pairsOf(stored)),
    number(2, wrappedKeys.length),
    ...wrappedKeys,
    number(1, isFramed ? 2 : 1),
  ]);
  const header = isCommitting
    ? Buffer.concat([beforeContent, frameLength, commitment ?? derive(messageId, 'COMMITKEY')])
    : Buffer.concat([beforeContent, number(4, 0), number(1, 12), frameLength]);
  const zeroIv = Buffer.alloc(12);
  const notStored = pairsOf(given);
  const aad = notStored.length === 0 && dialect === 'net-4.0.0' ? number(2, 0) : notStored;
  const headerTag = seal(key, zeroIv, Buffer.concat([header, aad]), Buffer.alloc(0));
  const frameIv = number(6, 1);
  const iv = Buffer.concat([Buffer.alloc(6), frameIv]);
  const frameAad = Buffer.concat([
    messageId,
    Buffer.from(isFramed ? 'AWSKMSEncryptionClient Final Frame' : 'AWSKMSEncryptionClient Single Block'),
    number(4, 1),
    Buffer.alloc(2),
    number(6, plaintext.length),
  ]);
  const content = seal(key, iv, frameAad, plaintext);
  return Buffer.concat([
    header,
    ...(isCommitting ? [] : [zeroIv]),
    headerTag,
    ...(isFramed
      ? [number(4, 0xff_ff_ff_ff), number(4, 1), iv, number(4, plaintext.length)]
      : [iv, Buffer.alloc(2), number(6, plaintext.length)]),
    content,
  ]);
};
