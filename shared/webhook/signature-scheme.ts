// What a row of the table of signature schemes does. A scheme signs the raw bytes of a body; nothing is parsed before they are
// verified.

import { timingSafeEqual } from 'node:crypto';
import type { Result } from '../platform/result.ts';

export type SignedRequest = {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
};

/** An event as it is sent. */
export type OutgoingEvent = {
  readonly id: string;
  readonly sentAt: Date;
  /** What happened, as the schemes carry it. */
  readonly payload: unknown;
};

/** What a verified request says of itself. */
export type IncomingEvent = {
  /** The same for every repeat of an event. */
  readonly id: string;
  readonly sentAt: Date;
  readonly payload: unknown;
};

export type SignatureScheme = {
  readonly name: string;
  /** A secret of this scheme from random bytes. */
  readonly toSecret: (bytes: Buffer) => string;
  readonly sign: (
    event: OutgoingEvent,
    secret: string,
  ) => SignedRequest & { readonly headers: Readonly<Record<string, string>> };
  /** Whether one of the secrets signed these bytes, in constant time for each. */
  readonly verify: (request: SignedRequest, secrets: readonly string[]) => boolean;
  /** Of a verified request only. */
  readonly read: (request: SignedRequest) => Result<IncomingEvent, 'malformed'>;
};

/** Digests of one length compare in constant time; another length is another digest. */
export const isSameDigest = (left: Uint8Array, right: Uint8Array): boolean =>
  left.byteLength === right.byteLength && timingSafeEqual(left, right);
