// Moments as whole numbers of 100 ns.
export const momentsSql = String.raw`
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
`;
