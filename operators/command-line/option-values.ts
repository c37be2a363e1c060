// Values of options, checked once when the command line is read. What is wrong is said without repeating it.

import { InvalidArgumentError } from 'commander';
import { isStorablePurpose, type StorablePurpose } from '#shared/credentials/purpose';
import { isTenantId, type TenantId } from '#shared/domain/tenant-id';

export const parseTenantOption = (text: string): TenantId => {
  if (!isTenantId(text))
    throw new InvalidArgumentError('A tenant id has 1 to 64 small letters, digits and dashes.');
  return text;
};

export const parsePurposeOption = (text: string): StorablePurpose => {
  if (!isStorablePurpose(text)) {
    throw new InvalidArgumentError(
      'Purposes are sql-server, sql-server-admin, account-number-key, payroll-api and legacy-key#<id>.',
    );
  }
  return text;
};

export const parseConcurrencyOption = (text: string): number => {
  const value = /^[1-9][0-9]?$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > 32) throw new InvalidArgumentError('It is a whole number from 1 to 32.');
  return value;
};
