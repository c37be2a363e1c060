// Which database login a call worked with, from what the functions log: a function logs in once for each tenant and keeps
// the connection, so a call without a login of its own used the last one of that function for that tenant.

export type DatabaseLogins = {
  /** Every line that the stack writes. */
  readonly read: (line: string) => void;
  /** The login that this call worked with; undefined when the call reached no database. */
  readonly of: (functionName: string, tenant: string) => string | undefined;
};

const parseLine = (line: string): ReadonlyMap<string, unknown> => {
  try {
    const parsed: unknown = JSON.parse(line);
    return new Map<string, unknown>(
      typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : [],
    );
  } catch {
    return new Map();
  }
};

export const createDatabaseLogins = (): DatabaseLogins => {
  const latest = new Map<string, string>();
  let fresh: { readonly tenant: unknown; readonly login: string } | undefined;
  return {
    read: (line) => {
      const entry = parseLine(line);
      const login = entry.get('login');
      if (entry.get('event') !== 'sql.login.opened' || typeof login !== 'string') return;
      fresh = { tenant: entry.get('tenantId'), login: `${login}@${String(entry.get('database'))}` };
    },
    of: (functionName, tenant) => {
      const key = `${functionName} ${tenant}`;
      if (fresh?.tenant === tenant) latest.set(key, fresh.login);
      fresh = undefined;
      return latest.get(key);
    },
  };
};
