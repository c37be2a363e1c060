// A message of the AWS Encryption SDK, format 1 or 2, taken apart whole: header, frames, footer, and not one byte more. Nothing
// is decrypted and no key is asked for (AWS Encryption SDK Developer Guide, "Message format reference").

import { ivBytes, tagBytes } from '../../aes-gcm.ts';
import { findAlgorithmSuite, type AlgorithmSuite } from './algorithm-suites.ts';
import { ByteReader } from './byte-reader.ts';
import { parseContext, type MessageContext } from './encryption-context.ts';

export type EncryptedDataKey = {
  readonly providerId: string;
  readonly providerInfo: Buffer;
  readonly ciphertext: Buffer;
};

/** A frame, or a body without frames, with what is authenticated beside its ciphertext. */
export type MessagePart = {
  readonly iv: Buffer;
  readonly ciphertext: Buffer;
  readonly tag: Buffer;
  readonly aad: Buffer;
};

export type EsdkMessage = {
  readonly suite: AlgorithmSuite;
  readonly messageId: Buffer;
  readonly context: MessageContext;
  readonly dataKeys: readonly EncryptedDataKey[];
  /** What the header's tag authenticates, without context that is not stored. */
  readonly headerBody: Buffer;
  readonly headerIv: Buffer;
  readonly headerTag: Buffer;
  /** 32 bytes in format 2. */
  readonly commitment: Buffer | undefined;
  readonly parts: readonly MessagePart[];
  /** What the footer's signature is over. */
  readonly signed: Buffer;
  /** DER; undefined for a suite without one. */
  readonly signature: Buffer | undefined;
};

/** Each may cost a call to the key service; a message may say that it has 65,535 of them. */
export const maxDataKeys = 3;

const formatOneType = 0x80;
const contentTypes = { nonFramed: 1, framed: 2 } as const;
const finalFrameMark = 0xff_ff_ff_ff;
const commitmentBytes = 32;
const idBytes = { 1: 16, 2: 32 } as const;

const bodyAad = (messageId: Buffer, kind: string, sequence: number, length: number): Buffer => {
  const numbers = Buffer.alloc(12);
  numbers.writeUInt32BE(sequence, 0);
  numbers.writeBigUInt64BE(BigInt(length), 4);
  return Buffer.concat([messageId, Buffer.from(`AWSKMSEncryptionClient ${kind}`), numbers]);
};

const readDataKeys = (reader: ByteReader): readonly EncryptedDataKey[] | undefined => {
  const count = reader.number(2);
  if (count < 1 || count > maxDataKeys) return undefined;
  return Array.from({ length: count }, () => ({
    providerId: reader.counted().toString('utf8'),
    providerInfo: reader.counted(),
    ciphertext: reader.counted(),
  }));
};

const readSingleBlock = (reader: ByteReader, messageId: Buffer): readonly MessagePart[] | undefined => {
  const iv = reader.bytes(ivBytes);
  // The upper half of a 64-bit length.
  if (reader.number(4) !== 0) return undefined;
  const length = reader.number(4);
  const ciphertext = reader.bytes(length);
  return [
    { iv, ciphertext, tag: reader.bytes(tagBytes), aad: bodyAad(messageId, 'Single Block', 1, length) },
  ];
};

const readFrames = (
  reader: ByteReader,
  messageId: Buffer,
  frameLength: number,
): readonly MessagePart[] | undefined => {
  const parts: MessagePart[] = [];
  for (let sequence = 1; !reader.isShort; sequence += 1) {
    const mark = reader.number(4);
    const isFinal = mark === finalFrameMark;
    if ((isFinal ? reader.number(4) : mark) !== sequence) return undefined;
    const iv = reader.bytes(ivBytes);
    const length = isFinal ? reader.number(4) : frameLength;
    if (length > frameLength) return undefined;
    const ciphertext = reader.bytes(length);
    const aad = bodyAad(messageId, isFinal ? 'Final Frame' : 'Frame', sequence, length);
    parts.push({ iv, ciphertext, tag: reader.bytes(tagBytes), aad });
    if (isFinal) return parts;
  }
  return undefined;
};

/** @returns undefined for everything that is not wholly a message of these formats */
export const parseMessage = (bytes: Buffer): EsdkMessage | undefined => {
  const reader = new ByteReader(bytes);
  const version = reader.number(1);
  if (version !== 1 && version !== 2) return undefined;
  if (version === 1 && reader.number(1) !== formatOneType) return undefined;
  const suite = findAlgorithmSuite(reader.number(2), version);
  if (suite === undefined) return undefined;
  const messageId = reader.bytes(idBytes[version]);
  const context = parseContext(reader.counted());
  const dataKeys = readDataKeys(reader);
  if (context === undefined || dataKeys === undefined) return undefined;

  const contentType = reader.number(1);
  if (version === 1 && (reader.number(4) !== 0 || reader.number(1) !== ivBytes)) return undefined;
  const frameLength = reader.number(4);
  const isFramed = contentType === contentTypes.framed;
  if ((!isFramed && contentType !== contentTypes.nonFramed) || isFramed !== frameLength > 0) return undefined;
  const commitment = version === 2 ? reader.bytes(commitmentBytes) : undefined;

  const headerBody = bytes.subarray(0, reader.position);
  const headerIv = version === 1 ? reader.bytes(ivBytes) : Buffer.alloc(ivBytes);
  const headerTag = reader.bytes(tagBytes);
  const parts = isFramed ? readFrames(reader, messageId, frameLength) : readSingleBlock(reader, messageId);
  if (parts === undefined) return undefined;
  const signed = bytes.subarray(0, reader.position);
  const signature = suite.signature === undefined ? undefined : reader.counted();
  if (!reader.isAtEnd) return undefined;
  return {
    suite,
    messageId,
    context,
    dataKeys,
    headerBody,
    headerIv,
    headerTag,
    commitment,
    parts,
    signed,
    signature,
  };
};
