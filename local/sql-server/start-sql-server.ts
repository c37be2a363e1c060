// The embedded SQL Server endpoint: a TDS 7.4 server on a loopback port in front of a private PostgreSQL. A stand-in for
// development and tests; what it cannot answer as SQL Server would, it refuses.
import { type Server, createServer } from 'node:net';
import { createSecureContext } from 'node:tls';
import type { SqlServerEvent } from './events.ts';
import { startPostgres } from './postgres/start-postgres.ts';
import { openServerState } from './server-state.ts';
import { serveConnection } from './connection/serve-connection.ts';
import { type Fault, type Injected, createFaults } from './faults.ts';
import { createCertificate } from './tls/certificate.ts';
import type { Encryption } from './tls/negotiation.ts';

export type { SqlServerEvent } from './events.ts';

export type SqlServerOptions = {
  /** 0: any free port. */
  port: number;
  host?: '127.0.0.1';
  administrator: { user: string; password: string };
  /** Kept and used again; without it everything is gone after `stop`. */
  dataDirectory?: string;
  onEvent?: (event: SqlServerEvent) => void;
  /** `on` when not said: TLS is offered, and used when the client asks for it. */
  encryption?: Encryption;
  /** From the first connection on; more by `inject`. */
  faults?: readonly Fault[];
  /** Where `node_modules` is. */
  projectFolder?: string;
};

export type SqlServer = {
  host: string;
  port: number;
  postgresPid: number;
  /** The server's certificate, its own authority, for localhost and 127.0.0.1; empty without encryption. */
  certificatePem: string;
  connections(): number;
  /** An injected failure. */
  inject(fault: Fault): Injected;
  clearFaults(): void;
  /** Closes every connection and refuses new ones until the returned function is called. */
  failOver(): Promise<() => Promise<void>>;
  stop(): Promise<void>;
};

const listen = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });

export const startSqlServer = async (options: SqlServerOptions): Promise<SqlServer> => {
  const host = options.host ?? '127.0.0.1';
  const onEvent = options.onEvent ?? (() => undefined);
  const { dataDirectory } = options;
  const postgres = await startPostgres({
    projectFolder: options.projectFolder ?? process.cwd(),
    ...(dataDirectory === undefined ? {} : { dataDirectory }),
  });
  try {
    const state = await openServerState(postgres, options.administrator);
    const connections = new Map<number, ReturnType<typeof serveConnection>>();
    // SQL Server keeps the numbers up to 50 for itself.
    let lastNumber = 50;
    const disconnectOthers = async (database: string, except: number): Promise<void> => {
      const others = [...connections.values()].filter(
        (one) => one.number !== except && one.database === database,
      );
      await Promise.all(others.map((one) => one.destroy()));
    };
    const encryption = options.encryption ?? 'on';
    const certificate = encryption === 'not-supported' ? undefined : createCertificate();
    const secureContext =
      certificate === undefined
        ? undefined
        : createSecureContext({
            key: certificate.keyPem,
            cert: certificate.certificatePem,
            minVersion: 'TLSv1.2',
            maxVersion: 'TLSv1.2',
          });
    const faults = createFaults();
    for (const fault of options.faults ?? []) faults.inject(fault);
    const server = createServer((socket) => {
      lastNumber += 1;
      const number = lastNumber;
      const connection = serveConnection({
        socket,
        state,
        number,
        encryption,
        secureContext,
        faults,
        onEvent,
        disconnectOthers,
      });
      connections.set(number, connection);
      void connection.ended.then(() => connections.delete(number));
    });
    const port = await listen(server, options.port, host);
    let stopping: Promise<void> | undefined;
    const close = async (): Promise<void> => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await Promise.all([...connections.values()].map((connection) => connection.destroy()));
      await closed;
    };
    const stop = async (): Promise<void> => {
      await close();
      await state.control.close();
      await postgres.stop();
    };
    return {
      host,
      port,
      postgresPid: postgres.pid,
      certificatePem: certificate?.certificatePem ?? '',
      connections: () => connections.size,
      inject: (fault) => faults.inject(fault),
      clearFaults: () => faults.clear(),
      failOver: async () => {
        await close();
        return async () => {
          await listen(server, port, host);
        };
      },
      stop: () => (stopping ??= stop()),
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
};
