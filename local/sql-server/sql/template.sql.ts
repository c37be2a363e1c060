// What every database holds besides its own tables: the schema `mssql` with SQL Server's behaviour as PostgreSQL functions.
// Errors are raised as SQLSTATE MSSQL with the text `number|class|message`.
import { catalogueSql } from './template/catalogue.sql.ts';
import { conversionsSql } from './template/conversions.sql.ts';
import { momentsSql } from './template/moments.sql.ts';
import { stringsSql } from './template/strings.sql.ts';

const schemaSql = `
CREATE SCHEMA dbo;
CREATE SCHEMA mssql;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA dbo, mssql TO PUBLIC;
CREATE COLLATION mssql.ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE SEQUENCE mssql.rowversion AS int8 START WITH 2001;
GRANT USAGE ON SEQUENCE mssql.rowversion TO PUBLIC;

CREATE TABLE mssql.principal (name text PRIMARY KEY, kind text NOT NULL, login text, postgres_role text);
CREATE TABLE mssql.membership (member text NOT NULL, role text NOT NULL, PRIMARY KEY (member, role));
CREATE TABLE mssql.permission (
  action text NOT NULL, permission text NOT NULL, relation oid NOT NULL, principal text NOT NULL,
  PRIMARY KEY (permission, relation, principal)
);
INSERT INTO mssql.principal VALUES ('public', 'role', NULL, NULL), ('db_owner', 'role', NULL, NULL),
  ('db_datareader', 'role', NULL, NULL), ('db_datawriter', 'role', NULL, NULL), ('dbo', 'user', NULL, NULL);
`;

/** Run again on databases that were kept from an older version. */
export const functionsSql = stringsSql + conversionsSql + momentsSql + catalogueSql;

export const templateSql = schemaSql + functionsSql;
