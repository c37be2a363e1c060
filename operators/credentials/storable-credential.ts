// Any purpose that operators may store, with its shape: the answerable ones and the two reserved kinds.

import { fail, type Result } from '#shared/platform/result';
import {
  parseCredential,
  parseLegacyKey,
  parseSqlServerAdmin,
  type ShapeFailure,
} from '#shared/credentials/credential-shape';
import { isPurpose, isStorablePurpose } from '#shared/credentials/purpose';

/** The value, checked, or which of purpose and value is wrong. */
export const parseStorable = (
  purpose: string,
  value: unknown,
): Result<unknown, ShapeFailure | 'purpose-unknown'> => {
  if (!isStorablePurpose(purpose)) return fail('purpose-unknown');
  if (isPurpose(purpose)) return parseCredential(purpose, value);
  return purpose === 'sql-server-admin' ? parseSqlServerAdmin(value) : parseLegacyKey(value);
};
