// The first words on every new physical connection: which database is this, as whom are we in it, whose is it, and do readers
// see snapshots? One round trip; asked before anything of a tenant's is. A connection that fails it is never lent out.

import * as v from 'valibot';
import type { SqlServerLogin } from '../credentials/purpose.ts';
import type { TenantId } from '../domain/tenant-id.ts';
import { requestOn } from './driver-internals.ts';
import { toSqlFailure } from './sql-failure.ts';
import { timeLimits } from './time-limits.ts';

const identityText = `SELECT
  DB_NAME() AS [database], SUSER_SNAME() AS [login], ORIGINAL_LOGIN() AS [originalLogin],
  (SELECT [is_read_committed_snapshot_on] FROM [sys].[databases] WHERE [name] = DB_NAME()) AS [hasSnapshots];`;

const markerText = `SELECT [TenantId] AS [tenantId] FROM [dbo].[TenantMarker];`;

const identityRow = v.object({
  database: v.string(),
  login: v.string(),
  originalLogin: v.string(),
  hasSnapshots: v.nullable(v.boolean()),
});
const markerRow = v.object({ tenantId: v.string() });

export type ExpectedTenant = { readonly tenantId: TenantId; readonly login: SqlServerLogin };
export type Identity = v.InferOutput<typeof identityRow>;

/** Thrown inside the driver's pool, which closes the connection and rejects with it. */
export class TenantMismatchError extends Error {
  readonly code = 'ETENANT';

  constructor() {
    super('The connection leads to another tenant');
  }
}

const isSameName = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

/** Azure SQL takes `user@server` and calls it `user`. */
const isSameLogin = (expected: string, actual: string): boolean =>
  isSameName(expected, actual) || expected.toLowerCase().startsWith(`${actual.toLowerCase()}@`);

/** @param marker undefined when there is none to read yet: then the request itself finds the database not ready */
export const isExpectedTenant = (
  { tenantId, login }: ExpectedTenant,
  identity: Identity,
  marker: string | undefined,
): boolean =>
  isSameName(identity.database, login.database) &&
  isSameLogin(login.user, identity.login) &&
  isSameName(identity.login, identity.originalLogin) &&
  (marker === undefined || marker === tenantId);

const rowSetsOf = async (connection: unknown, text: string): Promise<readonly unknown[][]> => {
  const { recordsets } = await requestOn(connection, timeLimits.handshakeMs).batch<unknown>(text);
  return Array.isArray(recordsets) ? recordsets : [];
};

/** Not migrated yet, or not in the role yet: the request that follows says so. */
const isMarkerUnreadable = (thrown: unknown): boolean => {
  const { kind } = toSqlFailure(thrown);
  return kind === 'not-ready' || kind === 'denied';
};

const ask = async (connection: unknown): Promise<readonly unknown[][]> => {
  try {
    return await rowSetsOf(connection, `${identityText}\n${markerText}`);
  } catch (thrown) {
    if (!isMarkerUnreadable(thrown)) throw thrown;
    return rowSetsOf(connection, identityText);
  }
};

/** Throws what the driver throws, or that this is not the tenant's. */
export const shakeHands = async (
  connection: unknown,
  expected: ExpectedTenant,
  onSnapshotOff: () => void,
): Promise<void> => {
  const [identities, markers] = await ask(connection);
  const identity = v.parse(identityRow, identities?.[0]);
  const marker = markers?.[0] === undefined ? undefined : v.parse(markerRow, markers[0]).tenantId;
  if (!isExpectedTenant(expected, identity, marker)) throw new TenantMismatchError();
  if (identity.hasSnapshots === false) onSnapshotOff();
};

/** Whether the server still answers on it. */
export const isAnswering = async (connection: unknown): Promise<boolean> => {
  try {
    await requestOn(connection, timeLimits.wakeCheckMs).batch('SELECT 1 AS [alive];');
    return true;
  } catch {
    return false;
  }
};
