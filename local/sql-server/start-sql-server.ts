// The embedded SQL Server endpoint: a TDS 7.4 server on a loopback port in front of a private PostgreSQL. A stand-in for
// development and tests; what it cannot answer as SQL Server would, it refuses.
import { type Server, createServer } from 'node:net';
import type { SqlServerEvent } from './events.ts';
import { startPostgres } from './postgres/start-postgres.ts';
import { openServerState } from './server-state.ts';
import { serveConnection } from './tds-connection.ts';

export type { SqlServerEvent } from './events.ts';

export type SqlServerOptions = {
  /** 0: any free port. */
  port: number;
  host?: '127.0.0.1';
  administrator: { user: string; password: string };
  /** Kept and used again; without it everything is gone after `stop`. */
  dataDirectory?: string;
  onEvent?: (event: SqlServerEvent) => void;
  /** Where `node_modules` is. */
  projectFolder?: string;
};

export type SqlServer = {
  host: string;
  port: number;
  postgresPid: number;
  connections(): number;
  stop(): Promise<void>;
};

const listen = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
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
    const server = createServer((socket) => {
      lastNumber += 1;
      const number = lastNumber;
      const connection = serveConnection({ socket, state, number, onEvent, disconnectOthers });
      connections.set(number, connection);
      void connection.ended.then(() => connections.delete(number));
    });
    const port = await listen(server, options.port, host);
    let stopping: Promise<void> | undefined;
    const stop = async (): Promise<void> => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const connection of connections.values()) void connection.destroy();
      await closed;
      await state.control.close();
      await postgres.stop();
    };
    return {
      host,
      port,
      postgresPid: postgres.pid,
      connections: () => connections.size,
      stop: () => (stopping ??= stop()),
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
};
