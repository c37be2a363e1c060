// In front of the local DynamoDB: a Query that was answered once is answered again from memory. DynamoDB's own work would
// otherwise be most of a warm request, and it is neither ours nor the peers'. Everything else passes through.

import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import { closeServer, listen } from '../../local/process/http-server.ts';

type Answer = {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
};

const bodyOf = async (incoming: IncomingMessage): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const piece of incoming) {
    const bytes: unknown = piece;
    if (Buffer.isBuffer(bytes)) chunks.push(bytes);
  }
  return Buffer.concat(chunks);
};

const passOn = (port: number, { method, headers, url }: IncomingMessage, body: Buffer): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, method, path: url, headers }, (incoming) => {
      bodyOf(incoming).then(
        (answer) => resolve({ status: incoming.statusCode ?? 502, headers: incoming.headers, body: answer }),
        reject,
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });

export const startReplay = async (
  dynamoDbPort: number,
): Promise<{ port: number; server: Server; stop: () => Promise<void> }> => {
  const known = new Map<string, Answer>();
  const server = createServer((incoming, response) => {
    void bodyOf(incoming)
      .then(async (body) => {
        const target = String(incoming.headers['x-amz-target']);
        const name = `${target} ${body.toString('utf8')}`;
        const answer = known.get(name) ?? (await passOn(dynamoDbPort, incoming, body));
        if (target.endsWith('.Query') && answer.status === 200) known.set(name, answer);
        response.writeHead(answer.status, answer.headers).end(answer.body);
      })
      .catch(() => response.destroy());
  });
  const port = await listen(server, 0);
  return { port, server, stop: () => closeServer(server) };
};
