// Who may do what, and what may not be done inside a transaction.
import type { Session } from '../session.ts';
import { SqlServerError } from '../values/errors.ts';

export const noPermission = (): SqlServerError =>
  new SqlServerError(15247, 16, 'User does not have permission to perform this action.');
export const noPrincipal = (kind: string, name: string): SqlServerError =>
  new SqlServerError(
    15151,
    16,
    `Cannot find the ${kind} '${name}', because it does not exist or you do not have permission.`,
  );

export const requireOwner = async (session: Session): Promise<void> => {
  if (!(await session.isOwner())) throw noPermission();
};
export const requireAdministrator = (session: Session): void => {
  if (!session.login.isAdministrator) throw noPermission();
};
export const refuseInTransaction = (session: Session, what: string): void => {
  if (session.transaction !== undefined)
    throw new SqlServerError(226, 16, `${what} statement not allowed within multi-statement transaction.`, 6);
};
