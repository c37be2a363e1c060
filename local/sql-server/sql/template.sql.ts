// What every database holds besides its own tables: the schema `mssql` with SQL Server's behaviour as PostgreSQL functions.
// Errors are raised as SQLSTATE MSSQL with the text `number|class|message`.
const schemaSql = `
CREATE SCHEMA dbo;
CREATE SCHEMA mssql;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA dbo, mssql TO PUBLIC;
CREATE COLLATION mssql.ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE TYPE mssql.datetimeoffset AS (utc int8, minutes int2);
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
export const functionsSql = String.raw`
CREATE OR REPLACE FUNCTION mssql.fail(number int, class int, message text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'MSSQL', MESSAGE = number || '|' || class || '|' || message;
END $$;

-- Runs a definition as the superuser; what may be run is decided before.
CREATE OR REPLACE FUNCTION mssql.run(definition text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  EXECUTE definition;
END $$;

CREATE OR REPLACE FUNCTION mssql.next_rowversion() RETURNS bytea LANGUAGE sql VOLATILE AS $$ SELECT int8send(nextval('mssql.rowversion')) $$;

CREATE OR REPLACE FUNCTION mssql.next_identity(sequence regclass) RETURNS int8 LANGUAGE plpgsql VOLATILE SECURITY DEFINER AS $$
DECLARE
  value int8 := nextval(sequence);
BEGIN
  PERFORM set_config('mssql.identity', value::text, false);
  RETURN value;
END $$;

CREATE OR REPLACE FUNCTION mssql.raw(value bpchar) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT textin(bpcharout(value)) $$;

-- In UTF-16 code units, as nvarchar counts.
CREATE OR REPLACE FUNCTION mssql.units(value text) RETURNS int LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length(value) = length(value) THEN length(value)
    ELSE length(value) + length(regexp_replace(value COLLATE "C", '[^\U00010000-\U0010FFFF]', '', 'g')) END
$$;

CREATE OR REPLACE FUNCTION mssql.cp1252(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length(value) = length(value) THEN value
    ELSE regexp_replace(value COLLATE "C", '[^\u0001-\u007f\u00a0-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]', '?', 'g') END
$$;

-- A string on its way into a column: blanks beyond the length go, anything else is error 2628.
-- Positions and lengths count UTF-16 units on SQL Server and characters in PostgreSQL: where they differ, nothing is counted.
CREATE OR REPLACE FUNCTION mssql.countable(value text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF octet_length(value) <> length(value) AND value COLLATE "C" ~ '[\U00010000-\U0010FFFF]' THEN
    PERFORM mssql.fail(50000, 16, 'A character beyond U+FFFF in this function is not supported by the embedded endpoint.');
  END IF;
  RETURN value;
END $$;

CREATE OR REPLACE FUNCTION mssql.shorten(value text, most int) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF mssql.units(value) <= most THEN RETURN value; END IF;
  RETURN left(mssql.countable(value), most);
END $$;

CREATE OR REPLACE FUNCTION mssql.left_part(value text, count int) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF count < 0 THEN PERFORM mssql.fail(537, 16, 'Invalid length parameter passed to the LEFT or SUBSTRING function.'); END IF;
  RETURN left(value, count);
END $$;

CREATE OR REPLACE FUNCTION mssql.right_part(value text, count int) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF count < 0 THEN PERFORM mssql.fail(536, 16, 'Invalid length parameter passed to the right function.'); END IF;
  RETURN right(value, count);
END $$;

-- No more than a varchar can hold is made, however large the count.
CREATE OR REPLACE FUNCTION mssql.replicate(value text, count int) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF count < 0 THEN RETURN NULL; END IF;
  IF count::int8 * octet_length(value) > 16000000 THEN
    PERFORM mssql.fail(50000, 16, 'A string this long from REPLICATE is not supported by the embedded endpoint.');
  END IF;
  RETURN repeat(value, count);
END $$;

-- The value with as many blanks at its end as the pattern has, for LIKE without Unicode: more of them do not count.
CREATE OR REPLACE FUNCTION mssql.blanks_as(value text, pattern text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT rtrim(value, ' ') || repeat(' ', least(length(value) - length(rtrim(value, ' ')), length(pattern) - length(rtrim(pattern, ' '))))
$$;

CREATE OR REPLACE FUNCTION mssql.fit(value text, most int, is_padded bool, place text, column_name text) RETURNS bpchar
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  IF value IS NULL THEN RETURN NULL; END IF;
  IF mssql.units(value) > most THEN
    IF mssql.units(rtrim(value, ' ')) > most THEN
      PERFORM mssql.fail(2628, 16, 'String or binary data would be truncated in table ''' || place ||
        ''', column ''' || column_name || '''. Truncated value: ''' || left(value, most) || '''.');
    END IF;
    value := mssql.shorten(value, most);
  END IF;
  RETURN CASE WHEN is_padded THEN rpad(value, most) ELSE value END;
END $$;

CREATE OR REPLACE FUNCTION mssql.fit(value bytea, most int, is_padded bool, place text, column_name text) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  IF value IS NULL THEN RETURN NULL; END IF;
  IF octet_length(value) > most THEN
    PERFORM mssql.fail(2628, 16, 'String or binary data would be truncated in table ''' || place ||
      ''', column ''' || column_name || '''. Truncated value: ''''.');
  END IF;
  RETURN CASE WHEN is_padded THEN value || decode(repeat('00', most - octet_length(value)), 'hex') ELSE value END;
END $$;

CREATE OR REPLACE FUNCTION mssql.cut(value bytea, most int, is_padded bool) RETURNS bytea LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE WHEN octet_length(value) > most THEN substr(value, 1, most)
    WHEN is_padded THEN value || decode(repeat('00', most - octet_length(value)), 'hex') ELSE value END
$$;

CREATE OR REPLACE FUNCTION mssql.to_tinyint(value numeric) RETURNS int2 LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  IF value < 0 OR value > 255 THEN
    PERFORM mssql.fail(220, 16, 'Arithmetic overflow error for data type tinyint, value = ' || trunc(value) || '.');
  END IF;
  RETURN trunc(value)::int2;
END $$;

-- The result of arithmetic on tinyint.
CREATE OR REPLACE FUNCTION mssql.fit_tinyint(value numeric) RETURNS int2 LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  IF value < 0 OR value > 255 THEN
    PERFORM mssql.fail(8115, 16, 'Arithmetic overflow error converting expression to data type tinyint.');
  END IF;
  RETURN value::int2;
END $$;

CREATE OR REPLACE FUNCTION mssql.to_bit(value float8) RETURNS int2 LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT CASE WHEN value = 0 THEN 0 ELSE 1 END::int2 $$;

CREATE OR REPLACE FUNCTION mssql.parse_integer(value text, source text, target text) RETURNS int8 LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  IF btrim(value) = '' THEN RETURN 0; END IF;
  IF btrim(value) COLLATE "C" !~ '^[+-]?[0-9]+$' THEN
    IF target = 'bigint' THEN PERFORM mssql.fail(8114, 16, 'Error converting data type ' || source || ' to bigint.'); END IF;
    PERFORM mssql.fail(245, 16, 'Conversion failed when converting the ' || source || ' value ''' || rtrim(value) || ''' to data type ' || target || '.');
  END IF;
  IF target = 'int' AND btrim(value)::numeric NOT BETWEEN -2147483648 AND 2147483647 THEN
    PERFORM mssql.fail(248, 16, 'The conversion of the ' || source || ' value ''' || rtrim(value) || ''' overflowed an int column.');
  ELSIF target = 'smallint' AND btrim(value)::numeric NOT BETWEEN -32768 AND 32767 THEN
    PERFORM mssql.fail(244, 16, 'The conversion of the ' || source || ' value ''' || rtrim(value) || ''' overflowed an INT2 column. Use a larger integer column.');
  ELSIF target = 'tinyint' AND btrim(value)::numeric NOT BETWEEN 0 AND 255 THEN
    PERFORM mssql.fail(244, 16, 'The conversion of the ' || source || ' value ''' || rtrim(value) || ''' overflowed an INT1 column. Use a larger integer column.');
  ELSIF btrim(value)::numeric NOT BETWEEN -9223372036854775808 AND 9223372036854775807 THEN
    PERFORM mssql.fail(8115, 16, 'Arithmetic overflow error converting expression to data type bigint.');
  END IF;
  RETURN btrim(value)::int8;
END $$;

CREATE OR REPLACE FUNCTION mssql.parse_bit(value text, source text) RETURNS int2 LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  IF lower(btrim(value)) = 'true' THEN RETURN 1; END IF;
  IF lower(btrim(value)) = 'false' THEN RETURN 0; END IF;
  RETURN CASE WHEN mssql.parse_integer(value, source, 'bit') = 0 THEN 0 ELSE 1 END;
END $$;

CREATE OR REPLACE FUNCTION mssql.parse_number(value text, source text, target text) RETURNS numeric LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  IF btrim(value) = '' AND target <> 'numeric' THEN RETURN 0; END IF;
  IF btrim(value) COLLATE "C" !~ '^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$' OR (target = 'numeric' AND value COLLATE "C" ~* 'e') THEN
    PERFORM mssql.fail(8114, 16, 'Error converting data type ' || source || ' to ' || target || '.');
  END IF;
  RETURN btrim(value)::numeric;
END $$;

CREATE OR REPLACE FUNCTION mssql.parse_uuid(value text) RETURNS uuid LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  IF value COLLATE "C" !~* '^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}' THEN
    PERFORM mssql.fail(8169, 16, 'Conversion failed when converting from a character string to uniqueidentifier.');
  END IF;
  RETURN substring(value COLLATE "C" from '[0-9a-fA-F-]{36}')::uuid;
END $$;

-- SQL Server compares the last six bytes first, then the groups from right to left.
CREATE OR REPLACE FUNCTION mssql.uuid_order(value uuid) RETURNS bytea LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT substr(b, 11, 6) || substr(b, 9, 2) || substr(b, 8, 1) || substr(b, 7, 1) || substr(b, 6, 1) || substr(b, 5, 1) ||
    substr(b, 4, 1) || substr(b, 3, 1) || substr(b, 2, 1) || substr(b, 1, 1) FROM (SELECT uuid_send(value) AS b) AS s
$$;

-- 100 ns since 0001-01-01.
CREATE OR REPLACE FUNCTION mssql.ticks(value timestamp) RETURNS int8 LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT (extract(epoch FROM value) * 10000000)::int8 + 621355968000000000
$$;
CREATE OR REPLACE FUNCTION mssql.now() RETURNS int8 LANGUAGE sql STABLE AS $$ SELECT mssql.ticks(statement_timestamp() AT TIME ZONE 'UTC') $$;
CREATE OR REPLACE FUNCTION mssql.moment(ticks int8) RETURNS timestamp LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT timestamp '0001-01-01' + make_interval(days => (ticks / 864000000000)::int) + make_interval(secs => ((ticks % 864000000000) / 10)::float8 / 1000000)
$$;
CREATE OR REPLACE FUNCTION mssql.in_range(ticks numeric) RETURNS int8 LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  IF ticks < 0 OR ticks >= 3155378976000000000 THEN
    PERFORM mssql.fail(517, 16, 'Adding a value to a ''datetime2'' column caused an overflow.');
  END IF;
  RETURN ticks;
END $$;
CREATE OR REPLACE FUNCTION mssql.difference(value int8) RETURNS int LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  IF value NOT BETWEEN -2147483648 AND 2147483647 THEN
    PERFORM mssql.fail(535, 16, 'The datediff function resulted in an overflow. The number of dateparts separating two date/time instances is too large. Try to use datediff with a less precise datepart.');
  END IF;
  RETURN value;
END $$;
CREATE OR REPLACE FUNCTION mssql.round_ticks(ticks int8, scale int) RETURNS int8 LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE WHEN scale >= 7 THEN ticks
    ELSE ((ticks + 5 * (10 ^ (6 - scale))::int8) / (10 ^ (7 - scale))::int8) * (10 ^ (7 - scale))::int8 END
$$;
-- datetime keeps 1/300 s and shows whole milliseconds.
CREATE OR REPLACE FUNCTION mssql.to_datetime(ticks int8) RETURNS int8 LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  part int8 := ticks % 864000000000;
  count int8 := (part * 3 + 50000) / 100000;
BEGIN
  IF ticks < 552877920000000000 THEN
    PERFORM mssql.fail(242, 16, 'The conversion of a datetime2 data type to a datetime data type resulted in an out-of-range value.');
  END IF;
  RETURN ticks - part + ((count * 10 + 1) / 3) * 10000;
END $$;

-- The 1/300 s behind the whole milliseconds, in 100 ns.
CREATE OR REPLACE FUNCTION mssql.exact_datetime(ticks int8) RETURNS int8 LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT ticks - ticks % 10000000 + (((ticks % 10000000) * 3 + 50000) / 100000 * 200000 + 3) / 6
$$;

CREATE OR REPLACE FUNCTION mssql.parse_moment(value text, target text) RETURNS mssql.datetimeoffset LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  part text[] := regexp_match(btrim(value) COLLATE "C", '^(?:(\d{4})-(\d{2})-(\d{2})|(\d{4})(\d{2})(\d{2}))?(?:(?:[T ]|^)(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?)?\s*(Z|[+-]\d{2}:\d{2})?$');
  minutes int := 0;
  ticks int8;
BEGIN
  IF part IS NULL OR btrim(value) = '' THEN
    PERFORM mssql.fail(241, 16, 'Conversion failed when converting date and/or time from character string.');
  END IF;
  BEGIN
    ticks := mssql.ticks(make_timestamp(coalesce(part[1], part[4], '1900')::int, coalesce(part[2], part[5], '1')::int,
      coalesce(part[3], part[6], '1')::int, coalesce(part[7], '0')::int, coalesce(part[8], '0')::int, coalesce(part[9], '0')::int));
  EXCEPTION WHEN OTHERS THEN
    PERFORM mssql.fail(241, 16, 'Conversion failed when converting date and/or time from character string.');
  END;
  ticks := ticks + rpad(coalesce(part[10], '0'), 7, '0')::int8;
  IF target = 'datetime' AND (part[11] IS NOT NULL AND part[11] <> 'Z' OR length(part[10]) > 3) THEN
    PERFORM mssql.fail(241, 16, 'Conversion failed when converting date and/or time from character string.');
  END IF;
  IF target <> 'datetimeoffset' AND part[11] IS NOT NULL AND part[11] <> 'Z' THEN
    PERFORM mssql.fail(50000, 16, 'An offset in a string for a type without one is not supported by the embedded endpoint.');
  END IF;
  IF part[11] IS NOT NULL AND part[11] <> 'Z' THEN
    minutes := (substr(part[11], 2, 2)::int * 60 + substr(part[11], 5, 2)::int) * CASE WHEN left(part[11], 1) = '-' THEN -1 ELSE 1 END;
  END IF;
  RETURN (ticks - minutes * 600000000::int8, minutes)::mssql.datetimeoffset;
END $$;
CREATE OR REPLACE FUNCTION mssql.local_ticks(value mssql.datetimeoffset) RETURNS int8 LANGUAGE sql IMMUTABLE AS $$ SELECT (value).utc + (value).minutes * 600000000::int8 $$;
CREATE OR REPLACE FUNCTION mssql.time_text(ticks int8, scale int) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT to_char(make_interval(secs => (ticks / 10000000)::float8), 'HH24:MI:SS') ||
    CASE WHEN scale = 0 THEN '' ELSE '.' || left(lpad((ticks % 10000000)::text, 7, '0'), scale) END
$$;
CREATE OR REPLACE FUNCTION mssql.moment_text(ticks int8, scale int, separator text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT to_char(mssql.moment(ticks), 'YYYY-MM-DD') || separator || mssql.time_text(ticks % 864000000000, scale)
$$;
CREATE OR REPLACE FUNCTION mssql.add_months(ticks int8, months int8) RETURNS int8 LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  IF months NOT BETWEEN -120000 AND 120000 THEN PERFORM mssql.in_range(-1); END IF;
  RETURN mssql.in_range(mssql.ticks(mssql.moment(ticks - ticks % 864000000000) + make_interval(months => months::int)) + ticks % 864000000000);
END $$;

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

CREATE OR REPLACE FUNCTION mssql.not_negative(value numeric, clause text) RETURNS int8 LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF value IS NULL THEN
    PERFORM mssql.fail(1060, 15, 'The number of rows provided for a TOP or FETCH clauses row count parameter must be an integer.');
  ELSIF clause = 'FETCH' AND value < 1 THEN
    PERFORM mssql.fail(10744, 15, 'The number of rows provided for a FETCH clause must be greater then zero.');
  ELSIF clause = 'OFFSET' AND value < 0 THEN
    PERFORM mssql.fail(10742, 15, 'The offset specified in a OFFSET clause may not be negative.');
  ELSIF clause = 'TOP' AND value < 0 THEN
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

export const templateSql = schemaSql + functionsSql;
