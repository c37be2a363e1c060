// The shape that each purpose's value must have: exact members, nothing more. The same check stands before sealing, after
// opening and on the answer that crosses from one Lambda to another. It never tells which part was wrong; only operators, who
// hold the value themselves, may ask for the names of wrong members (operators/describe-shape.ts).

import * as v from 'valibot';
import { decodeBase64 } from '../crypto/strict-base64.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import { hasControlCharacter } from './control-characters.ts';
import type { CredentialValues, Purpose, SqlServerLogin } from './purpose.ts';

export type ShapeFailure = 'credential-malformed';

const withoutControls = v.check((text: string) => !hasControlCharacter(text));

// sysname and SQL Server's own limits for logins and passwords: 128 characters.
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(128), withoutControls);

const sqlServerLogin = v.strictObject({
  server: v.pipe(v.string(), v.regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?$/)),
  port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
  database: name,
  user: name,
  password: name,
});

const key32 = v.pipe(
  v.string(),
  v.check((text) => decodeBase64(text)?.length === 32),
);

const accountNumberKeyset = v.pipe(
  v.strictObject({
    current: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
    keys: v.record(v.pipe(v.string(), v.regex(/^[1-9][0-9]{0,8}$/)), key32),
    indexKey: key32,
  }),
  v.check(({ current, keys }) => Object.hasOwn(keys, String(current))),
);

const loopbackHosts: ReadonlySet<string> = new Set(['localhost', '127.0.0.1']);

/** https; plain http only to this very machine, which is how a laptop runs the payroll suite's stand-in. */
const isSafeUrl = (text: string): boolean => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '' || url.hash !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopbackHosts.has(url.hostname));
};

const payrollApiAccess = v.strictObject({
  url: v.pipe(v.string(), v.maxLength(2_048), withoutControls, v.check(isSafeUrl)),
  key: v.pipe(v.string(), v.minLength(1), v.maxLength(4_096), withoutControls),
});

export type LegacyKeyParameters = Readonly<Record<string, unknown>>;

const legacyKeyParameters = v.custom<LegacyKeyParameters>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

const parserOf =
  <T>(schema: v.GenericSchema<unknown, T>) =>
  (value: unknown): Result<T, ShapeFailure> => {
    const parsed = v.safeParse(schema, value, { abortEarly: true });
    return parsed.success ? succeed(parsed.output) : fail('credential-malformed');
  };

/** By purpose; a legacy key's own parser says more. */
export const loginSchema = sqlServerLogin;
export const keysetSchema = accountNumberKeyset;
export const payrollSchema = payrollApiAccess;

type Parsers = { readonly [K in Purpose]: (value: unknown) => Result<CredentialValues[K], ShapeFailure> };

const parsers: Parsers = {
  'sql-server': parserOf(sqlServerLogin),
  'account-number-key': parserOf(accountNumberKeyset),
  'payroll-api': parserOf(payrollApiAccess),
};

export const parseCredential = <K extends Purpose>(
  purpose: K,
  value: unknown,
): Result<CredentialValues[K], ShapeFailure> => parsers[purpose](value);

export const parseSqlServerAdmin: (value: unknown) => Result<SqlServerLogin, ShapeFailure> =
  parserOf(sqlServerLogin);

export const parseLegacyKey: (value: unknown) => Result<LegacyKeyParameters, ShapeFailure> =
  parserOf(legacyKeyParameters);
