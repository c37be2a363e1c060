// sp_getapplock and sp_releaseapplock on PostgreSQL's advisory locks: of one database, released with the transaction, part of
// its deadlock detection. Keys are 64 bits of a hash of the name as written (names are compared exactly).
import { createHash } from 'node:crypto';
import { PostgresError } from './postgres/connection.ts';
import type { Session } from './session.ts';
import { SqlServerError, notSupported } from './values/errors.ts';

export type LockArguments = { resource: string | null; mode: string; owner: string; timeoutMs: number };

type Step = { key: string; isShared: boolean };

const keysOf = (resource: string): { main: string; update: string } => {
  const hash = createHash('sha256').update(resource.slice(0, 255), 'utf16le').digest();
  return { main: hash.readBigInt64LE(0).toString(), update: hash.readBigInt64LE(8).toString() };
};

// An Update lock lets Shared ones in but no second Update: a lock of its own in front of a shared one.
const stepsOf = (mode: string, resource: string): Step[] | undefined => {
  const { main, update } = keysOf(resource);
  if (mode === 'exclusive') return [{ key: main, isShared: false }];
  if (mode === 'shared') return [{ key: main, isShared: true }];
  if (mode === 'update')
    return [
      { key: update, isShared: false },
      { key: main, isShared: true },
    ];
  if (mode === 'intentshared' || mode === 'intentexclusive')
    throw notSupported(`sp_getapplock with the mode ${mode}`);
  return undefined;
};

export const lockStatus = {
  granted: 0,
  grantedAfterWait: 1,
  timedOut: -1,
  cancelled: -2,
  deadlock: -3,
  badParameter: -999,
} as const;

const attempt = async (session: Session, step: Step, scope: string): Promise<boolean> => {
  const { rows } = await session.connection.query(
    `SELECT pg_try_advisory_${scope}lock${step.isShared ? '_shared' : ''}($1::int8)`,
    [step.key],
  );
  return rows[0]?.[0] === 't';
};

const waitFor = async (session: Session, step: Step, scope: string, timeoutMs: number): Promise<number> => {
  const isInTransaction = session.transaction !== undefined;
  if (isInTransaction) await session.connection.query('SAVEPOINT applock');
  try {
    await session.withLockTimeout(timeoutMs, () =>
      session.connection.query(`SELECT pg_advisory_${scope}lock${step.isShared ? '_shared' : ''}($1::int8)`, [
        step.key,
      ]),
    );
    if (isInTransaction) await session.connection.query('RELEASE applock');
    return lockStatus.grantedAfterWait;
  } catch (error) {
    if (isInTransaction) await session.connection.query('ROLLBACK TO applock');
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
  const steps = resource === null || resource === '' ? undefined : stepsOf(mode.toLowerCase(), resource);
  const isTransaction = owner.toLowerCase() === 'transaction';
  if (steps === undefined || (!isTransaction && owner.toLowerCase() !== 'session') || timeoutMs < -1)
    return lockStatus.badParameter;
  if (isTransaction && session.transaction === undefined) return lockStatus.badParameter;
  const scope = isTransaction ? 'xact_' : '';
  if (!isTransaction) session.noteSessionLock();
  let status: number = lockStatus.granted;
  for (const step of steps) {
    if (await attempt(session, step, scope)) continue;
    if (timeoutMs === 0) return lockStatus.timedOut;
    status = await waitFor(session, step, scope, timeoutMs);
    if (status < 0) return status;
  }
  return status;
};

export const releaseApplock = async (
  session: Session,
  { resource, owner }: Pick<LockArguments, 'resource' | 'owner'>,
): Promise<number> => {
  if (owner.toLowerCase() === 'transaction')
    throw notSupported('sp_releaseapplock of a transaction before its end');
  const { main, update } = keysOf(resource ?? '');
  const release = async (name: string, key: string): Promise<boolean> =>
    (await session.connection.query(`SELECT pg_advisory_unlock${name}($1::int8)`, [key])).rows[0]?.[0] ===
    't';
  if (await release('', main)) return 0;
  if (await release('_shared', main)) {
    await release('', update);
    return 0;
  }
  throw new SqlServerError(
    1223,
    16,
    `Cannot release the application lock (Database Principal: 'public', Resource: '${resource ?? ''}') because it is not currently held.`,
  );
};
