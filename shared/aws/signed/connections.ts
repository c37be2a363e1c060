// Connections to one endpoint, kept alive between requests, and one that can be opened ahead: the handshake is then over when
// the first request comes.

import {
  Agent as HttpAgent,
  type ClientRequest,
  request as httpRequest,
  type RequestOptions,
} from 'node:http';
import { isIP, Socket } from 'node:net';

export type Connections = {
  readonly isTls: boolean;
  readonly request: (options: RequestOptions) => ClientRequest;
  /**
   * Opens a connection for the next request; a failure is that request's to meet.
   * @returns when the handshake is over, or has failed
   */
  readonly openAhead: () => Promise<void>;
  /** Whether this request went out on a connection that had lain idle, so that its end says nothing of the service. */
  readonly wasIdle: (request: ClientRequest) => boolean;
  /** Closes the idle connections. */
  readonly dropIdle: () => void;
  readonly close: () => void;
};

const maxSockets = 50;

/** TLS is loaded where an endpoint speaks it, and nowhere else: a millisecond of a start. */
const clientOf = (isTls: boolean) => {
  if (!isTls) return { Agent: HttpAgent, request: httpRequest };
  const { Agent, request } = process.getBuiltinModule('node:https');
  return { Agent, request };
};

export const createConnections = (endpoint: URL): Connections => {
  const isTls = endpoint.protocol === 'https:';
  const host = endpoint.hostname.replace(/^\[|\]$/g, '');
  const port = Number(endpoint.port || (isTls ? 443 : 80));
  const { Agent, request: send } = clientOf(isTls);
  const agent = new Agent({ keepAlive: true, maxSockets });
  const connect = agent.createConnection.bind(agent);
  const openedAhead = new WeakSet<object>();
  let ahead: Socket | undefined;

  const forget = (): void => {
    ahead = undefined;
  };

  agent.createConnection = (options, whenMade) => {
    const socket = ahead;
    ahead = undefined;
    if (socket === undefined || socket.destroyed) return connect(options, whenMade);
    socket.removeListener('error', forget).removeListener('close', forget);
    socket.ref();
    return socket;
  };

  return {
    isTls,
    request: (options) => send({ ...options, host, port, agent }),
    openAhead: () => {
      if (ahead !== undefined) return Promise.resolve();
      const socket = connect({ host, port, ...(isIP(host) === 0 ? { servername: host } : {}) });
      if (!(socket instanceof Socket)) return Promise.resolve();
      socket.on('error', forget).on('close', forget);
      // It must not keep a process alive that has nothing else to do.
      socket.unref();
      openedAhead.add(socket);
      ahead = socket;
      return new Promise((resolve) => {
        const settle = (): void => resolve();
        socket.once(isTls ? 'secureConnect' : 'connect', settle).once('close', settle);
      });
    },
    wasIdle: (request) => {
      const isAhead = request.socket !== null && openedAhead.has(request.socket);
      return request.reusedSocket || isAhead;
    },
    dropIdle: () => {
      ahead?.destroy();
      for (const sockets of Object.values(agent.freeSockets))
        for (const each of sockets ?? []) each.destroy();
    },
    close: () => {
      ahead?.destroy();
      agent.destroy();
    },
  };
};
