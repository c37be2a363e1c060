// One transaction of the driver's. A connection whose state nobody knows is closed, never lent out again; a transaction that
// the server has ended already needs no rolling back.

import mssql from 'mssql';

/** Ends the connection that a transaction holds, and with it the transaction on the server (mssql lib/tedious/transaction.js). */
export const closeConnectionOf = (transaction: mssql.Transaction): void => {
  const connection: unknown = Reflect.get(transaction, '_acquiredConnection');
  if (typeof connection !== 'object' || connection === null || !('close' in connection)) return;
  if (typeof connection.close === 'function') Reflect.apply(connection.close, connection, []);
};

/** The driver knew by itself, so nothing was sent. */
export const isAlreadyEnded = (thrown: unknown): boolean =>
  thrown instanceof mssql.TransactionError && (thrown.code === 'EABORT' || thrown.code === 'ENOTBEGUN');

export const newTransaction = (pool: mssql.ConnectionPool): mssql.Transaction => {
  const transaction = new mssql.Transaction(pool);
  // The server may end the transaction by itself; the failed request tells, this event would only repeat it.
  transaction.on('rollback', () => undefined);
  return transaction;
};
