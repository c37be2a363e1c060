// One call over HTTP to the local stack, with connections that are kept as a page's are.

import { Agent, request } from 'node:http';
import { parsedJson } from '../json-members.ts';

export type Call = {
  /** The function that answers it, as its log line names it. */
  readonly route: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

export type Answer = {
  readonly status: number;
  readonly etag: string | undefined;
  readonly isReplayed: boolean;
  readonly body: unknown;
};

export type SendCall = (token: string, call: Call) => Promise<Answer>;

export const openClient = (port: number): { readonly send: SendCall; readonly close: () => void } => {
  const agent = new Agent({ keepAlive: true });
  const send: SendCall = (token, { method, path, headers, body }) =>
    new Promise((resolve, reject) => {
      const text = body === undefined ? undefined : JSON.stringify(body);
      const sent = request(
        {
          host: '127.0.0.1',
          port,
          agent,
          method,
          path,
          headers: {
            authorization: `Bearer ${token}`,
            ...(text === undefined
              ? {}
              : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }),
            ...headers,
          },
        },
        (answer) => {
          let received = '';
          answer.setEncoding('utf8').on('data', (chunk: string) => (received += chunk));
          answer.once('error', reject);
          answer.once('end', () =>
            resolve({
              status: answer.statusCode ?? 0,
              etag: answer.headers.etag,
              isReplayed: answer.headers['idempotency-replayed'] === 'true',
              body: parsedJson(received),
            }),
          );
        },
      );
      sent.once('error', reject);
      sent.end(text);
    });
  return { send, close: () => agent.destroy() };
};
