// Opening and closing the HTTP servers of the local stack, always on loopback.

import type { Server } from 'node:net';

/** Resolves to the port that was taken; 0 takes any. */
export const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('The server has no port'));
      else resolve(address.port);
    });
  });

type Closable = Server & { closeAllConnections?: () => void };

export const closeServer = (server: Closable): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections?.();
  });
