// Asks the decryptor Lambda for a tenant's credentials. One function over the Invoke client that the caller has; no dependency. The
// contract is docs/decryptor-contract.schema.json, version 1.

export type SqlServerLogin = {
  readonly server: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
};
export type AccountNumberKeyset = {
  readonly current: number;
  /** Version in decimal to 32 bytes in base64. */
  readonly keys: Readonly<Record<string, string>>;
  readonly indexKey: string;
};
export type PayrollApiAccess = { readonly url: string; readonly key: string };

export type CredentialValues = {
  readonly 'sql-server': SqlServerLogin;
  readonly 'account-number-key': AccountNumberKeyset;
  readonly 'payroll-api': PayrollApiAccess;
};
export type Purpose = keyof CredentialValues;

/** `true`: the same request may succeed in a moment. */
const retryableByCode = {
  REQUEST_INVALID: false,
  PURPOSE_NOT_GRANTED: false,
  TENANT_NOT_FOUND: false,
  TENANT_SUSPENDED: false,
  CREDENTIAL_NOT_FOUND: false,
  CREDENTIAL_MALFORMED: false,
  FORMAT_BELOW_FLOOR: false,
  ENVELOPE_MALFORMED: false,
  DECRYPTION_FAILED: false,
  STORE_UNAVAILABLE: true,
  KEY_SERVICE_UNAVAILABLE: true,
  // Of this client.
  DECRYPTOR_FAILED: true,
  ANSWER_INVALID: false,
} as const;

/** `DECRYPTOR_FAILED`: it ended without an answer; `ANSWER_INVALID`: what came does not fit the contract. The rest is the contract's. */
export type FailureCode = keyof typeof retryableByCode;

export const isRetryable = (code: FailureCode): boolean => retryableByCode[code];

/** The whole request failed. The message holds the code and where in the request it lies, and nothing of a value. */
export class DecryptorError extends Error {
  readonly code: FailureCode;
  /** JSON Pointer into the request, where the request is at fault. */
  readonly pointer: string | undefined;

  constructor(code: FailureCode, pointer?: string) {
    super(pointer === undefined || pointer === '' ? code : `${code} at ${pointer}`);
    this.name = 'DecryptorError';
    this.code = code;
    this.pointer = pointer;
  }
}

/** What is needed of the client: `new Lambda({})` of `@aws-sdk/client-lambda` has it. Its own errors are passed on. */
export interface InvokeClient {
  invoke(input: {
    FunctionName: string;
    Payload: Uint8Array;
    TenantId?: string;
  }): Promise<{ FunctionError?: string | undefined; Payload?: Uint8Array | undefined }>;
}

export type CredentialRequest<P extends Purpose> = {
  /** ARN of the alias that was granted, `arn:aws:lambda:…:function:…-decryptor:<alias>`. */
  readonly decryptor: string;
  readonly tenantId: string;
  /** One to three, each once. */
  readonly purposes: readonly P[];
  /** For the audit: which function asks, for which request of it, for whom. Each 1 to 256 characters. */
  readonly caller: { readonly function: string; readonly requestId: string; readonly subject: string };
  /** Past every cache, after a rotation. */
  readonly refresh?: boolean;
  /** The version before the current one. */
  readonly previous?: boolean;
  /** The deployment has `decryptorIsolation=tenant`. */
  readonly isIsolated?: boolean;
};

export type OpenedCredential<K extends Purpose> = {
  readonly value: CredentialValues[K];
  readonly version: number;
  readonly format: string;
};

/** Each purpose is in exactly one of the two. */
export type CredentialAnswer<P extends Purpose> = {
  readonly credentials: { readonly [K in P]?: OpenedCredential<K> };
  readonly failures: { readonly [K in P]?: FailureCode };
};

type Members = Readonly<Record<string, unknown>>;
type Guard<T> = (value: unknown) => value is T;

const isRecord = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number';
const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  isRecord(value) && Object.values(value).every(isText);
const isCode = (value: unknown): value is FailureCode =>
  isText(value) && Object.hasOwn(retryableByCode, value);

const hasMembers =
  <T>(shape: { readonly [K in keyof T]-?: Guard<T[K]> }): Guard<T> =>
  (value: unknown): value is T =>
    isRecord(value) && Object.entries<Guard<unknown>>(shape).every(([name, isRight]) => isRight(value[name]));

const valueGuards: { readonly [K in Purpose]: Guard<CredentialValues[K]> } = {
  'sql-server': hasMembers<SqlServerLogin>({
    server: isText,
    port: isNumber,
    database: isText,
    user: isText,
    password: isText,
  }),
  'account-number-key': hasMembers<AccountNumberKeyset>({
    current: isNumber,
    keys: isTexts,
    indexKey: isText,
  }),
  'payroll-api': hasMembers<PayrollApiAccess>({ url: isText, key: isText }),
};

const parseJson = (bytes: Uint8Array | undefined): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
};

const isAnswer = hasMembers<{ version: 1; credentials: Members; failures: Members }>({
  version: (value): value is 1 => value === 1,
  credentials: isRecord,
  failures: isRecord,
});
const isRefusal = hasMembers<{ error: { code: FailureCode } & Members }>({
  error: (value): value is { code: FailureCode } & Members => isRecord(value) && isCode(value['code']),
});

const readAnswer = <P extends Purpose>(purposes: readonly P[], answer: unknown): CredentialAnswer<P> => {
  if (isRefusal(answer)) {
    const { code, pointer } = answer.error;
    throw new DecryptorError(code, isText(pointer) ? pointer : undefined);
  }
  if (!isAnswer(answer)) throw new DecryptorError('ANSWER_INVALID');
  const credentials: { [K in P]?: OpenedCredential<K> } = {};
  const failures: { [K in P]?: FailureCode } = {};
  const take = <K extends P>(purpose: K): void => {
    const [opened, failed] = [answer.credentials[purpose], answer.failures[purpose]];
    if (isRecord(failed) && isCode(failed['code']) && opened === undefined) {
      failures[purpose] = failed['code'];
      return;
    }
    const isOpened = hasMembers<OpenedCredential<K>>({
      value: valueGuards[purpose],
      version: isNumber,
      format: isText,
    });
    if (failed !== undefined || !isOpened(opened)) throw new DecryptorError('ANSWER_INVALID');
    credentials[purpose] = opened;
  };
  for (const purpose of purposes) take(purpose);
  return { credentials, failures };
};

/**
 * @throws DecryptorError when the whole request failed; what the Invoke client throws is passed on
 * @returns an opened credential or a failure for each purpose. The values are secrets: never log the answer
 */
export const openCredentials = async <P extends Purpose>(
  lambda: InvokeClient,
  request: CredentialRequest<P>,
): Promise<CredentialAnswer<P>> => {
  const {
    decryptor,
    isIsolated = false,
    tenantId,
    purposes,
    caller,
    refresh = false,
    previous = false,
  } = request;
  const body = JSON.stringify({ version: 1, tenantId, purposes, refresh, previous, caller });
  const answer = await lambda.invoke({
    FunctionName: decryptor,
    Payload: new TextEncoder().encode(body),
    ...(isIsolated ? { TenantId: tenantId } : {}),
  });
  // Its payload is an error of the runtime's; it says nothing of the contract.
  if (answer.FunctionError !== undefined) throw new DecryptorError('DECRYPTOR_FAILED');
  return readAnswer(purposes, parseJson(answer.Payload));
};
