// What a legacy value opened to, as JSON. The old application kept its databases as ADO.NET connection strings, so a
// `sql-server` text that is no JSON object is read as one; the reader is loaded only then.

import { fail, succeed, type Result } from '../platform/result.ts';
import type { ShapeFailure } from './credential-shape.ts';
import { parsePlaintextJson } from './plaintext-json.ts';

const isLogin = (purpose: string): boolean => purpose === 'sql-server' || purpose === 'sql-server-admin';

const openingBrace = '{'.charCodeAt(0);

export const parseLegacyPlaintext = async (
  purpose: string,
  plaintext: Buffer,
): Promise<Result<unknown, ShapeFailure>> => {
  if (!isLogin(purpose) || plaintext[0] === openingBrace) return parsePlaintextJson(plaintext);
  const { parseAdoNetConnectionString } = await import('./ado-net-connection-string.ts');
  const login = parseAdoNetConnectionString(plaintext.toString('utf8'));
  return login === undefined ? fail('credential-malformed') : succeed(login);
};
