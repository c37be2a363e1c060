// Account numbers at rest: AES-256-GCM under the tenant's keyset, bound to the row that holds them.
// The sealed form is `iv‖ciphertext‖tag‖commitment to the key`, always 92 bytes, so it does not tell how long a number is. The form from
// before, without the commitment (60 bytes), is read and not written.

import { timingSafeEqual } from 'node:crypto';
import { fail, succeed, type Result } from '../platform/result.ts';
import { Secret } from '../platform/secret.ts';
import { sealingKey } from './account-number-keys.ts';
import type { AccountNumberKeyset } from './account-number-keyset.ts';
import { ivBytes, openGcm, sealGcm, tagBytes } from './aes-gcm.ts';
import { commitmentBytes, commitTo, isCommittedTo } from './key-commitment.ts';
import { lengthPrefixed } from './length-prefixed.ts';

export type AccountNumberBinding = {
  readonly tenantId: string;
  readonly employeeId: string;
  readonly directDepositId: string;
};

export type SealedAccountNumber = { readonly sealed: Buffer; readonly keyVersion: number };

const blockBytes = 32;
const uncommittedBytes = ivBytes + blockBytes + tagBytes;
export const sealedAccountNumberBytes = uncommittedBytes + commitmentBytes;

const formByLength: Readonly<Record<number, 1 | 2>> = {
  [uncommittedBytes]: 1,
  [sealedAccountNumberBytes]: 2,
};

const commitmentLabel = 'direct-deposits/account-number/commitment/1';

/** The two forms authenticate which of them they are: cutting the commitment off makes nothing that opens. */
const additionalData = (binding: AccountNumberBinding, keyVersion: number, form: 1 | 2): Buffer =>
  lengthPrefixed([
    `direct-deposits/account-number/${form}`,
    binding.tenantId,
    binding.employeeId,
    binding.directDepositId,
    String(keyVersion),
  ]);

/** One block of 32 bytes: the text's length, the text, zeros. */
const pad = (accountNumber: string): Buffer => {
  const text = Buffer.from(accountNumber, 'utf8');
  if (text.length === 0 || text.length >= blockBytes) {
    throw new RangeError(`an account number has 1 to ${blockBytes - 1} bytes, got ${text.length}`);
  }
  return Buffer.concat([Buffer.from([text.length]), text], blockBytes);
};

const unpad = (block: Buffer): string | undefined => {
  const length = block[0] ?? 0;
  const isPadded =
    length > 0 && length < blockBytes && block.subarray(1 + length).every((byte) => byte === 0);
  return isPadded ? block.toString('utf8', 1, 1 + length) : undefined;
};

/** Seals under the keyset's current version; the caller stores `keyVersion` beside `sealed`. */
export const sealAccountNumber = (
  keyset: AccountNumberKeyset,
  binding: AccountNumberBinding,
  accountNumber: string,
): SealedAccountNumber => {
  const keyVersion = keyset.current;
  const key = sealingKey(keyset, keyVersion);
  if (key === undefined) throw new RangeError(`the keyset lacks its current version ${keyVersion}`);
  const block = pad(accountNumber);
  const { iv, ciphertext, tag } = sealGcm(key, additionalData(binding, keyVersion, 2), block);
  block.fill(0);
  return { sealed: Buffer.concat([iv, ciphertext, tag, commitTo(key, commitmentLabel)]), keyVersion };
};

/** One failure for a wrong key, another row's number and damaged bytes alike. */
export const openAccountNumber = (
  keyset: AccountNumberKeyset,
  binding: AccountNumberBinding,
  keyVersion: number,
  sealed: Uint8Array,
): Result<Secret<string>, 'account-number-unreadable'> => {
  const key = sealingKey(keyset, keyVersion);
  const form = formByLength[sealed.length];
  if (key === undefined || form === undefined) return fail('account-number-unreadable');
  const bytes = Buffer.from(sealed);
  if (form === 2 && !isCommittedTo(key, commitmentLabel, bytes.subarray(uncommittedBytes)))
    return fail('account-number-unreadable');
  const block = openGcm(key, additionalData(binding, keyVersion, form), {
    iv: bytes.subarray(0, ivBytes),
    ciphertext: bytes.subarray(ivBytes, ivBytes + blockBytes),
    tag: bytes.subarray(ivBytes + blockBytes, uncommittedBytes),
  });
  const text = block === undefined ? undefined : unpad(block);
  block?.fill(0);
  return text === undefined ? fail('account-number-unreadable') : succeed(new Secret(text));
};

/** Equality in a time that does not tell where two values differ; different lengths are simply different. */
export const isEqualInConstantTime = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && timingSafeEqual(left, right);
