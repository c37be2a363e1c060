// An ADO.NET connection string for SQL Server to the parts of a login. Which names mean the same is the library's knowledge;
// values are cut out here and handed to it in quotes, because it reads an unquoted `;;`, a value in braces and an empty
// value otherwise than SqlClient does, and a password must not change silently.

import { MSSQL_SCHEMA, parse } from '@tediousjs/connection-string';

export type ConnectionStringLogin = {
  readonly server: string;
  readonly port: number;
  readonly database: string | undefined;
  readonly user: string | undefined;
  readonly password: string | undefined;
};

const defaultPort = 1433;
const highestPort = 65_535;

/** One `name=value`: `==` in a name stands for `=`; a value is in either quotes, doubled inside, or runs to the semicolon. */
const pairPattern =
  /[\s;]*([^\s=;](?:[^=;]|==)*)=(?!=)\s*(?:"((?:[^"]|"")*)"\s*|'((?:[^']|'')*)'\s*|([^;"'\s][^;]*))?(?:;|$)/y;

/** SqlClient's names beyond the library's. */
const moreNames: Readonly<Record<string, string>> = { user: 'user id' };

const canonicalNames = new Map(
  Object.entries(MSSQL_SCHEMA).flatMap(([name, { aliases }]) =>
    [name, ...(aliases ?? [])].map((alias) => [alias.toLowerCase(), name] as const),
  ),
);

const canonical = (name: string): string => {
  const plain = name.trim().toLowerCase().replaceAll('==', '=');
  return canonicalNames.get(plain) ?? moreNames[plain] ?? plain;
};

/** The last of several values for the same thing counts, whichever of its names they use. */
const cutPairs = (text: string): Map<string, string> | undefined => {
  const pairs = new Map<string, string>();
  const pattern = new RegExp(pairPattern);
  let end = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [, name = '', double, single, plain = ''] = match;
    const value = double?.replaceAll('""', '"') ?? single?.replaceAll("''", "'") ?? plain.trimEnd();
    pairs.set(canonical(name), value);
    end = pattern.lastIndex;
  }
  return /^[\s;\0]*$/.test(text.slice(end)) ? pairs : undefined;
};

/** `tcp:host,port`; a port makes SqlClient overlook the instance, an instance without one would need SQL Browser. */
const parseDataSource = (dataSource: string): { server: string; port: number } | undefined => {
  const match = /^(?:tcp\s*:)?\s*([^\s,:\\]+)(?:\s*(\\[^\s,:\\]+))?(?:\s*,\s*([0-9]{1,5}))?$/i.exec(
    dataSource.trim(),
  );
  if (match === null) return undefined;
  const [, server = '', instance, digits] = match;
  const port = digits === undefined ? undefined : Number(digits);
  if (port !== undefined && (port < 1 || port > highestPort)) return undefined;
  const isNamed = instance !== undefined && instance.toLowerCase() !== '\\mssqlserver';
  if (isNamed && port === undefined) return undefined;
  return { server, port: port ?? defaultPort };
};

/** `undefined` for what is no connection string or names no server that can be reached by host and port. */
export const parseAdoNetConnectionString = (text: string): ConnectionStringLogin | undefined => {
  const pairs = cutPairs(text);
  if (pairs === undefined || pairs.size === 0) return undefined;
  const quoted = [...pairs]
    .filter(([name]) => canonicalNames.has(name))
    .map(([name, value]) => `${name}="${value.replaceAll('"', '""')}"`);
  const parsed = parse(quoted.join(';'));
  const dataSource = parseDataSource(parsed.get('data source') ?? '');
  if (dataSource === undefined) return undefined;
  return {
    ...dataSource,
    database: parsed.get('initial catalog'),
    user: parsed.get('user id'),
    password: parsed.get('password'),
  };
};
