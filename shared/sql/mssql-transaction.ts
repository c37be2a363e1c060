// One transaction of the driver's; one that the server has ended already needs no rolling back.

import mssql from 'mssql';

/** The driver knew already, so nothing was sent. */
export const isAlreadyEnded = (thrown: unknown): boolean =>
  thrown instanceof mssql.TransactionError && (thrown.code === 'EABORT' || thrown.code === 'ENOTBEGUN');

export const newTransaction = (pool: mssql.ConnectionPool): mssql.Transaction => {
  const transaction = new mssql.Transaction(pool);
  // The server may end the transaction on its own; the failed request tells, this event would only repeat it.
  transaction.on('rollback', () => undefined);
  return transaction;
};
