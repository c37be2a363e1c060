// The calls that every transport to AWS carries, each with a request and an answer that it takes.

import type { DecryptCall } from '#shared/aws/decrypt-call';
import type { EventCalls } from '#shared/aws/event-calls';
import type { InvokeCall } from '#shared/aws/invoke-call';
import type { QueryCall } from '#shared/tenants/query-call';

export type Calls = {
  readonly decrypt: DecryptCall;
  readonly query: QueryCall;
  readonly invoke: InvokeCall;
  readonly events: Pick<EventCalls, 'secretValue' | 'putEvents' | 'claims'>;
  readonly close: () => void;
};

/** What the transports read from the environment. */
export const callerEnvironment = (url: string) => ({
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'canary-secret-key',
  AWS_SESSION_TOKEN: 'canary-token',
  AWS_ENDPOINT_URL: url,
});

export const decryptRequest = {
  ciphertext: Buffer.from([1, 2, 250]),
  context: { tenantId: 'acme' },
  keyId: undefined,
};
export const queryRequest = { tableName: 'tenants', tenantId: 'acme', isConsistent: false, after: undefined };
export const invokeRequest = { functionName: 'decryptor', qualifier: undefined, payloadJson: '{"a":"ü"}' };

export const secretRequest = { secretId: 'webhook/bank', stage: 'AWSCURRENT' } as const;
export const entry = {
  busName: 'payroll',
  source: 'direct-deposits.bank',
  detailType: 'BankEvent',
  detail: '{"a":"ü"}',
  timeMs: 1_700_000_000_250,
  traceHeader: undefined,
};
export const ownClaim = { tableName: 'claims', key: 'k', token: 't' };
export const claimRequest = { ...ownClaim, nowMs: 9_500, leaseUntilMs: 19_500, expiresAtSeconds: 100 };

export type CallName = 'decrypt' | 'query' | 'invoke' | 'secretValue' | 'putEvents' | 'take' | 'read';
export const callers: Readonly<Record<CallName, (calls: Calls, timeoutMs: number) => Promise<unknown>>> = {
  decrypt: (calls, timeoutMs) => calls.decrypt(decryptRequest, timeoutMs),
  query: (calls, timeoutMs) => calls.query(queryRequest, timeoutMs),
  invoke: (calls, timeoutMs) => calls.invoke(invokeRequest, timeoutMs),
  secretValue: ({ events }, timeoutMs) => events.secretValue(secretRequest, timeoutMs),
  putEvents: ({ events }, timeoutMs) => events.putEvents([entry], timeoutMs),
  take: ({ events }, timeoutMs) => events.claims.take(claimRequest, timeoutMs),
  read: ({ events }, timeoutMs) => events.claims.read(ownClaim, timeoutMs),
};
export const callNames = Object.keys(callers) as CallName[];
/** Those that try again by themselves. */
export const repeating = callNames.filter((name) => name !== 'invoke');

/** An answer that each call takes. */
export const answers: Readonly<Record<CallName, string>> = {
  decrypt: '{}',
  query: '{}',
  invoke: '{}',
  secretValue: '{"SecretString":"s","CreatedDate":1.5}',
  putEvents: '{"FailedEntryCount":0,"Entries":[{"EventId":"1"}]}',
  take: '{}',
  read: '{}',
};
