// A loopback endpoint that speaks Lambda's Invoke API, with a handler of ours behind it or an answer that a test planned.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export type InvokeHandler = (
  event: unknown,
  context: { readonly getRemainingTimeInMillis: () => number },
) => Promise<unknown>;

export type PlannedAnswer =
  | { readonly kind: 'error'; readonly status: number; readonly name: string }
  | { readonly kind: 'function-error' }
  | { readonly kind: 'text'; readonly body: string }
  | { readonly kind: 'reset' }
  | { readonly kind: 'silence' };

export type Invocation = { readonly functionName: string; readonly qualifier: string | null };

export type LambdaEndpoint = {
  readonly url: string;
  readonly invocations: Invocation[];
  /** Answers for the next calls, in order, before the handler has its turn again. */
  readonly planned: PlannedAnswer[];
  stop(): Promise<void>;
};

const play = (planned: PlannedAnswer, response: ServerResponse): void => {
  const json = { 'content-type': 'application/json' };
  if (planned.kind === 'reset') response.destroy();
  if (planned.kind === 'text') response.writeHead(200, json).end(planned.body);
  if (planned.kind === 'function-error') {
    response.writeHead(200, { ...json, 'x-amz-function-error': 'Unhandled' });
    response.end(JSON.stringify({ errorType: 'Runtime.ExitError', errorMessage: 'exited' }));
  }
  if (planned.kind === 'error') {
    response
      .writeHead(planned.status, { ...json, 'x-amzn-errortype': planned.name })
      .end('{"message":"planned"}');
  }
};

/** @param certificate for an endpoint that speaks TLS */
export const startLambdaEndpoint = async (
  handler: InvokeHandler,
  certificate?: { readonly cert: string; readonly key: string },
): Promise<LambdaEndpoint> => {
  const invocations: Invocation[] = [];
  const planned: PlannedAnswer[] = [];
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '', 'http://127.0.0.1');
      const functionName = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(url.pathname)?.[1];
      if (functionName === undefined || !request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 ')) {
        play({ kind: 'error', status: 403, name: 'AccessDeniedException' }, response);
        return;
      }
      invocations.push({ functionName, qualifier: url.searchParams.get('Qualifier') });
      const next = planned.shift();
      if (next !== undefined) {
        play(next, response);
        return;
      }
      const event: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      handler(event, { getRemainingTimeInMillis: () => 5_000 }).then(
        (answer) => play({ kind: 'text', body: JSON.stringify(answer) }, response),
        () => play({ kind: 'function-error' }, response),
      );
    });
  };
  const server = certificate === undefined ? createServer(serve) : createTlsServer({ ...certificate }, serve);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `${certificate === undefined ? 'http://127.0.0.1' : 'https://localhost'}:${(server.address() as AddressInfo).port}`,
    invocations,
    planned,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
