// A database login as a request holds it, and how another version of it is opened when the database refuses this one: the one
// before it, or what is stored now. That version is asked for alone and used for nothing but logging in.

import type { CredentialSource, CredentialUse, OpenedCredential } from '../credentials/credential-source.ts';
import type { TenantId } from '../domain/tenant-id.ts';
import type { LoginSource, OtherLogin } from '../sql/login-recovery.ts';
import type { SqlLogin } from '../sql/sql-pools.ts';

type Login = OpenedCredential<'sql-server'>;

/** Undefined when there is no such version or it cannot be had. */
export type ReopenLogin = (which: OtherLogin) => Promise<Login | undefined>;

export const reopenLogin =
  (credentials: CredentialSource, tenantId: TenantId, use: CredentialUse): ReopenLogin =>
  async (which) => {
    const take = (opened: { readonly 'sql-server': Login }) => Promise.resolve(opened['sql-server']);
    const other = which === 'previous' ? { previous: true } : { refresh: true };
    const used = await credentials.use(tenantId, ['sql-server'], take, { ...use, ...other });
    return used.ok ? used.value : undefined;
  };

export const toSqlLogin = (tenantId: TenantId, { value, version }: Login): SqlLogin => ({
  tenantId,
  login: value.expose(),
  credentialVersion: version,
});

const nothing: ReopenLogin = () => Promise.resolve(undefined);

export const toReopenLogin =
  (tenantId: TenantId, reopen: ReopenLogin = nothing): LoginSource['reopen'] =>
  async (which) => {
    const login = await reopen(which);
    return login === undefined ? undefined : toSqlLogin(tenantId, login);
  };
