// The driver's pool, less one login: `connect()` opens a connection to see whether it can, closes it, and the first request
// opens another (mssql lib/base/connection-pool.js, `_connect`). Here the first one is kept for the first request.
// Where the driver has changed, it is the driver's own pool again.

import mssql from 'mssql';

const createName = '_poolCreate';
const destroyName = '_poolDestroy';

export const createSingleLoginPool = (config: mssql.config): mssql.ConnectionPool => {
  const pool = new mssql.ConnectionPool(config);
  const create: unknown = Reflect.get(pool, createName);
  const destroy: unknown = Reflect.get(pool, destroyName);
  if (typeof create !== 'function' || typeof destroy !== 'function') return pool;

  let probe: unknown;
  let isProbeSeen = false;
  const createAnew = async (): Promise<unknown> => {
    const connection: unknown = await Reflect.apply(create, pool, []);
    return connection;
  };
  const destroyNow = async (connection: unknown): Promise<void> => {
    await Reflect.apply(destroy, pool, [connection]);
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
