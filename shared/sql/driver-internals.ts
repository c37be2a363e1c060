// All that leans on members of mssql 12 and tedious 19 that are not public. A driver that has changed is refused where a
// password or a tenant depends on it; elsewhere it is only slower.

import { Socket } from 'node:net';
import mssql from 'mssql';

/** A request takes a time limit of its own, which the type declarations lack (mssql lib/base/request.js). */
type Timed<Parent> = new (parent: Parent, overrides: { readonly requestTimeout: number }) => mssql.Request;
export const PoolRequest: Timed<mssql.ConnectionPool> = mssql.Request;
export const TransactionRequest: Timed<mssql.Transaction> = mssql.Request;

/** A look at the socket instead of a `SELECT 1` before each request; the type declarations lack the value. */
export const withSocketValidation = (config: mssql.config): mssql.config =>
  Object.assign(config, { validateConnection: 'socket' });

/** A request on one connection, past the pool (what lib/tedious/request.js asks of its parent). */
export const requestOn = (connection: unknown, requestTimeout: number): mssql.Request => {
  const parent = {
    connected: true,
    config: { stream: false, arrayRowMode: false, parseJSON: false },
    acquire: (_request: unknown, done: (error: unknown, connection: unknown) => void) =>
      done(null, connection),
    release: () => undefined,
  };
  const request: unknown = Reflect.construct(mssql.Request, [parent, { requestTimeout }]);
  if (!(request instanceof mssql.Request)) throw new TypeError('The database driver has changed: no request');
  return request;
};

/** Ends the connection that a transaction holds, and with it the transaction on the server (lib/tedious/transaction.js). */
export const closeConnectionOf = (transaction: mssql.Transaction): void => {
  const connection: unknown = Reflect.get(transaction, '_acquiredConnection');
  if (typeof connection !== 'object' || connection === null || !('close' in connection)) return;
  if (typeof connection.close === 'function') Reflect.apply(connection.close, connection, []);
};

export type PoolSteps = {
  readonly create: () => Promise<unknown>;
  readonly destroy: (connection: unknown) => Promise<void>;
  readonly validate: (connection: unknown) => Promise<boolean>;
  readonly release: (connection: unknown) => unknown;
};
const stepNames = {
  create: '_poolCreate',
  destroy: '_poolDestroy',
  validate: '_poolValidate',
  release: 'release',
} as const;

/**
 * How a pool makes, ends, checks and takes back connections (lib/base/connection-pool.js).
 * @returns undefined where the driver has changed: the pool then works as the driver's own
 */
export const poolSteps = (
  pool: mssql.ConnectionPool,
): { readonly own: PoolSteps; readonly replace: (steps: PoolSteps) => void } | undefined => {
  const methods = Object.values(stepNames).map((name): unknown => Reflect.get(pool, name));
  const [create, destroy, validate, release] = methods.map((method) =>
    typeof method === 'function'
      ? (...parameters: readonly unknown[]): unknown => Reflect.apply(method, pool, parameters)
      : undefined,
  );
  if (!create || !destroy || !validate || !release) return undefined;
  return {
    own: {
      create: async () => create(),
      destroy: async (connection) => void (await destroy(connection)),
      validate: async (connection) => (await validate(connection)) === true,
      release,
    },
    replace: (steps) => {
      Reflect.set(pool, stepNames.create, steps.create);
      Reflect.set(pool, stepNames.destroy, steps.destroy);
      Reflect.set(pool, stepNames.validate, steps.validate);
      Reflect.set(pool, stepNames.release, steps.release);
    },
  };
};

/** Calls `check` before the login is sent; what it throws closes the socket and is what connecting rejects with. */
export const beforeLoginIsSent = (connection: object, check: (isEncrypted: boolean) => void): void => {
  const sendLogin: unknown = Reflect.get(connection, 'sendLogin7Packet');
  if (typeof sendLogin !== 'function') throw new TypeError('The database driver has changed: no TLS check');
  Reflect.set(connection, 'sendLogin7Packet', () => {
    const messageIo: unknown = Reflect.get(connection, 'messageIo');
    check(
      typeof messageIo === 'object' &&
        messageIo !== null &&
        Reflect.get(messageIo, 'tlsNegotiationComplete') === true,
    );
    Reflect.apply(sendLogin, connection, []);
  });
};

/** The packets of one request do not wait for each other's acknowledgement (Nagle's algorithm). */
export const setNoDelay = (connection: object): void => {
  const socket: unknown = Reflect.get(connection, 'socket');
  if (socket instanceof Socket) socket.setNoDelay(true);
};
