// Errors, definitions, counters and strings as SQL Server treats them.
export const stringsSql = String.raw`
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

CREATE OR REPLACE FUNCTION mssql.next_identity(sequence regclass) RETURNS int8 LANGUAGE sql VOLATILE SECURITY DEFINER AS $$ SELECT nextval(sequence) $$;

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
`;
