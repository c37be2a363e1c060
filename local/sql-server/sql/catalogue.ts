// What one database holds, as the translator needs it: tables with their T-SQL types, constraints, users and permissions.
// Read whole from the database when something changed; compared without case, as the default collation does.
import { parseType } from './parse-type.ts';
import { createCursor } from './cursor.ts';
import { tokenize } from './tokenize.ts';
import type { Collation, SqlType } from '../values/types.ts';

export type CatalogueColumn = {
  name: string;
  type: SqlType;
  nullable: boolean;
  isIdentity: boolean;
  hasDefault: boolean;
  defaultName: string | undefined;
};
export type CatalogueTable = {
  id: number;
  name: string;
  columns: CatalogueColumn[];
  foreignKeysTo: string[];
};
export type CatalogueKey = {
  name: string;
  storedName: string;
  table: string;
  kind: 'primaryKey' | 'unique' | 'index' | 'uniqueIndex' | 'foreignKey' | 'check';
  columns: string[];
  references: string | undefined;
};
export type Principal = {
  name: string;
  kind: 'user' | 'role';
  login: string | undefined;
  postgresRole: string | undefined;
};

export type Catalogue = {
  tables: Map<string, CatalogueTable>;
  keys: CatalogueKey[];
  principals: Map<string, Principal>;
  /** member → roles, direct only. */
  memberships: { member: string; role: string }[];
  permissions: { action: 'grant' | 'deny'; permission: string; table: string; principal: string }[];
};

export type ColumnNote = { type: string; collation: Collation; identity?: boolean; defaultName?: string };

export const keyOf = (name: string): string => name.toLowerCase();

const fieldsOf = (value: unknown): Record<string, unknown> => {
  if (typeof value !== 'object' || value === null)
    throw new TypeError('The catalogue holds something that is no object');
  return Object.fromEntries(Object.entries(value));
};
const rowsOf = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.map(fieldsOf) : [];
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const optionalText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const namesOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(textOf) : []);

const types = new Map<string, SqlType>();
const readType = (text: string, collation: Collation): SqlType => {
  const key = `${text} ${collation}`;
  const known = types.get(key);
  if (known !== undefined) return known;
  const type = { ...parseType(createCursor(tokenize(text))), collation };
  types.set(key, type);
  return type;
};

const readColumn = (row: Record<string, unknown>): CatalogueColumn => {
  const note = fieldsOf(JSON.parse(textOf(row['note'])));
  return {
    name: textOf(row['name']),
    type: readType(textOf(note['type']), note['collation'] === 'bin2' ? 'bin2' : 'ci'),
    nullable: row['nullable'] === true,
    isIdentity: note['identity'] === true,
    hasDefault: row['hasDefault'] === true,
    defaultName: optionalText(note['defaultName']),
  };
};

const keyKinds: Record<string, CatalogueKey['kind']> = {
  p: 'primaryKey',
  u: 'unique',
  f: 'foreignKey',
  c: 'check',
  i: 'index',
  x: 'uniqueIndex',
};

export const parseCatalogue = (text: string): Catalogue => {
  const root = fieldsOf(JSON.parse(text));
  const keys = rowsOf(root['keys']).map((row): CatalogueKey => ({
    name: textOf(row['name']),
    storedName: textOf(row['storedName']),
    table: textOf(row['table']),
    kind: keyKinds[textOf(row['kind'])] ?? 'check',
    columns: namesOf(row['columns']),
    references: optionalText(row['references']),
  }));
  const tables = rowsOf(root['tables']).map((row): CatalogueTable => {
    const name = textOf(row['name']);
    return {
      id: Number(row['id']),
      name,
      columns: rowsOf(row['columns']).map(readColumn),
      foreignKeysTo: keys
        .filter((key) => key.kind === 'foreignKey' && key.table === name)
        .map((key) => key.references ?? ''),
    };
  });
  return {
    tables: new Map(tables.map((table) => [keyOf(table.name), table])),
    keys,
    principals: new Map(
      rowsOf(root['principals']).map((row) => {
        const name = textOf(row['name']);
        const kind = row['kind'] === 'user' ? 'user' : 'role';
        return [
          keyOf(name),
          { name, kind, login: optionalText(row['login']), postgresRole: optionalText(row['postgresRole']) },
        ];
      }),
    ),
    memberships: rowsOf(root['memberships']).map((row) => ({
      member: textOf(row['member']),
      role: textOf(row['role']),
    })),
    permissions: rowsOf(root['permissions']).map((row) => ({
      action: row['action'] === 'deny' ? 'deny' : 'grant',
      permission: textOf(row['permission']),
      table: textOf(row['table']),
      principal: textOf(row['principal']),
    })),
  };
};

/** Every role that a user or role is in, through others too, lower case. */
export const rolesOf = (catalogue: Catalogue, principal: string): Set<string> => {
  const found = new Set<string>();
  const visit = (member: string): void => {
    for (const membership of catalogue.memberships) {
      const role = keyOf(membership.role);
      if (keyOf(membership.member) !== member || found.has(role)) continue;
      found.add(role);
      visit(role);
    }
  };
  visit(keyOf(principal));
  return found;
};
