// What the local KMS does, one function for each operation of the API. An operation that is not here is refused by name.

import { randomBytes } from 'node:crypto';
import { decryptBlob, encryptBlob, keyIdOfBlob, refusedCiphertext } from './ciphertext-blob.ts';
import type { Key, KeyRing } from './key-ring.ts';
import { AwsJsonError, validationError } from '../aws-json/aws-json-error.ts';
import {
  optionalNumber,
  optionalText,
  requiredBytes,
  requiredText,
  type Fields,
} from '../aws-json/aws-json-fields.ts';
import { encryptionContext } from './encryption-context.ts';

type Answer = Readonly<Record<string, unknown>>;
type Operation = (ring: KeyRing, fields: Fields) => Answer;

const algorithm = 'SYMMETRIC_DEFAULT';
const maxPlaintextBytes = 4096;
const maxCiphertextBytes = 6144;

const dataKeyLength = (fields: Fields): number => {
  const spec = optionalText(fields, 'KeySpec');
  const length = optionalNumber(fields, 'NumberOfBytes');
  if ((spec === undefined) === (length === undefined)) {
    throw validationError('Give either KeySpec or NumberOfBytes');
  }
  if (spec !== undefined && spec !== 'AES_256' && spec !== 'AES_128')
    throw validationError('KeySpec is unknown');
  const bytes = length ?? (spec === 'AES_128' ? 16 : 32);
  if (bytes < 1 || bytes > 1024) throw validationError('NumberOfBytes must be 1 to 1024');
  return bytes;
};

const generateDataKey = (ring: KeyRing, fields: Fields) => {
  const key = ring.findUsable(requiredText(fields, 'KeyId'));
  const plaintext = randomBytes(dataKeyLength(fields));
  const blob = encryptBlob(key, encryptionContext(fields, 'EncryptionContext'), plaintext);
  return {
    CiphertextBlob: blob.toString('base64'),
    KeyId: ring.arn(key),
    Plaintext: plaintext.toString('base64'),
  };
};

/** The key that sealed a blob, usable and the one that the caller insists on. */
const keyOfBlob = (ring: KeyRing, blob: Buffer, insisted: string | undefined): Key => {
  const keyId = keyIdOfBlob(blob);
  if (insisted !== undefined && ring.findUsable(insisted).keyId !== keyId) {
    throw new AwsJsonError('IncorrectKeyException', 'The key is not the one that encrypted this');
  }
  try {
    return ring.findUsable(keyId);
  } catch (error) {
    if (error instanceof AwsJsonError && error.name === 'NotFoundException') throw refusedCiphertext();
    throw error;
  }
};

export const kmsOperations: Readonly<Record<string, Operation>> = {
  CreateKey: (ring, fields) => ({
    KeyMetadata: ring.describe(ring.create(optionalText(fields, 'Description') ?? '')),
  }),

  CreateAlias: (ring, fields) => {
    ring.createAlias(requiredText(fields, 'AliasName'), requiredText(fields, 'TargetKeyId'));
    return {};
  },

  DescribeKey: (ring, fields) => ({ KeyMetadata: ring.describe(ring.find(requiredText(fields, 'KeyId'))) }),

  Encrypt: (ring, fields) => {
    const key = ring.findUsable(requiredText(fields, 'KeyId'));
    const plaintext = requiredBytes(fields, 'Plaintext', maxPlaintextBytes);
    const blob = encryptBlob(key, encryptionContext(fields, 'EncryptionContext'), plaintext);
    return { CiphertextBlob: blob.toString('base64'), EncryptionAlgorithm: algorithm, KeyId: ring.arn(key) };
  },

  Decrypt: (ring, fields) => {
    const blob = requiredBytes(fields, 'CiphertextBlob', maxCiphertextBytes);
    const key = keyOfBlob(ring, blob, optionalText(fields, 'KeyId'));
    const plaintext = decryptBlob(key, encryptionContext(fields, 'EncryptionContext'), blob);
    return { EncryptionAlgorithm: algorithm, KeyId: ring.arn(key), Plaintext: plaintext.toString('base64') };
  },

  ReEncrypt: (ring, fields) => {
    const blob = requiredBytes(fields, 'CiphertextBlob', maxCiphertextBytes);
    const source = keyOfBlob(ring, blob, optionalText(fields, 'SourceKeyId'));
    const plaintext = decryptBlob(source, encryptionContext(fields, 'SourceEncryptionContext'), blob);
    const destination = ring.findUsable(requiredText(fields, 'DestinationKeyId'));
    const context = encryptionContext(fields, 'DestinationEncryptionContext');
    return {
      CiphertextBlob: encryptBlob(destination, context, plaintext).toString('base64'),
      DestinationEncryptionAlgorithm: algorithm,
      KeyId: ring.arn(destination),
      SourceEncryptionAlgorithm: algorithm,
      SourceKeyId: ring.arn(source),
    };
  },

  GenerateDataKey: generateDataKey,

  GenerateDataKeyWithoutPlaintext: (ring, fields) => {
    const { CiphertextBlob, KeyId } = generateDataKey(ring, fields);
    return { CiphertextBlob, KeyId };
  },

  DisableKey: (ring, fields) => {
    ring.setState(ring.findUsable(requiredText(fields, 'KeyId')), 'Disabled');
    return {};
  },

  EnableKey: (ring, fields) => {
    const key = ring.find(requiredText(fields, 'KeyId'));
    if (key.state === 'PendingDeletion') {
      throw new AwsJsonError('KMSInvalidStateException', `${ring.arn(key)} is pending deletion.`);
    }
    ring.setState(key, 'Enabled');
    return {};
  },

  ScheduleKeyDeletion: (ring, fields) => {
    const key = ring.find(requiredText(fields, 'KeyId'));
    const days = optionalNumber(fields, 'PendingWindowInDays') ?? 30;
    if (days < 7 || days > 30) throw validationError('PendingWindowInDays must be 7 to 30');
    ring.setState(key, 'PendingDeletion');
    const deletionDate = Date.now() / 1000 + days * 86_400;
    return {
      DeletionDate: deletionDate,
      KeyId: ring.arn(key),
      KeyState: key.state,
      PendingWindowInDays: days,
    };
  },
};
