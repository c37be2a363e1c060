// A transaction of a session, READ COMMITTED as all are here, and the errors around its ends.
import type { Catalogue } from './sql/catalogue.ts';
import { SqlServerError } from './values/errors.ts';

export type Transaction = {
  readonly id: bigint;
  hasDefinitions: boolean;
  catalogue: Catalogue | undefined;
};

export const newTransaction = (id: bigint): Transaction => ({
  id,
  hasDefinitions: false,
  catalogue: undefined,
});

export const nothingToCommit = (): SqlServerError =>
  new SqlServerError(3902, 16, 'The COMMIT TRANSACTION request has no corresponding BEGIN TRANSACTION.');
export const nothingToRollBack = (): SqlServerError =>
  new SqlServerError(3903, 16, 'The ROLLBACK TRANSACTION request has no corresponding BEGIN TRANSACTION.');
