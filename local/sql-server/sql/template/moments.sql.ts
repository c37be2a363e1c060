// Moments as whole numbers of 100 ns.
export const momentsSql = String.raw`
-- 100 ns since 0001-01-01.
CREATE OR REPLACE FUNCTION mssql.ticks(value timestamp) RETURNS int8 LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT (extract(epoch FROM value) * 10000000)::int8 + 621355968000000000
$$;
CREATE OR REPLACE FUNCTION mssql.now() RETURNS int8 LANGUAGE sql STABLE AS $$ SELECT mssql.ticks(statement_timestamp() AT TIME ZONE 'UTC') $$;
CREATE OR REPLACE FUNCTION mssql.in_range(ticks numeric) RETURNS int8 LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  IF ticks < 0 OR ticks >= 3155378976000000000 THEN
    PERFORM mssql.fail(517, 16, 'Adding a value to a ''datetime2'' column caused an overflow.');
  END IF;
  RETURN ticks;
END $$;
CREATE OR REPLACE FUNCTION mssql.round_ticks(ticks int8, scale int) RETURNS int8 LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT CASE WHEN scale >= 7 THEN ticks
    ELSE ((ticks + 5 * (10 ^ (6 - scale))::int8) / (10 ^ (7 - scale))::int8) * (10 ^ (7 - scale))::int8 END
$$;
CREATE OR REPLACE FUNCTION mssql.parse_moment(value text) RETURNS int8 LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  part text[] := regexp_match(btrim(value) COLLATE "C", '^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?Z?)?$');
BEGIN
  IF part IS NULL THEN
    PERFORM mssql.fail(241, 16, 'Conversion failed when converting date and/or time from character string.');
  END IF;
  BEGIN
    RETURN mssql.ticks(make_timestamp(part[1]::int, part[2]::int, part[3]::int,
      coalesce(part[4], '0')::int, coalesce(part[5], '0')::int, coalesce(part[6], '0')::int)) + rpad(coalesce(part[7], '0'), 7, '0')::int8;
  EXCEPTION WHEN OTHERS THEN
    PERFORM mssql.fail(241, 16, 'Conversion failed when converting date and/or time from character string.');
  END;
END $$;
`;
