// The threats that the product is built against, and where the test named after each is (`T17 …`). docs/security.md says what each promise
// is; protections.ts takes the protection away and sees the test fail.

import { api, integration, unit } from './test-paths.ts';

export type Threat = {
  readonly id: number;
  readonly threat: string;
  /** A test file; its tests for the threat have a title that begins with `T<id> `. */
  readonly test: string;
};

export const threats: readonly Threat[] = [
  { id: 1, threat: 'one tenant has another one’s credential opened', test: unit('crypto/jwe1') },
  {
    id: 2,
    threat: 'a caller has opened what it was not granted',
    test: unit('credentials/decryptor-grants'),
  },
  { id: 3, threat: 'sealed values change places', test: unit('crypto/account-number-seal') },
  {
    id: 4,
    threat: 'a legacy value, which nothing authenticates, is put in place of a current one',
    test: integration('decryptor/contract-codes'),
  },
  { id: 5, threat: 'answers to damaged values tell of padding', test: unit('crypto/legacy-damage') },
  {
    id: 6,
    threat: 'a value is relabelled as a weaker format',
    test: integration('decryptor/contract-codes'),
  },
  { id: 7, threat: 'a tag is cut or an IV comes twice', test: unit('crypto/aes-gcm') },
  { id: 8, threat: 'one ciphertext opens under two keys', test: unit('crypto/key-commitment') },
  { id: 9, threat: 'a signature is cut off or not waited for', test: unit('crypto/esdk1') },
  { id: 10, threat: 'a message has many data keys', test: unit('crypto/esdk1') },
  { id: 11, threat: 'a secret is turned into text', test: unit('platform/secret-and-log') },
  { id: 12, threat: 'the driver’s errors carry passwords and values', test: unit('sql/sql-failure') },
  { id: 13, threat: 'an unexpected error carries a value into the log', test: unit('platform/crash-facts') },
  { id: 14, threat: 'keys stay in memory', test: unit('credentials/data-key-cache') },
  { id: 15, threat: 'a secret stands in the deployment', test: 'test/infra/templates.test.ts' },
  { id: 16, threat: 'a forged token', test: integration('local/issuer-and-authorizer') },
  { id: 17, threat: 'a token without one clear tenant', test: unit('http/caller-from-claims') },
  { id: 18, threat: 'a token for somebody else', test: integration('local/issuer-and-authorizer') },
  { id: 19, threat: 'another employee’s or tenant’s direct deposits', test: api('tags-refusals-access') },
  { id: 20, threat: 'text becomes a statement', test: unit('sql/statement-texts') },
  { id: 21, threat: 'a body sets what is not its to set', test: unit('http/mass-assignment') },
  { id: 22, threat: 'a body changes prototypes', test: unit('http/json-body') },
  { id: 23, threat: 'a body that is too large or too deep', test: unit('http/json-body') },
  { id: 24, threat: 'a regular expression that takes for ever', test: unit('platform/regular-expressions') },
  { id: 25, threat: 'a forged webhook', test: unit('webhook/signature-schemes') },
  { id: 26, threat: 'a webhook played back', test: integration('payroll-webhook/receive') },
  { id: 27, threat: 'an event lost in a partial failure', test: unit('aws/eventbridge-publisher') },
  { id: 28, threat: 'clocks that differ', test: integration('payroll-webhook/receive') },
  {
    id: 29,
    threat: 'a credential used after it was taken away',
    test: unit('credentials/stale-credentials'),
  },
  { id: 30, threat: 'KMS called once for each of many requests', test: unit('credentials/data-key-cache') },
  { id: 31, threat: 'the decryptor throttled', test: unit('credentials/lambda-credential-source') },
  {
    id: 32,
    threat: 'a committed change that the payroll suite never hears of',
    test: integration('send-payroll-changes/send'),
  },
  { id: 33, threat: 'an event sent by two senders', test: api('campaigns') },
  { id: 34, threat: 'a request sent twice done twice', test: api('exactly-once') },
  { id: 35, threat: 'a lost update', test: api('tags-refusals-access') },
  { id: 36, threat: 'a split that is not whole after concurrent changes', test: api('concurrency') },
  { id: 37, threat: 'a commit without an answer done again', test: integration('sql-access/repeat-table') },
  {
    id: 38,
    threat: 'a connection that leads to another tenant',
    test: integration('sql-access/connections'),
  },
  { id: 39, threat: 'a login in the clear, or to any certificate', test: integration('sql-access/tls') },
  {
    id: 40,
    threat: 'a credential that leads to a host of an attacker’s',
    test: unit('platform/allowed-hosts'),
  },
  { id: 41, threat: 'a role that may do too much', test: 'test/infra/templates.test.ts' },
  { id: 42, threat: 'a dependency that was tampered with', test: 'test/infra/supply-chain.test.ts' },
  {
    id: 43,
    threat: 'a change that is denied, or taken out of the audit',
    test: integration('operators/audit/tampering'),
  },
  { id: 44, threat: 'an account number in an answer, a log or a column', test: api('leaks') },
  { id: 45, threat: 'markup of a caller’s run in another one’s browser', test: 'test/web/employee.test.ts' },
  { id: 46, threat: 'one tenant takes what others need', test: integration('sql-access/connections') },
];
