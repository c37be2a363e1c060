// A TCP proxy in front of a server: passes bytes until it is told to hold them back or to cut every connection.

import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export type StallingProxy = {
  readonly port: number;
  /** From now on nothing passes in either direction; connections stay open. */
  readonly stall: () => void;
  /** Ends what is open; new connections pass again. */
  readonly heal: () => void;
  readonly stop: () => Promise<void>;
};

export const startStallingProxy = async (targetPort: number): Promise<StallingProxy> => {
  const sockets = new Set<Socket>();
  let isStalled = false;
  const server = createServer((client) => {
    const upstream = connect(targetPort, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => sockets.delete(socket));
      if (isStalled) socket.pause();
    }
    client.on('data', (bytes) => upstream.write(bytes));
    upstream.on('data', (bytes) => client.write(bytes));
    client.once('close', () => upstream.destroy());
    upstream.once('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stall: () => {
      isStalled = true;
      for (const socket of sockets) socket.pause();
    },
    heal: () => {
      isStalled = false;
      for (const socket of sockets) socket.destroy();
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
