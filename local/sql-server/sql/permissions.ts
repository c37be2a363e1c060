// Grants and denials into PostgreSQL's: for each user what it may do to each table, with DENY stronger than any GRANT.
import { type Catalogue, keyOf, rolesOf } from './catalogue.ts';
import { quote } from './scope.ts';

const all = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const;

const allowed = (catalogue: Catalogue, user: string, table: string): string[] => {
  const through = rolesOf(catalogue, user);
  const groups = new Set([...through, keyOf(user), 'public']);
  const rules = catalogue.permissions.filter(
    (rule) => rule.table === table && groups.has(keyOf(rule.principal)),
  );
  return all.filter((permission) => {
    if (rules.some((rule) => rule.permission === permission && rule.action === 'deny')) return false;
    if (through.has('db_owner')) return true;
    if (permission === 'SELECT' ? through.has('db_datareader') : through.has('db_datawriter')) return true;
    return rules.some((rule) => rule.permission === permission && rule.action === 'grant');
  });
};

export const presentGrants = (catalogue: Catalogue): string | undefined => {
  const statements: string[] = [];
  for (const principal of catalogue.principals.values()) {
    const role = principal.postgresRole;
    if (role === undefined) continue;
    statements.push(`REVOKE ALL ON ALL TABLES IN SCHEMA dbo FROM ${quote(role)}`);
    for (const table of catalogue.tables.values()) {
      const permissions = allowed(catalogue, principal.name, table.name);
      if (permissions.length > 0)
        statements.push(`GRANT ${permissions.join(', ')} ON dbo.${quote(table.name)} TO ${quote(role)}`);
    }
  }
  return statements.length === 0 ? undefined : statements.join('; ');
};
