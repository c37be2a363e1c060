// T-SQL on logins. These statements take no parameters, so names and passwords are quoted into them; nothing but a statement's
// name is ever logged. Each may be sent twice with the same effect.

import { defineStatement, nVarChar } from '#shared/sql/statement';

const quoteName = (name: string): string => `[${name.replaceAll(']', ']]')}]`;
const quoteText = (text: string): string => `N'${text.replaceAll("'", "''")}'`;

const role = '[DepositsApplication]';

const mayAlterLogins = "HAS_PERMS_BY_NAME(NULL, NULL, 'ALTER ANY LOGIN') AS [ALTER ANY LOGIN]";

/** To give the only login another password. */
export const askPasswordPermissions = defineStatement({
  name: 'login.password-permissions',
  text: `SELECT ${mayAlterLogins};`,
  parameters: {},
});

/** To make the other login, its user, and that a member of the application's role. */
export const askLoginPermissions = defineStatement({
  name: 'login.permissions',
  text: `
SELECT
  ${mayAlterLogins},
  HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', 'ALTER ANY USER') AS [ALTER ANY USER],
  HAS_PERMS_BY_NAME('DepositsApplication', 'ROLE', 'ALTER') AS [ALTER ON ROLE::DepositsApplication];`,
  parameters: {},
});

export const findLogin = defineStatement({
  name: 'login.find',
  text: 'SELECT SUSER_ID(@name) AS [id];',
  parameters: { name: nVarChar(128) },
});

export const putPassword = (verb: 'CREATE' | 'ALTER', user: string, password: string) =>
  defineStatement({
    name: `login.${verb.toLowerCase()}`,
    text: `${verb} LOGIN ${quoteName(user)} WITH PASSWORD = ${quoteText(password)};`,
    parameters: {},
  });

export const createUser = (user: string) =>
  defineStatement({
    name: 'login.create-user',
    text: `CREATE USER ${quoteName(user)} FOR LOGIN ${quoteName(user)};`,
    parameters: {},
  });

/** SQL Server's numbers for a user, or a login's user, that is there already. */
export const userExistsNumbers: readonly (number | undefined)[] = [15023, 15063];

export const joinApplication = (user: string) =>
  defineStatement({
    name: 'login.join-role',
    text: `ALTER ROLE ${role} ADD MEMBER ${quoteName(user)};`,
    parameters: {},
  });

/** What the application needs at least; the handshake before it compares whose database it is. */
export const readMarker = defineStatement({
  name: 'login.verify',
  text: 'SELECT [TenantId] AS [tenantId] FROM [dbo].[TenantMarker];',
  parameters: {},
});
