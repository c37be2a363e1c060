// Every way in which a credential cannot be had, one row each. The first group is the decryptor's contract (version 1);
// the second is what a caller of the decryptor Lambda can meet on the way to it.

const contractCodes = {
  REQUEST_INVALID: { isRetryable: false },
  PURPOSE_NOT_GRANTED: { isRetryable: false },
  TENANT_NOT_FOUND: { isRetryable: false },
  TENANT_SUSPENDED: { isRetryable: false },
  CREDENTIAL_NOT_FOUND: { isRetryable: false },
  CREDENTIAL_MALFORMED: { isRetryable: false },
  FORMAT_BELOW_FLOOR: { isRetryable: false },
  ENVELOPE_MALFORMED: { isRetryable: false },
  DECRYPTION_FAILED: { isRetryable: false },
  STORE_UNAVAILABLE: { isRetryable: true },
  KEY_SERVICE_UNAVAILABLE: { isRetryable: true },
} as const satisfies Record<string, { readonly isRetryable: boolean }>;

/** The only codes that the decryptor answers. */
export type ContractCode = keyof typeof contractCodes;

export const contractCodeNames: readonly string[] = Object.keys(contractCodes);

export const isContractCode = (value: unknown): value is ContractCode =>
  typeof value === 'string' && Object.hasOwn(contractCodes, value);

export const credentialFailureCodes = {
  ...contractCodes,
  DECRYPTOR_UNAVAILABLE: { isRetryable: true },
  DECRYPTOR_ANSWER_INVALID: { isRetryable: false },
} as const satisfies Record<string, { readonly isRetryable: boolean }>;

export type CredentialFailureCode = keyof typeof credentialFailureCodes;

export type CredentialFailure = {
  readonly kind: 'credential-unavailable';
  readonly code: CredentialFailureCode;
  /** Absent when the whole request failed. */
  readonly purpose?: string;
};

export const isRetryable = (failure: CredentialFailure): boolean =>
  credentialFailureCodes[failure.code].isRetryable;
