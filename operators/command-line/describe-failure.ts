// A failed step in a sentence that says what to do. Codes and names only: no value ever gets here.

import type { RewrapFault } from '../credentials/rewrap-tenant.ts';
import type { FloorFailure } from '../credentials/change-floor.ts';
import type { ImportFailure } from '../credentials/import-credential.ts';
import type { RevertFailure } from '../credentials/revert-credential.ts';
import type { ReplaceFailure } from '../credentials/replace-credential.ts';
import { describeTrouble, lastTrouble, type ServiceName } from './service-trouble.ts';

type FailureCode =
  | 'keyset-in-use'
  | Extract<RevertFailure, string>
  | RewrapFault['code']
  | FloorFailure
  | ImportFailure
  | Extract<ReplaceFailure, string>;
export type OperatorFailure = FailureCode | { readonly unreadable: string };

const sentences: Readonly<Record<FailureCode, string>> = {
  'tenant-not-found': 'there is no such tenant, or it has no policy yet',
  'tenant-malformed': 'something stored about the tenant cannot be understood; it is not overwritten',
  'store-unavailable': 'the tenant table cannot be reached or written',
  conflict: 'another command changed it at the same time; check it and run this one again',
  unforeseen: 'it failed in a way that was not foreseen; nothing was replaced',
  'ciphertext-refused': 'the key service refused a data key: it is damaged or another tenant’s',
  'key-denied': 'the key service denied the key',
  'key-service-unavailable': 'the key service cannot be reached',
  'tenant-key-missing': 'the tenant has no data key yet (credentials rotate --data-key makes one)',
  'too-large': 'the value is larger than the format can seal',
  'purpose-unknown': 'there is no such purpose',
  'credential-malformed': 'the value does not have the shape of its purpose',
  'credential-missing': 'the tenant has no such credential yet (credentials put stores the first one)',
  'already-stored':
    'another value is stored already (--replace stores this one over it and keeps that one as previous)',
  'scheme-unknown': 'no reader knows that scheme',
  'legacy-key-missing': 'the tenant has no such legacy key yet (credentials put --purpose legacy-key#<id>)',
  'no-previous': 'there is no version before the current one',
  'keyset-in-use': 'stored account numbers are sealed under it; it is never deleted',
  'value-empty': 'the value is empty',
  'keyset-loses-keys':
    'the new keyset lacks keys that rows are sealed under, or changes the index key (credentials rotate adds a key)',
  'not-reproduced': 'the newly sealed envelope did not open to the same bytes; nothing was replaced',
  'format-unknown': 'no reader knows that format',
  'older-envelopes':
    'older envelopes, or unreadable ones, are still stored (credentials census shows them, rewrap moves them)',
  'older-envelopes-meanwhile':
    'the floor is raised, but an older envelope was stored at the same time and is refused now: lower it, rewrap, raise it again',
  REQUEST_INVALID: 'the request is not valid',
  PURPOSE_NOT_GRANTED: 'the caller may not ask for that purpose',
  TENANT_NOT_FOUND: 'there is no such tenant',
  TENANT_SUSPENDED: 'the tenant is suspended',
  CREDENTIAL_NOT_FOUND: 'there is no such credential, or no version before the current one',
  CREDENTIAL_MALFORMED: 'it opened, but does not have the shape of its purpose',
  FORMAT_BELOW_FLOOR: 'its format is below the tenant’s floor',
  ENVELOPE_MALFORMED: 'the stored envelope cannot be understood',
  DECRYPTION_FAILED: 'it does not open: a wrong key, a wrong scheme or a damaged value',
  STORE_UNAVAILABLE: 'the tenant table cannot be reached',
  KEY_SERVICE_UNAVAILABLE: 'the key service cannot be reached',
};

/** Which service a code is about; what that one said last belongs into the sentence. */
const services: Readonly<Partial<Record<FailureCode, ServiceName>>> = {
  'store-unavailable': 'DynamoDB',
  STORE_UNAVAILABLE: 'DynamoDB',
  'key-denied': 'KMS',
  'key-service-unavailable': 'KMS',
  KEY_SERVICE_UNAVAILABLE: 'KMS',
};

export const failureCode = (failure: OperatorFailure): string =>
  typeof failure === 'string' ? failure : failure.unreadable;

const isKnown = (code: string): code is FailureCode => Object.hasOwn(sentences, code);

/** The name of the service's own error, where there is one. */
export const failureCause = (failure: OperatorFailure): string | undefined => {
  const code = failureCode(failure);
  const service = isKnown(code) ? services[code] : undefined;
  return service === undefined ? undefined : lastTrouble(service)?.error;
};

export const describeFailure = (failure: OperatorFailure): string => {
  const code = failureCode(failure);
  if (!isKnown(code)) return `it failed (${code})`;
  const service = services[code];
  const trouble = service === undefined ? undefined : lastTrouble(service);
  const detail = trouble === undefined ? '' : `: ${describeTrouble(trouble)}`;
  return `${sentences[code]}${detail} (${code})`;
};
