// TLS 1.3 in front of an HTTP server of this process, as AWS's endpoints speak it: what a connection carries is handed to the server as it
// stands, so that the same endpoint answers with and without.

import type { Server } from 'node:net';
import { createServer } from 'node:tls';
import { closeServer, listen } from '../../local/process/http-server.ts';

export type EndpointCertificate = { readonly cert: string; readonly key: string };

export const startTlsFront = async (
  server: Server,
  certificate: EndpointCertificate,
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> => {
  const front = createServer({ ...certificate, minVersion: 'TLSv1.3' }, (socket) => {
    server.emit('connection', socket);
  });
  front.on('tlsClientError', () => undefined);
  const port = await listen(front, 0);
  return { url: `https://localhost:${port}`, stop: () => closeServer(front) };
};
