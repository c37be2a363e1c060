// A transaction of a session: its level in T-SQL and in PostgreSQL, its savepoints, and the errors around its ends.
import type { Catalogue } from './sql/catalogue.ts';
import { SqlServerError } from './values/errors.ts';

export type Isolation =
  'READ UNCOMMITTED' | 'READ COMMITTED' | 'REPEATABLE READ' | 'SNAPSHOT' | 'SERIALIZABLE';

export const postgresLevel: Record<Isolation, string> = {
  'READ UNCOMMITTED': 'READ COMMITTED',
  'READ COMMITTED': 'READ COMMITTED',
  'REPEATABLE READ': 'REPEATABLE READ',
  SNAPSHOT: 'REPEATABLE READ',
  SERIALIZABLE: 'SERIALIZABLE',
};

export type Transaction = {
  id: bigint;
  depth: number;
  isolation: Isolation;
  hasDefinitions: boolean;
  hasIdentity: boolean;
  catalogue: Catalogue | undefined;
  name: string;
  /** By the client's names; the same name may be set again. */
  savepoints: { name: string; stored: string }[];
};

/** Where the last identity value came from; `lost` when a rollback took it out of PostgreSQL's memory. */
export type Identity = 'none' | 'of-this-batch' | 'of-this-session' | 'lost';

export const newTransaction = (id: bigint, isolation: Isolation, name: string): Transaction => ({
  id,
  depth: 1,
  isolation,
  hasDefinitions: false,
  hasIdentity: false,
  catalogue: undefined,
  name,
  savepoints: [],
});

export const nothingToCommit = (): SqlServerError =>
  new SqlServerError(3902, 16, 'The COMMIT TRANSACTION request has no corresponding BEGIN TRANSACTION.');
export const nothingToRollBack = (): SqlServerError =>
  new SqlServerError(3903, 16, 'The ROLLBACK TRANSACTION request has no corresponding BEGIN TRANSACTION.');
export const nothingToSaveIn = (): SqlServerError =>
  new SqlServerError(628, 16, 'Cannot issue SAVE TRANSACTION when there is no active transaction.');
export const noSavepoint = (name: string): SqlServerError =>
  new SqlServerError(
    6401,
    16,
    `Cannot roll back ${name}. No transaction or savepoint of that name was found.`,
  );
export const snapshotNotAllowed = (database: string): SqlServerError =>
  new SqlServerError(
    3952,
    16,
    `Snapshot isolation transaction failed accessing database '${database}' because snapshot isolation is not allowed in this database. Use ALTER DATABASE to allow snapshot isolation.`,
  );
