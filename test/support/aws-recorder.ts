// A loopback endpoint that keeps every request as it came and answers what a test planned.

import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export type Recorded = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Which connection it came on, counted from 1. */
  readonly connection: number;
};

export type Plan = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Instead of an answer: the connection ends, before or in the middle of one, or nothing happens. */
  readonly instead?: 'reset' | 'half' | 'silence';
};

export type AwsRecorder = {
  readonly url: string;
  readonly requests: Recorded[];
  /** For the requests in order; the last one is for all that follow. */
  plan: (...plans: readonly Plan[]) => void;
  readonly connectionCount: () => number;
  /** Resolves with the next connection. */
  readonly nextConnection: () => Promise<Socket>;
  stop(): Promise<void>;
};

const play = (response: ServerResponse, { status = 200, headers = {}, body = '{}', instead }: Plan): void => {
  if (instead === 'silence') return;
  if (instead === 'reset') {
    response.destroy();
    return;
  }
  const length = String(Buffer.byteLength(body) + (instead === 'half' ? 10 : 0));
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.1',
    'content-length': length,
    ...headers,
  });
  if (instead === 'half') response.write(body, () => response.destroy());
  else response.end(body);
};

export const startAwsRecorder = async (): Promise<AwsRecorder> => {
  const requests: Recorded[] = [];
  const numbers = new Map<Socket, number>();
  const waiting: ((socket: Socket) => void)[] = [];
  let plans: readonly Plan[] = [{}];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers, socket } = request;
      requests.push({
        method,
        url,
        headers,
        body: Buffer.concat(chunks),
        connection: numbers.get(socket) ?? 0,
      });
      const [next = {}, ...rest] = plans;
      if (rest.length > 0) plans = rest;
      play(response, next);
    });
  });
  server.on('connection', (socket: Socket) => {
    numbers.set(socket, numbers.size + 1);
    waiting.shift()?.(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    plan: (...next) => {
      plans = next;
    },
    connectionCount: () => numbers.size,
    nextConnection: () => new Promise((resolve) => waiting.push(resolve)),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
