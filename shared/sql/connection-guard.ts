// What has to hold on every new connection before a password leaves, and what the driver does not say when a login fails.
// Reaches into tedious 19 at two places; a driver that has changed there is refused, never trusted.

import { Socket } from 'node:net';

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
  const value: unknown = typeof token === 'object' && token !== null ? Reflect.get(token, name) : undefined;
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
 * performTlsNegotiation): whoever can answer in the server's place would be handed the password.
 */
const refusePlaintext = (connection: object): void => {
  const sendLogin: unknown = Reflect.get(connection, 'sendLogin7Packet');
  if (typeof sendLogin !== 'function') throw new TypeError('The database driver has changed: no TLS check');
  Reflect.set(connection, 'sendLogin7Packet', () => {
    const messageIo: unknown = Reflect.get(connection, 'messageIo');
    const isEncrypted =
      typeof messageIo === 'object' &&
      messageIo !== null &&
      Reflect.get(messageIo, 'tlsNegotiationComplete') === true;
    if (!isEncrypted) throw new TlsRefusedError();
    Reflect.apply(sendLogin, connection, []);
  });
};

/**
 * A request of several packets does not wait for the acknowledgement of its first (Nagle): the driver leaves that on, and a whole
 * set of ten rows took 65 ms in place of 26 ms on loopback. Without the socket where it is now, it is only slower.
 */
const sendAtOnce = (connection: object): void => {
  const socket: unknown = Reflect.get(connection, 'socket');
  if (socket instanceof Socket) socket.setNoDelay(true);
};

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
    sendAtOnce(connection);
  });
};
