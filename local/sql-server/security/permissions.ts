// GRANT on tables.
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
      return `INSERT INTO mssql.permission (action, permission, relation, principal) VALUES ('grant', ${key})
        ON CONFLICT DO NOTHING`;
    });
  });
  await runDefinition(session, steps.join('; '));
};
