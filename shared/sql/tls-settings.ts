// How connections to the databases are protected, from a function's or a command's environment.
//
// DEPOSITS_SQL_ENCRYPT              on (default) or off
// DEPOSITS_SQL_CA_FILE              certificates to trust in place of Node's own list, PEM; RDS signs with an authority of its own
// DEPOSITS_SQL_TRUST_CERTIFICATE    off (default) or on: any certificate will do, for a server on one's own machine

import { readFileSync } from 'node:fs';
import { switchVariable, type Environment } from '../platform/environment.ts';

export type TlsSettings = {
  /** TLS to the database, with its certificate checked unless `isCertificateTrusted`; nothing is sent without it. */
  readonly isEncrypted: boolean;
  readonly isCertificateTrusted: boolean;
  /** PEM; in place of Node's own list. */
  readonly certificateAuthorities?: string | undefined;
};

const readAuthorities = (path: string, readText: (path: string) => string): string => {
  try {
    return readText(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new TypeError(`DEPOSITS_SQL_CA_FILE names ${path}, which cannot be read (${code})`, {
      cause: error,
    });
  }
};

/** @param readText reads a file; fails when it is not there */
export const readTlsSettings = (
  env: Environment,
  readText = (path: string): string => readFileSync(path, 'utf8'),
): TlsSettings => {
  const path = env['DEPOSITS_SQL_CA_FILE'] ?? '';
  const certificateAuthorities = path === '' ? undefined : readAuthorities(path, readText);
  if (certificateAuthorities !== undefined && !certificateAuthorities.includes('BEGIN CERTIFICATE')) {
    throw new TypeError(`DEPOSITS_SQL_CA_FILE names ${path}, a file without a certificate`);
  }
  return {
    isEncrypted: switchVariable(env, 'DEPOSITS_SQL_ENCRYPT', 'on'),
    isCertificateTrusted: switchVariable(env, 'DEPOSITS_SQL_TRUST_CERTIFICATE', 'off'),
    certificateAuthorities,
  };
};
