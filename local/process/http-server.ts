// Opening and closing the HTTP servers of the local stack, always on loopback.

import type { Server } from 'node:net';

type WebServer = Server & { keepAliveTimeout?: number; closeAllConnections?: () => void };

/**
 * Resolves to the port that was taken; 0 takes any. An idle connection stays open: Node's own limit of six seconds would
 * now and then end one just as its client sends on it, which fails a client that tries once.
 */
export const listen = (server: WebServer, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    if (server.keepAliveTimeout !== undefined) server.keepAliveTimeout = 0;
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('The server has no port'));
      else resolve(address.port);
    });
  });

export const closeServer = (server: WebServer): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections?.();
  });
