// What has to hold on every new connection before a password leaves, and what the driver does not say when a login fails.

import { beforeLoginIsSent, setNoDelay } from './driver-internals.ts';
import { memberOf } from '../platform/member-of.ts';

/** The server's own words on a failed login: the driver keeps the text and drops the number (tedious token/handler.js). */
export type LoginError = { readonly number: number; readonly class: number; readonly state: number };

/** The driver's connection, as little as is used of it. */
type Connection = {
  on(event: string, listener: (token: unknown) => void): unknown;
  off(event: string, listener: (token: unknown) => void): unknown;
};

const isConnection = (value: unknown): value is Connection =>
  typeof value === 'object' && value !== null && 'on' in value && typeof value.on === 'function';

const numberIn = (token: unknown, name: string): number => {
  const value = memberOf(token, name);
  return typeof value === 'number' ? value : 0;
};

/** Thrown inside the driver, which closes the socket and rejects with it. */
export class TlsRefusedError extends Error {
  readonly code = 'ETLSREFUSED';

  constructor() {
    super('The database server offers no encryption');
  }
}

/**
 * With `encrypt: true` tedious still logs in in the clear when the server answers "no encryption" (connection.js,
 * performTlsNegotiation): a machine that answers in the server's place would get the password.
 */
const refusePlaintext = (connection: object): void =>
  beforeLoginIsSent(connection, (isEncrypted) => {
    if (!isEncrypted) throw new TlsRefusedError();
  });

/** For mssql's `beforeConnect`. */
export const guardConnection = (
  connection: unknown,
  { isEncrypted, onLoginError }: { isEncrypted: boolean; onLoginError: (error: LoginError) => void },
): void => {
  if (!isConnection(connection)) throw new TypeError('The database driver has changed: no connection');
  if (isEncrypted) refusePlaintext(connection);
  const listen = (token: unknown): void =>
    onLoginError({
      number: numberIn(token, 'number'),
      class: numberIn(token, 'class'),
      state: numberIn(token, 'state'),
    });
  connection.on('errorMessage', listen);
  connection.on('connect', () => {
    connection.off('errorMessage', listen);
    // A set of ten rows took 65 ms in place of 26 ms on loopback.
    setNoDelay(connection);
  });
};
