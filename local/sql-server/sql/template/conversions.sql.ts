// Conversions between bytes, numbers, strings and identifiers.
export const conversionsSql = String.raw`
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
`;
