// The driver's pool, less one login: `connect()` opens a probe and closes it (mssql lib/base/connection-pool.js, `_connect`); here the first
// request uses it. New connections are greeted before they are lent out, idle ones checked. Where the driver has changed, its own pool.

import mssql from 'mssql';
import { ageMs, momentOf, type Moment } from '../platform/ageing-cache.ts';
import type { Clock } from '../platform/clock.ts';
import { poolSteps } from './driver-internals.ts';

export type ConnectionCare = {
  /** On a new connection, before it is lent out; what it throws closes the connection. */
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
  const steps = poolSteps(pool);
  if (steps === undefined) return pool;
  const { own } = steps;

  let probe: unknown;
  let isProbeSeen = false;
  const usedAt = new WeakMap<object, Moment>();
  const touch = (connection: unknown): void => {
    if (isPresent(connection)) usedAt.set(connection, momentOf(care.clock));
  };
  const destroyNow = async (connection: unknown): Promise<void> => {
    await own.destroy(connection);
  };
  const createAnew = async (): Promise<unknown> => {
    const connection = await own.create();
    try {
      await care.greet(connection);
    } catch (thrown) {
      void destroyNow(connection).catch(() => undefined);
      throw thrown;
    }
    touch(connection);
    return connection;
  };
  steps.replace({
    create: () => {
      const kept = probe;
      probe = undefined;
      return kept === undefined ? createAnew() : Promise.resolve(kept);
    },
    destroy: (connection) => {
      if (isProbeSeen || connection === undefined) return destroyNow(connection);
      isProbeSeen = true;
      probe = connection;
      return Promise.resolve();
    },
    validate: async (connection) => {
      const isUsable = await own.validate(connection);
      if (!isUsable || !isPresent(connection)) return false;
      const used = usedAt.get(connection);
      return care.isAlive(connection, used === undefined ? Infinity : ageMs(used, care.clock));
    },
    release: (connection) => {
      touch(connection);
      return own.release(connection);
    },
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
