// What the driver is told about one tenant's database.

import type mssql from 'mssql';
import type { SqlServerLogin } from '../credentials/purpose.ts';
import { guardConnection, type LoginError } from './connection-guard.ts';
import { withSocketValidation } from './driver-internals.ts';
import { longestIdleMs, timeLimits } from './time-limits.ts';
import type { TlsSettings } from './tls-settings.ts';

/**
 * Holds every request of ours in one packet. At the driver's own 4,096 bytes a write goes out in two, and the second waits for
 * the first one's acknowledgement (Nagle): 54 ms for a create instead of 14 ms, measured on loopback. SQL Server takes at
 * most 16,383 bytes on an encrypted connection.
 */
const packetSize = 16_000;

export type LoginErrors = {
  /** Another connection begins to log in. */
  readonly onLogin: () => void;
  readonly onLoginError: (error: LoginError) => void;
};

export const poolConfig = (
  login: SqlServerLogin,
  settings: TlsSettings & { readonly applicationName: string },
  { onLogin, onLoginError }: LoginErrors,
): mssql.config =>
  withSocketValidation({
    server: login.server,
    port: login.port,
    database: login.database,
    user: login.user,
    password: login.password,
    connectionTimeout: timeLimits.connectMs,
    requestTimeout: timeLimits.requestMs,
    pool: {
      min: 0,
      max: 2,
      acquireTimeoutMillis: timeLimits.acquireMs,
      createTimeoutMillis: timeLimits.createMs,
      idleTimeoutMillis: longestIdleMs,
    },
    beforeConnect: (connection) => {
      onLogin();
      guardConnection(connection, { isEncrypted: settings.isEncrypted, onLoginError });
    },
    options: {
      encrypt: settings.isEncrypted,
      ...(settings.certificateAuthorities === undefined
        ? {}
        : { cryptoCredentialsDetails: { ca: settings.certificateAuthorities } }),
      trustServerCertificate: settings.isCertificateTrusted,
      appName: settings.applicationName,
      packetSize,
      useUTC: true,
      maxRetriesOnTransientErrors: 0,
    },
  });
