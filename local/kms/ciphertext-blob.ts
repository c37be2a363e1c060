// This KMS's own ciphertext: a mark, the key's id, IV, tag, AES-256-GCM ciphertext. The encryption context is authenticated,
// not stored, as in the real service; the blob's layout is not the real service's.

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Key } from './key-ring.ts';
import { AwsJsonError } from '../aws-json/aws-json-error.ts';
import type { EncryptionContext } from './encryption-context.ts';

const mark = Buffer.from('LKM1');
const idEnd = mark.length + 16;
const ivEnd = idEnd + 12;
const tagEnd = ivEnd + 16;

const idBytes = (keyId: string): Buffer => Buffer.from(keyId.replaceAll('-', ''), 'hex');

const idText = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

const additionalData = (head: Buffer, context: EncryptionContext): Buffer => {
  const pairs = [...context].sort(([left], [right]) => (left < right ? -1 : 1));
  return Buffer.concat([head, Buffer.from(JSON.stringify(pairs))]);
};

export const refusedCiphertext = (): AwsJsonError => new AwsJsonError('InvalidCiphertextException', '');

export const encryptBlob = (key: Key, context: EncryptionContext, plaintext: Buffer): Buffer => {
  const head = Buffer.concat([mark, idBytes(key.keyId)]);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key.material, iv, { authTagLength: 16 });
  cipher.setAAD(additionalData(head, context));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([head, iv, cipher.getAuthTag(), ciphertext]);
};

export const keyIdOfBlob = (blob: Buffer): string => {
  if (blob.length <= tagEnd || !blob.subarray(0, mark.length).equals(mark)) throw refusedCiphertext();
  return idText(blob.subarray(mark.length, idEnd));
};

export const decryptBlob = (key: Key, context: EncryptionContext, blob: Buffer): Buffer => {
  const decipher = createDecipheriv('aes-256-gcm', key.material, blob.subarray(idEnd, ivEnd), {
    authTagLength: 16,
  });
  decipher.setAAD(additionalData(blob.subarray(0, idEnd), context)).setAuthTag(blob.subarray(ivEnd, tagEnd));
  try {
    return Buffer.concat([decipher.update(blob.subarray(tagEnd)), decipher.final()]);
  } catch {
    throw refusedCiphertext();
  }
};
