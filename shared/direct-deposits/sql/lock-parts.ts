// Which locks a write takes before it reads, as parts of its first request: sp_getapplock, which SQL Server, RDS and Babelfish know, for the
// transaction. Always in one order, so that nobody waits in a circle: idempotency key, employee (of several, by their ids), accounts
// (by their digests), the person who enters account numbers.

import { createHash } from 'node:crypto';
import { plainPart, type Part } from '../../sql/composed-request.ts';
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

/** One of several, taken one after the other; what cannot be had any more is not waited for. */
type Lock = {
  /** Its name: a parameter, or a variable that its text declares. */
  readonly resource: string;
  readonly text?: string;
  readonly parameters: Part['parameters'];
  readonly values: Part['values'];
};

const namedLock = (resource: string, index: number): Lock => {
  const name = `resource${index}`;
  return { resource: `@${name}`, parameters: { [name]: nVarChar(255) }, values: { [name]: resource } };
};

/** Where the tenant sets no bound to what a person enters, nobody waits for it: the employee's lock, which is held, is taken again. */
const subjectLock = (subject: string): Lock => ({
  resource: '@enteringResource',
  text: `DECLARE @enteringResource nvarchar(255) = CASE
  WHEN EXISTS (SELECT 1 FROM [dbo].[TenantSetting] WHERE [NewAccountsPerDay] = 0) THEN @resource0 ELSE @subjectResource END;
`,
  parameters: { subjectResource: nVarChar(255) },
  values: { subjectResource: subjectResourceOf(subject) },
});

const keyText = exclusiveLock('@keyLock', '@keyResource', '0');

/** One row of what sp_getapplock answered, 0 or 1 when granted: for the key, and for the first of the others that was not. */
const locksPart = (locks: readonly Lock[], keyDigest?: Uint8Array): Part => {
  const key = keyDigest === undefined ? undefined : Buffer.from(keyDigest).toString('hex');
  let before = key === undefined ? undefined : { lock: '@keyLock', wait: '@lockTimeoutMs' };
  const texts = locks.map(({ resource, text = '' }, index) => {
    const [lock, wait] = [`@lock${index}`, before === undefined ? '@lockTimeoutMs' : `@waitMs${index}`];
    const declared =
      before && `DECLARE ${wait} int = CASE WHEN ${before.lock} < 0 THEN 0 ELSE ${before.wait} END;\n`;
    before = { lock, wait };
    return `${text}${declared ?? ''}${exclusiveLock(lock, resource, wait)}`;
  });
  const refused = locks.map((_, index) => `WHEN @lock${index} < 0 THEN @lock${index}`);
  return {
    rows: 'locks',
    text: [
      ...(key === undefined ? [] : [keyText]),
      ...texts,
      `SELECT ${key === undefined ? '0' : '@keyLock'} AS [keyLock], CASE ${[...refused, 'ELSE 0'].join(' ')} END AS [lockResult];`,
    ].join('\n'),
    parameters: {
      ...Object.fromEntries(locks.flatMap(({ parameters }) => Object.entries(parameters))),
      lockTimeoutMs: int,
      ...(key === undefined ? {} : { keyResource: nVarChar(255) }),
    },
    values: {
      ...Object.fromEntries(locks.flatMap(({ values }) => Object.entries(values))),
      lockTimeoutMs,
      ...(key === undefined ? {} : { keyResource: `deposits:key:${key}` }),
    },
  };
};

export type WriteLocks = {
  readonly employeeId: string;
  readonly keyDigest: Uint8Array | undefined;
  /** Hex; what others share of these accounts is read under their locks. */
  readonly accountFingerprints: readonly string[];
  /** Who enters account numbers, where any are entered. */
  readonly enteredBy: string | undefined;
};

export const writeLocksPart = (locks: WriteLocks): Part => {
  const { employeeId, keyDigest, accountFingerprints, enteredBy } = locks;
  const accounts = [...new Set(accountFingerprints)].toSorted();
  const named = [employeeResourceOf(employeeId), ...accounts.map(accountResourceOf)].map(namedLock);
  return locksPart([...named, ...(enteredBy === undefined ? [] : [subjectLock(enteredBy)])], keyDigest);
};

/** For who reads or writes of several employees at once. */
export const employeeLocksPart = (employeeIds: readonly string[]): Part =>
  employeeIds.length === 0
    ? plainPart('SELECT 0 AS [keyLock], 0 AS [lockResult];', 'locks')
    : locksPart(employeeIds.toSorted().map(employeeResourceOf).map(namedLock));
