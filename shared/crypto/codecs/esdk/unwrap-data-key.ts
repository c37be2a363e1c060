// A raw key of a tenant, and what it unwraps: AES-GCM as AWS's raw AES keyring writes it, RSA-OAEP as its raw RSA keyring does.
// PKCS #1 v1.5 is not read: its padding tells too much about what was wrong.

import { constants, privateDecrypt, type KeyObject } from 'node:crypto';
import { ivBytes, openGcmOfAnySize, tagBytes } from '../../aes-gcm.ts';
import { ByteReader } from './byte-reader.ts';
import { serializeContext, type MessageContext } from './encryption-context.ts';
import type { EncryptedDataKey } from './parse-message.ts';

export type RawKey = { readonly namespace: string; readonly name: string } & (
  | { readonly kind: 'aes'; readonly key: Buffer }
  | {
      readonly kind: 'rsa';
      readonly privateKey: KeyObject;
      readonly hash: 'sha1' | 'sha256' | 'sha384' | 'sha512';
    }
);

const gcmTagBits = 128;

/** Provider info: the key's name, the tag's length in bits, the IV's length in bytes, the IV. */
const readIv = (info: Buffer, name: Buffer): Buffer | undefined => {
  const reader = new ByteReader(info);
  if (!reader.bytes(name.length).equals(name)) return undefined;
  if (reader.number(4) !== gcmTagBits || reader.number(4) !== ivBytes) return undefined;
  const iv = reader.bytes(ivBytes);
  return reader.isAtEnd ? iv : undefined;
};

const unwrapAes = (
  { key, name }: Extract<RawKey, { kind: 'aes' }>,
  { providerInfo, ciphertext }: EncryptedDataKey,
  context: MessageContext,
): Buffer | undefined => {
  const iv = readIv(providerInfo, Buffer.from(name, 'utf8'));
  if (iv === undefined || ciphertext.length <= tagBytes) return undefined;
  const [sealed, tag] = [ciphertext.subarray(0, -tagBytes), ciphertext.subarray(-tagBytes)];
  return openGcmOfAnySize(key, serializeContext(context), { iv, ciphertext: sealed, tag });
};

const unwrapRsa = (
  { privateKey, hash, name }: Extract<RawKey, { kind: 'rsa' }>,
  { providerInfo, ciphertext }: EncryptedDataKey,
): Buffer | undefined => {
  if (!providerInfo.equals(Buffer.from(name, 'utf8'))) return undefined;
  try {
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    return privateDecrypt({ key: privateKey, padding, oaepHash: hash }, ciphertext);
  } catch {
    return undefined;
  }
};

/** @returns undefined for a data key of another key, and for a damaged one */
export const unwrapDataKey = (
  rawKey: RawKey,
  wrapped: EncryptedDataKey,
  context: MessageContext,
): Buffer | undefined => {
  if (wrapped.providerId !== rawKey.namespace) return undefined;
  return rawKey.kind === 'aes' ? unwrapAes(rawKey, wrapped, context) : unwrapRsa(rawKey, wrapped);
};
