// From an answer to a use: every purpose there → the function runs; the first one missing, in the order asked, fails it all.

import { fail, succeed, type Result } from '../platform/result.ts';
import type { CredentialAnswer } from './contract.ts';
import type { CredentialFailure, CredentialFailureCode } from './credential-failure.ts';
import type { OpenedCredentials } from './credential-source.ts';
import type { Purpose } from './purpose.ts';

export const unavailable = (code: CredentialFailureCode, purpose?: string): CredentialFailure => ({
  kind: 'credential-unavailable',
  code,
  ...(purpose === undefined ? {} : { purpose }),
});

export const holdsAll = <P extends Purpose>(
  credentials: object,
  purposes: readonly P[],
): credentials is OpenedCredentials<P> => purposes.every((purpose) => Object.hasOwn(credentials, purpose));

export const pickCredentials = <P extends Purpose>(
  answer: CredentialAnswer,
  purposes: readonly P[],
): Result<OpenedCredentials<P>, CredentialFailure> => {
  if (!answer.ok) return fail(unavailable(answer.failure));
  const { credentials, failures } = answer.value;
  for (const purpose of purposes) {
    const code = failures[purpose];
    if (code !== undefined) return fail(unavailable(code, purpose));
  }
  return holdsAll(credentials, purposes)
    ? succeed(credentials)
    : fail(unavailable('DECRYPTOR_ANSWER_INVALID'));
};
