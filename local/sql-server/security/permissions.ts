// GRANT, DENY and REVOKE on tables, kept as they were said.
import type { Session } from '../session.ts';
import { keyOf } from '../sql/catalogue.ts';
import { quoteText } from '../sql/scope.ts';
import type { Statement } from '../sql/syntax.ts';
import { runDefinition } from './apply-change.ts';
import { noPrincipal } from './require.ts';

export const changePermission = async (
  session: Session,
  statement: Extract<Statement, { kind: 'permission' }>,
): Promise<void> => {
  const catalogue = await session.catalogue();
  const table =
    keyOf(statement.object.schema ?? 'dbo') === 'dbo'
      ? catalogue.tables.get(keyOf(statement.object.name))
      : undefined;
  if (table === undefined) throw noPrincipal('object', statement.object.name);
  const steps = statement.principals.flatMap((name) => {
    const principal = catalogue.principals.get(keyOf(name));
    if (principal === undefined) throw noPrincipal('user', name);
    return statement.permissions.map((permission) => {
      const key = `${quoteText(permission)}, ${table.id}, ${quoteText(principal.name)}`;
      if (statement.action === 'revoke')
        return `DELETE FROM mssql.permission WHERE (permission, relation, principal) = (${key})`;
      return `INSERT INTO mssql.permission (action, permission, relation, principal) VALUES ('${statement.action}', ${key})
        ON CONFLICT (permission, relation, principal) DO UPDATE SET action = excluded.action`;
    });
  });
  await runDefinition(session, steps.join('; '));
};
