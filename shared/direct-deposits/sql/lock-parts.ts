// Which locks a write takes before it reads, as parts of its first request: sp_getapplock, which SQL Server, RDS and Babelfish know, for the
// transaction. Always in one order, so that nobody waits in a circle: idempotency key, employee (of several, by their ids), accounts
// (by their digests), the person who enters account numbers.

import { createHash } from 'node:crypto';
import { numberedPart, plainPart, type Part } from '../../sql/composed-request.ts';
import { int, nVarChar } from '../../sql/statement.ts';

/** Two waits fit into one request's time limit. */
const lockTimeoutMs = 3_000;

const exclusiveLock = (
  variable: string,
  resource: string,
  timeout: string,
): string => `DECLARE ${variable} int;
EXEC ${variable} = sp_getapplock
  @Resource = ${resource}, @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = ${timeout};`;

export const employeeResourceOf = (employeeId: string): string => `deposits:employee:${employeeId}`;
const accountResourceOf = (fingerprint: string): string => `deposits:account:${fingerprint}`;
/** A subject may be longer than a resource's name. */
const subjectResourceOf = (subject: string): string =>
  `deposits:subject:${createHash('sha256').update(subject).digest('hex')}`;

/** Takes @keyLock from the part before it. */
const waitText = `DECLARE @waitMs int = CASE WHEN @keyLock < 0 THEN 0 ELSE @lockTimeoutMs END;
DECLARE @lockResult int = 0;`;

const waitPart: Part = { text: waitText, parameters: { lockTimeoutMs: int }, values: { lockTimeoutMs } };

const noKeyPart = plainPart('DECLARE @keyLock int = 0;');

const keyPart = (keyDigest: Uint8Array): Part => ({
  text: exclusiveLock('@keyLock', '@keyResource', '0'),
  parameters: { keyResource: nVarChar(255) },
  values: { keyResource: `deposits:key:${Buffer.from(keyDigest).toString('hex')}` },
});

/** What cannot be had any more is not waited for. */
const lockText = (lock: string, resource: string): string => `${exclusiveLock(lock, resource, '@waitMs')}
SET @waitMs = CASE WHEN ${lock} < 0 THEN 0 ELSE @waitMs END;
SET @lockResult = CASE WHEN ${lock} < 0 THEN ${lock} ELSE @lockResult END;`;

const resourcePart = (resource: string, index: number): Part =>
  numberedPart(index, { resource: [nVarChar(255), resource] }, (at) => lockText(at('lock'), at('resource')));

/** Where the tenant sets no bound to what a person enters, nobody waits for it: the employee's lock, which is held, is taken again. */
const subjectPart = (subject: string, employeeId: string): Part => ({
  text: `DECLARE @boundResource nvarchar(255) = CASE
  WHEN EXISTS (SELECT 1 FROM [dbo].[TenantSetting] WHERE [NewAccountsPerDay] = 0) THEN @unboundResource ELSE @subjectResource END;
${lockText('@subjectLock', '@boundResource')}`,
  parameters: { subjectResource: nVarChar(255), unboundResource: nVarChar(255) },
  values: {
    subjectResource: subjectResourceOf(subject),
    unboundResource: employeeResourceOf(employeeId),
  },
});

/** What sp_getapplock answered: 0 or 1 where all were granted; of the key by itself. */
const resultPart = plainPart('SELECT @keyLock AS [keyLock], @lockResult AS [lockResult];', 'locks');

export type WriteLocks = {
  readonly employeeId: string;
  readonly keyDigest: Uint8Array | undefined;
  /** Hex; what others share of these accounts is read under their locks. */
  readonly accountFingerprints: readonly string[];
  /** Who enters account numbers, where any are entered. */
  readonly enteredBy: string | undefined;
};

export const writeLockParts = ({
  employeeId,
  keyDigest,
  accountFingerprints,
  enteredBy,
}: WriteLocks): readonly Part[] => [
  keyDigest === undefined ? noKeyPart : keyPart(keyDigest),
  waitPart,
  ...[
    employeeResourceOf(employeeId),
    ...[...new Set(accountFingerprints)].toSorted().map(accountResourceOf),
  ].map(resourcePart),
  ...(enteredBy === undefined ? [] : [subjectPart(enteredBy, employeeId)]),
  resultPart,
];

/** For who reads or writes of several employees at once. */
export const employeeLocksParts = (employeeIds: readonly string[]): readonly Part[] => [
  noKeyPart,
  waitPart,
  ...employeeIds.toSorted().map(employeeResourceOf).map(resourcePart),
  resultPart,
];
