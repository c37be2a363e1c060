// From a message and its data key to the plaintext. Everything is checked first, commitment, header and signature in this
// order, and nothing is handed out before the last frame's tag.

import { timingSafeEqual } from 'node:crypto';
import { openGcmOfAnySize } from '../../aes-gcm.ts';
import { deriveKeys, type Dialect } from './derive-keys.ts';
import { serializeContext, type MessageContext } from './encryption-context.ts';
import type { EsdkMessage } from './parse-message.ts';
import { isSignatureRight } from './verify-signature.ts';

/** What the header's tag is over: the header, and the pairs that have to be given because they are not stored in it. */
const headerAad = ({ headerBody }: EsdkMessage, given: MessageContext, dialect: Dialect): Buffer => {
  // 4.0.0 wrote a number of pairs also where there is none.
  const pairs = given.size === 0 && dialect === 'net-4.0.0' ? Buffer.alloc(2) : serializeContext(given);
  return Buffer.concat([headerBody, pairs]);
};

/** The key that was unwrapped is the one that the writer meant: without this two keys can be made to open one message. */
const isCommitted = (message: EsdkMessage, commitment: Buffer | undefined): boolean =>
  commitment === undefined ||
  (message.commitment !== undefined && timingSafeEqual(commitment, message.commitment));

const openParts = (message: EsdkMessage, key: Buffer): Buffer | undefined => {
  const opened: Buffer[] = [];
  try {
    for (const part of message.parts) {
      const plaintext = openGcmOfAnySize(key, part.aad, part);
      if (plaintext === undefined) return undefined;
      opened.push(plaintext);
    }
    return Buffer.concat(opened);
  } finally {
    for (const plaintext of opened) plaintext.fill(0);
  }
};

export type OpenMessageOptions = {
  /** Pairs that the message authenticates without storing them. */
  readonly given: MessageContext;
  /** Tried one after the other. */
  readonly dialects: readonly Dialect[];
};

const openInDialect = (
  message: EsdkMessage,
  dataKey: Buffer,
  given: MessageContext,
  dialect: Dialect,
): Buffer | undefined => {
  const { suite, messageId, headerIv, headerTag } = message;
  const { key, commitment } = deriveKeys(suite, messageId, dataKey, dialect);
  try {
    if (!isCommitted(message, commitment)) return undefined;
    const aad = headerAad(message, given, dialect);
    const header = { iv: headerIv, ciphertext: Buffer.alloc(0), tag: headerTag };
    if (openGcmOfAnySize(key, aad, header) === undefined) return undefined;
    return isSignatureRight(message) ? openParts(message, key) : undefined;
  } finally {
    key.fill(0);
  }
};

/** @returns undefined, whatever the reason; `dataKey` stays the caller's to wipe */
export const openMessage = (
  message: EsdkMessage,
  dataKey: Buffer,
  { given, dialects }: OpenMessageOptions,
): Buffer | undefined => {
  if (dataKey.length !== message.suite.keyBytes) return undefined;
  for (const dialect of dialects) {
    const plaintext = openInDialect(message, dataKey, given, dialect);
    if (plaintext !== undefined) return plaintext;
  }
  return undefined;
};
