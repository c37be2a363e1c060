// Lambda's Runtime API on loopback, for one execution environment: hands events over one after the other and takes the
// answers. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { closeServer, listen } from '#local/process/http-server';

export type Invocation = { readonly isError: boolean; readonly payload: unknown };

export type RuntimeApi = {
  /** `host:port`, as AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  /** Resolves when the function first asks for an event: its init is over. */
  readonly ready: Promise<void>;
  /** @param tenantId in tenant isolation mode, as the Invoke named it */
  readonly invoke: (event: unknown, tenantId?: string) => Promise<Invocation>;
  /** Ends all that is waited for as errors: the function is gone. */
  readonly failAll: (payload: unknown) => void;
  readonly close: () => Promise<void>;
};

type Waiting = {
  readonly event: unknown;
  readonly tenantId: string | undefined;
  readonly answer: (invocation: Invocation) => void;
};

const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:f';
const patienceMs = 10_000;

const bodyOf = async (incoming: IncomingMessage): Promise<string> => {
  const chunks: Uint8Array[] = [];
  for await (const piece of incoming) {
    const bytes: unknown = piece;
    if (Buffer.isBuffer(bytes)) chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
};

export const startRuntimeApi = async (): Promise<RuntimeApi> => {
  const queue: Waiting[] = [];
  const underway = new Map<string, Waiting>();
  let next: ServerResponse | undefined;
  let count = 0;
  let reportReady = (): void => undefined;
  const ready = new Promise<void>((resolve) => (reportReady = resolve));

  const handOver = (): void => {
    if (next === undefined) return;
    const waiting = queue.shift();
    if (waiting === undefined) return;
    const id = `request-${(count += 1)}`;
    underway.set(id, waiting);
    next.writeHead(200, {
      'lambda-runtime-aws-request-id': id,
      'lambda-runtime-deadline-ms': String(Date.now() + patienceMs),
      'lambda-runtime-invoked-function-arn': functionArn,
      ...(waiting.tenantId === undefined ? {} : { 'lambda-runtime-aws-tenant-id': waiting.tenantId }),
    });
    next.end(JSON.stringify(waiting.event));
    next = undefined;
  };

  const failAll = (payload: unknown): void => {
    for (const { answer } of [...queue.splice(0), ...underway.values()]) answer({ isError: true, payload });
    underway.clear();
  };

  const take = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [, , , kind, id = '', outcome] = (incoming.url ?? '').split('/');
    if (kind === 'invocation' && id === 'next') {
      next = response;
      reportReady();
      handOver();
      return;
    }
    const payload: unknown = JSON.parse(await bodyOf(incoming));
    if (kind === 'init') failAll(payload);
    underway.get(id)?.answer({ isError: outcome === 'error', payload });
    underway.delete(id);
    response.statusCode = 202;
    response.end('{}');
  };

  const server = createServer((incoming, response) => {
    take(incoming, response).catch(() => response.destroy());
  });
  // A function may think for long between two calls on its one connection.
  server.keepAliveTimeout = 0;
  const port = await listen(server, 0);

  return {
    address: `127.0.0.1:${port}`,
    ready,
    invoke: (event, tenantId) =>
      new Promise((answer) => {
        queue.push({ event, tenantId, answer });
        handOver();
      }),
    failAll,
    close: () => closeServer(server),
  };
};
