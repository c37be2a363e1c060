// KMS's errors by name, told apart by what helps: nothing (this ciphertext), a human (the key was taken away), or time.
// A denial is not a matter of time: answering it as one would keep callers serving what they cached. An error that is not
// listed counts as transient, also one about our own credentials (expired, not yet known), which are renewed.

import type { KeyServiceFailure } from '../credentials/key-service.ts';
import { awsErrorFacts } from './aws-error.ts';

const failureByName: Readonly<Record<string, KeyServiceFailure>> = {
  InvalidCiphertextException: 'ciphertext-refused',
  IncorrectKeyException: 'ciphertext-refused',
  InvalidKeyUsageException: 'ciphertext-refused',
  ValidationException: 'ciphertext-refused',
  AccessDeniedException: 'key-denied',
  DisabledException: 'key-denied',
  KMSInvalidStateException: 'key-denied',
  NotFoundException: 'key-denied',
};

export const toKeyServiceFailure = (error: unknown): KeyServiceFailure => {
  const { name } = awsErrorFacts(error);
  const known = Object.hasOwn(failureByName, name) ? failureByName[name] : undefined;
  return known ?? 'key-service-unavailable';
};
