// Exactly one change for each Idempotency-Key (draft-ietf-httpapi-idempotency-key-header-07): the key, what it stands for and
// what is kept of the answer. Keys and requests are kept as keyed digests, answers as the masked text that was sent.

import { fingerprintRequest } from '../crypto/account-number-fingerprint.ts';
import type { AccountNumberKeyset } from '../crypto/account-number-keyset.ts';
import type { DirectDepositId } from '../domain/direct-deposit-id.ts';
import type { Caller } from '../domain/caller.ts';
import { fail, succeed, type Result } from '../platform/result.ts';

export const idempotencyKeyHours = 24;

/** One to 255 visible ASCII characters, bare or as a structured field's quoted string; both forms are the same key. */
const barePattern = /^[\x21-\x7e]{1,255}$/;
const quotedPattern = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/;

export const readIdempotencyKey = (header: string): Result<string, 'malformed'> => {
  const text = header.trim();
  const quoted = quotedPattern.exec(text)?.[1];
  const key = quoted === undefined ? text : quoted.replaceAll(/\\(["\\])/g, '$1');
  const isMeantQuoted = quoted === undefined && (text.startsWith('"') || text.endsWith('"'));
  return !isMeantQuoted && barePattern.test(key) ? succeed(key) : fail('malformed');
};

/** The place that a key is good for: one person's requests of one method to one path. */
export type KeyScope = { readonly caller: Caller; readonly route: string; readonly path: readonly string[] };

export const digestKey = (keyset: AccountNumberKeyset, scope: KeyScope, key: string): Buffer => {
  const { caller, route, path } = scope;
  return fingerprintRequest(
    keyset,
    caller.tenantId,
    JSON.stringify(['key', caller.subject, route, ...path, key]),
  );
};

export const digestRequest = (
  keyset: AccountNumberKeyset,
  { caller }: KeyScope,
  canonicalBody: string,
): Buffer => fingerprintRequest(keyset, caller.tenantId, JSON.stringify(['request', canonicalBody]));

type KeptAnswer = {
  readonly requestDigest: Uint8Array;
  readonly statusCode: number;
  readonly location: string | undefined;
  /** JSON, masked. */
  readonly body: string;
};

export type RecordedAnswer = KeptAnswer & {
  readonly keyDigest: Uint8Array;
  /** Which row's version the entity tag was made from; 'set' for the newest of the employee's. */
  readonly versionOf: DirectDepositId | 'set' | undefined;
};

export type IdempotencyRecord = KeptAnswer & { readonly version: string | undefined };
