// The shape that each purpose's value must have: exact members, nothing more. The same check stands before sealing, after
// opening and on the answer that crosses from one Lambda to another. It never tells which part was wrong; only operators, who
// hold the value themselves, may ask for the names of wrong members (operators/describe-shape.ts).

import { decodeBase64 } from '../crypto/strict-base64.ts';
import { hasShape, isRecord, isText, isVersion, type Guard, type Shape } from '../platform/exact-shape.ts';
import { fail, succeed, type Result } from '../platform/result.ts';
import { hasControlCharacter } from './control-characters.ts';
import type { CredentialValues, Purpose, SqlServerLogin } from './purpose.ts';

export type ShapeFailure = 'credential-malformed';

const textUpTo =
  (longest: number): Guard<string> =>
  (value): value is string =>
    isText(value) && value.length >= 1 && value.length <= longest && !hasControlCharacter(value);

// sysname and SQL Server's own limits for logins and passwords: 128 characters.
const isName = textUpTo(128);
const isKeyText = textUpTo(4_096);

const isServer = (value: unknown): value is string =>
  isText(value) && /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?$/.test(value);

const isPort = (value: unknown): value is number => isVersion(value) && value <= 65_535;

const isKey32 = (value: unknown): value is string => isText(value) && decodeBase64(value)?.length === 32;

const isKeyByVersion = (value: unknown): value is Readonly<Record<string, string>> =>
  isRecord(value) &&
  Object.entries(value).every(([version, key]) => /^[1-9][0-9]{0,8}$/.test(version) && isKey32(key));

const loopbackHosts: ReadonlySet<string> = new Set(['localhost', '127.0.0.1']);

/** https; plain http only to this very machine, which is how a laptop runs the payroll suite's stand-in. */
const isSafeUrl = (value: unknown): value is string => {
  if (!isText(value) || value.length > 2_048 || hasControlCharacter(value)) return false;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '' || url.hash !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopbackHosts.has(url.hostname));
};

/** By purpose; a legacy key's own parser says more. */
export const credentialShapes: { readonly [K in Purpose]: Shape<CredentialValues[K]> } = {
  'sql-server': { server: isServer, port: isPort, database: isName, user: isName, password: isName },
  'account-number-key': { current: isVersion, keys: isKeyByVersion, indexKey: isKey32 },
  'payroll-api': { url: isSafeUrl, key: isKeyText },
};

export type LegacyKeyParameters = Readonly<Record<string, unknown>>;

const parserOf =
  <T extends object>(shape: Shape<T>, fits: (value: T) => boolean = () => true) =>
  (value: unknown): Result<T, ShapeFailure> =>
    hasShape(shape, value) && fits(value) ? succeed(value) : fail('credential-malformed');

type Parsers = { readonly [K in Purpose]: (value: unknown) => Result<CredentialValues[K], ShapeFailure> };

const parsers: Parsers = {
  'sql-server': parserOf(credentialShapes['sql-server']),
  'account-number-key': parserOf(credentialShapes['account-number-key'], ({ current, keys }) =>
    Object.hasOwn(keys, String(current)),
  ),
  'payroll-api': parserOf(credentialShapes['payroll-api']),
};

export const parseCredential = <K extends Purpose>(
  purpose: K,
  value: unknown,
): Result<CredentialValues[K], ShapeFailure> => parsers[purpose](value);

export const parseSqlServerAdmin: (value: unknown) => Result<SqlServerLogin, ShapeFailure> =
  parsers['sql-server'];

export const parseLegacyKey = (value: unknown): Result<LegacyKeyParameters, ShapeFailure> =>
  isRecord(value) ? succeed(value) : fail('credential-malformed');
