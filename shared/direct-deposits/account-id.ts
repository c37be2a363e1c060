// An account of a direct deposit by an id that tells nothing of it: the same for the same routing number, type and account number, another one
// for any other. The payroll suite gets it with the account and names it in what it tells of the account's entries.

import { createHash } from 'node:crypto';
import { lengthPrefixed } from '../crypto/length-prefixed.ts';
import type { UnversionedDirectDeposit } from '../domain/direct-deposit.ts';

export const accountIdPattern = /^[0-9a-f]{32}$/;

/** 32 hex digits. The digest of the account number that it is made from is a keyed one. */
export const accountIdOf = ({
  id,
  routingNumber,
  accountType,
  accountFingerprint,
}: Pick<UnversionedDirectDeposit, 'id' | 'routingNumber' | 'accountType' | 'accountFingerprint'>): string =>
  createHash('sha256')
    .update(lengthPrefixed(['direct-deposits/account/1', id, routingNumber, accountType, accountFingerprint]))
    .digest('hex')
    .slice(0, 32);
