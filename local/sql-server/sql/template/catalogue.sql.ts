// LIKE patterns, row counts, and the catalogue that the translator reads.
export const catalogueSql = String.raw`
-- Without case, PostgreSQL 18 does not find a backslash that stands for itself.
CREATE OR REPLACE FUNCTION mssql.like_pattern(pattern text, ignores_case bool) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  IF ignores_case AND position('\' in pattern) > 0 THEN
    PERFORM mssql.fail(50000, 16, 'A LIKE pattern with a backslash is not supported by the embedded endpoint.');
  END IF;
  IF position('[' in pattern) > 0 THEN
    PERFORM mssql.fail(50000, 16, 'A LIKE pattern with [ ] is not supported by the embedded endpoint.');
  END IF;
  RETURN pattern;
END $$;

CREATE OR REPLACE FUNCTION mssql.top(value int8) RETURNS int8 LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF value IS NULL OR value < 0 THEN
    PERFORM mssql.fail(1060, 15, 'The number of rows provided for a TOP or FETCH clauses row count parameter must be an integer.');
  END IF;
  RETURN value;
END $$;

CREATE OR REPLACE FUNCTION mssql.object_id(object_name text, object_type text) RETURNS int LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
DECLARE
  part text[] := regexp_match(btrim(object_name) COLLATE "C", '^(?:(?:\[([^][]+)\]|"([^"]+)"|([^][".]+))\.)?(?:\[([^][]+)\]|"([^"]+)"|([^][".]+))$');
BEGIN
  IF object_name IS NULL THEN RETURN NULL; END IF;
  IF part IS NULL THEN PERFORM mssql.fail(50000, 16, 'OBJECT_ID of such a name is not supported by the embedded endpoint.'); END IF;
  IF coalesce(upper(btrim(object_type)), 'U') <> 'U' THEN
    PERFORM mssql.fail(50000, 16, 'OBJECT_ID of something that is no table is not supported by the embedded endpoint.');
  END IF;
  IF lower(coalesce(part[1], part[2], part[3], 'dbo')) <> 'dbo' THEN RETURN NULL; END IF;
  RETURN (SELECT c.oid::int FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'dbo' AND c.relkind = 'r' AND lower(c.relname) = lower(coalesce(part[4], part[5], part[6])));
END $$;

CREATE OR REPLACE FUNCTION mssql.catalogue() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER AS $$
SELECT jsonb_build_object(
  'tables', (SELECT jsonb_agg(jsonb_build_object('id', c.oid::int8, 'name', c.relname, 'columns', (
      SELECT jsonb_agg(jsonb_build_object('name', a.attname, 'nullable', NOT a.attnotnull, 'hasDefault', a.atthasdef,
        'note', col_description(c.oid, a.attnum)) ORDER BY a.attnum)
      FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)))
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'dbo' AND c.relkind = 'r'),
  'keys', (SELECT jsonb_agg(k) FROM (
      SELECT jsonb_build_object('name', o.conname, 'storedName', o.conname, 'table', c.relname, 'kind', o.contype,
        'references', (SELECT relname FROM pg_class r WHERE r.oid = o.confrelid),
        'columns', (SELECT jsonb_agg(a.attname ORDER BY p.i) FROM unnest(o.conkey) WITH ORDINALITY AS p(n, i)
          JOIN pg_attribute a ON a.attrelid = o.conrelid AND a.attnum = p.n)) AS k
      FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'dbo' AND o.contype IN ('p', 'u', 'f', 'c')
      UNION ALL
      SELECT jsonb_build_object('name', coalesce(obj_description(x.indexrelid, 'pg_class'), i.relname), 'storedName', i.relname, 'table', c.relname,
        'kind', CASE WHEN x.indisunique THEN 'x' ELSE 'i' END,
        'columns', (SELECT jsonb_agg(a.attname ORDER BY p.i) FROM unnest(x.indkey::int2[]) WITH ORDINALITY AS p(n, i)
          JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = p.n))
      FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'dbo' AND NOT EXISTS (SELECT FROM pg_constraint o WHERE o.conindid = x.indexrelid)) AS all_keys),
  'principals', (SELECT jsonb_agg(jsonb_build_object('name', name, 'kind', kind, 'login', login, 'postgresRole', postgres_role)) FROM mssql.principal),
  'memberships', (SELECT jsonb_agg(jsonb_build_object('member', member, 'role', role)) FROM mssql.membership),
  'permissions', (SELECT jsonb_agg(jsonb_build_object('action', p.action, 'permission', p.permission, 'table', c.relname, 'principal', p.principal))
    FROM mssql.permission p JOIN pg_class c ON c.oid = p.relation)
)::text
$$;
`;
