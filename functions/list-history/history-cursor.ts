// Where a page of an employee's history ends, as an opaque text: eight bytes of position and a keyed digest that binds it to the
// tenant and the employee, so that none can be made up or carried over.

import { createHmac } from 'node:crypto';
import { cursorKey } from '#shared/crypto/account-number-keys';
import { isEqualInConstantTime } from '#shared/crypto/account-number-seal';
import { lengthPrefixed } from '#shared/crypto/length-prefixed';
import type { AccountScope } from '#shared/direct-deposits/account-scope';
import { fail, succeed, type Result } from '#shared/platform/result';

const positionBytes = 8;
const digestBytes = 16;

const digestOf = ({ keyset, tenantId, employeeId }: AccountScope, position: bigint): Buffer =>
  createHmac('sha256', cursorKey(keyset))
    .update(lengthPrefixed([tenantId, employeeId, String(position)]))
    .digest()
    .subarray(0, digestBytes);

export const writeCursor = (scope: AccountScope, position: bigint): string => {
  const bytes = Buffer.alloc(positionBytes);
  bytes.writeBigInt64BE(position);
  return Buffer.concat([bytes, digestOf(scope, position)]).toString('base64url');
};

export const readCursor = (scope: AccountScope, cursor: string): Result<bigint, 'not-a-cursor'> => {
  const bytes = Buffer.from(cursor, 'base64url');
  const isWhole = bytes.length === positionBytes + digestBytes && bytes.toString('base64url') === cursor;
  if (!isWhole) return fail('not-a-cursor');
  const position = bytes.readBigInt64BE();
  return isEqualInConstantTime(bytes.subarray(positionBytes), digestOf(scope, position))
    ? succeed(position)
    : fail('not-a-cursor');
};
