// sp_getapplock (Exclusive, Transaction) on PostgreSQL's advisory locks: of one database, released with the transaction, part of
// its deadlock detection. Keys are 64 bits of a hash of the name as written (names are compared exactly).
import { createHash } from 'node:crypto';
import { PostgresError } from './postgres/connection.ts';
import type { Session } from './session.ts';
import { notSupported } from './values/errors.ts';

export type LockArguments = { resource: string | null; mode: string; owner: string; timeoutMs: number };

const keyOf = (resource: string): string =>
  createHash('sha256').update(resource.slice(0, 255), 'utf16le').digest().readBigInt64LE(0).toString();

export const lockStatus = {
  granted: 0,
  grantedAfterWait: 1,
  timedOut: -1,
  deadlock: -3,
  badParameter: -999,
} as const;

const attempt = async (session: Session, key: string): Promise<boolean> => {
  const { rows } = await session.connection.query('SELECT pg_try_advisory_xact_lock($1::int8)', [key]);
  return rows[0]?.[0] === 't';
};

const waitFor = async (session: Session, key: string, timeoutMs: number): Promise<number> => {
  await session.connection.query('SAVEPOINT applock');
  try {
    await session.withLockTimeout(timeoutMs, () =>
      session.connection.query('SELECT pg_advisory_xact_lock($1::int8)', [key]),
    );
    await session.connection.query('RELEASE applock');
    return lockStatus.grantedAfterWait;
  } catch (error) {
    await session.connection.query('ROLLBACK TO applock');
    const state = error instanceof PostgresError ? error.failure.sqlState : '';
    if (state === '55P03') return lockStatus.timedOut;
    // An application lock's deadlock leaves the transaction open (sp_getapplock, Transact-SQL, Remarks).
    if (state === '40P01') return lockStatus.deadlock;
    throw error;
  }
};

export const getApplock = async (
  session: Session,
  { resource, mode, owner, timeoutMs }: LockArguments,
): Promise<number> => {
  if (mode.toLowerCase() !== 'exclusive') throw notSupported(`sp_getapplock with the mode ${mode}`);
  if (owner.toLowerCase() !== 'transaction') throw notSupported(`sp_getapplock with the owner ${owner}`);
  if (resource === null || resource === '' || timeoutMs < -1 || session.transaction === undefined)
    return lockStatus.badParameter;
  const key = keyOf(resource);
  if (await attempt(session, key)) return lockStatus.granted;
  return timeoutMs === 0 ? lockStatus.timedOut : waitFor(session, key, timeoutMs);
};
