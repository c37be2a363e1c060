// AWS's published messages, opened by ours and beside it by AWS's own library for JavaScript.

import { createPublicKey } from 'node:crypto';
import {
  MultiKeyringNode,
  RawAesKeyringNode,
  RawAesWrappingSuiteIdentifier,
  RawRsaKeyringNode,
  type KeyringNode,
} from '@aws-crypto/client-node';
import { openMessage } from '#shared/crypto/codecs/esdk/open-message';
import { parseMessage } from '#shared/crypto/codecs/esdk/parse-message';
import type { RawKey } from '#shared/crypto/codecs/esdk/unwrap-data-key';
import { awsClient } from '../../support/esdk-messages.ts';
import { judge, newTally, type Tally } from '../campaign-tally.ts';
import { openWithSettings } from './open-with-settings.ts';
import { withDialect, type KeyedMessage, type PeerMessage } from './peer-messages.ts';

const keyringOf = (rawKey: RawKey): KeyringNode => {
  const names = { keyName: rawKey.name, keyNamespace: rawKey.namespace };
  if (rawKey.kind === 'aes') {
    return new RawAesKeyringNode({
      ...names,
      unencryptedMasterKey: new Uint8Array(rawKey.key),
      wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
    });
  }
  const pem = { type: 'pkcs8', format: 'pem' } as const;
  return new RawRsaKeyringNode({
    ...names,
    rsaKey: {
      privateKey: rawKey.privateKey.export(pem).toString(),
      publicKey: createPublicKey(rawKey.privateKey).export({ type: 'spki', format: 'pem' }).toString(),
    },
    oaepHash: rawKey.hash,
  });
};

/** Whether AWS's own library for JavaScript opens it. */
export const opensWithAws = async ({ bytes, plaintext, settings }: PeerMessage): Promise<boolean> => {
  const [generator, ...children] = settings.rawKeys.map(keyringOf);
  if (generator === undefined) return false;
  try {
    const keyring = new MultiKeyringNode({ children: [generator, ...children] });
    const opened = await awsClient().decrypt(keyring, bytes);
    return opened.plaintext.equals(plaintext);
  } catch {
    return false;
  }
};

export const playPeerMessages = (messages: readonly PeerMessage[]): Tally => {
  const tally = newTally();
  for (const { name, bytes, plaintext, context, settings, isOfDialect } of messages) {
    const opens = (chosen: typeof settings): boolean =>
      openWithSettings(bytes, context, chosen)?.equals(plaintext) === true;
    const complaints = [
      ...(opens(withDialect(settings)) ? [] : ['is not opened']),
      ...(opens(settings) === isOfDialect ? ['is wrong without the dialect'] : []),
      ...(parseMessage(bytes)?.suite.messageVersion === 1 &&
      opens({ ...settings, allowsNonCommitting: false })
        ? ['is opened without commitment']
        : []),
    ];
    judge(
      tally,
      complaints.map((complaint) => `${name}: ${complaint}`),
    );
  }
  return tally;
};

export const playKeyedMessages = (messages: readonly KeyedMessage[]): Tally => {
  const tally = newTally();
  for (const { name, bytes, dataKey, plaintext } of messages) {
    const message = parseMessage(bytes);
    const opened =
      message === undefined
        ? undefined
        : openMessage(message, dataKey, { given: new Map(), dialects: ['specified'] });
    const isRight = message !== undefined && opened?.toString('utf8') === plaintext;
    judge(tally, isRight ? [] : [name]);
  }
  return tally;
};
