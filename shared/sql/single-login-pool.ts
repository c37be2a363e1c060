// The driver's pool, less one login: `connect()` opens a connection to see whether it can, closes it, and the first request
// opens another (mssql lib/base/connection-pool.js, `_connect`). Here the first one is kept for the first request. Each new
// connection is greeted before it is lent out, and one that was not used for a while is asked whether it is alive.
// Where the driver has changed, it is the driver's own pool again; that a request names its tenant still holds.

import mssql from 'mssql';
import { ageMs, momentOf, type Moment } from '../platform/ageing-cache.ts';
import type { Clock } from '../platform/clock.ts';

const createName = '_poolCreate';
const destroyName = '_poolDestroy';
const validateName = '_poolValidate';

export type ConnectionCare = {
  /** On a new connection, before anybody uses it; what it throws closes the connection. */
  readonly greet: (connection: unknown) => Promise<void>;
  /** Whether a connection that was used `idleMs` ago still answers. */
  readonly isAlive: (connection: unknown, idleMs: number) => Promise<boolean> | boolean;
  readonly clock: Clock;
};

const isPresent = (connection: unknown): connection is object =>
  typeof connection === 'object' && connection !== null;

export const createSingleLoginPool = (
  config: mssql.config,
  care: ConnectionCare,
  createPool: (config: mssql.config) => mssql.ConnectionPool = (given) => new mssql.ConnectionPool(given),
): mssql.ConnectionPool => {
  const pool = createPool(config);
  const create: unknown = Reflect.get(pool, createName);
  const destroy: unknown = Reflect.get(pool, destroyName);
  const validate: unknown = Reflect.get(pool, validateName);
  if (typeof create !== 'function' || typeof destroy !== 'function' || typeof validate !== 'function') {
    return pool;
  }

  let probe: unknown;
  let isProbeSeen = false;
  const usedAt = new WeakMap<object, Moment>();
  const touch = (connection: unknown): void => {
    if (isPresent(connection)) usedAt.set(connection, momentOf(care.clock));
  };
  const destroyNow = async (connection: unknown): Promise<void> => {
    await Reflect.apply(destroy, pool, [connection]);
  };
  const createAnew = async (): Promise<unknown> => {
    const connection: unknown = await Reflect.apply(create, pool, []);
    try {
      await care.greet(connection);
    } catch (thrown) {
      void destroyNow(connection).catch(() => undefined);
      throw thrown;
    }
    touch(connection);
    return connection;
  };
  Reflect.set(pool, createName, (): Promise<unknown> => {
    const kept = probe;
    probe = undefined;
    return kept === undefined ? createAnew() : Promise.resolve(kept);
  });
  Reflect.set(pool, destroyName, (connection: unknown): Promise<void> => {
    if (isProbeSeen || connection === undefined) return destroyNow(connection);
    isProbeSeen = true;
    probe = connection;
    return Promise.resolve();
  });
  Reflect.set(pool, validateName, async (connection: unknown): Promise<boolean> => {
    const isUsable: unknown = await Reflect.apply(validate, pool, [connection]);
    if (isUsable !== true || !isPresent(connection)) return false;
    const used = usedAt.get(connection);
    return care.isAlive(connection, used === undefined ? Infinity : ageMs(used, care.clock));
  });

  const release: unknown = Reflect.get(pool, 'release');
  Reflect.set(pool, 'release', (connection: unknown): unknown => {
    touch(connection);
    if (typeof release === 'function') Reflect.apply(release, pool, [connection]);
    return pool;
  });

  const close = pool.close.bind(pool);
  pool.close = async () => {
    const unused = probe;
    probe = undefined;
    isProbeSeen = true;
    if (unused !== undefined) await destroyNow(unused);
    await close();
  };
  return pool;
};
