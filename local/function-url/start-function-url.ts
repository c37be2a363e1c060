// A Function URL on loopback: each HTTP request becomes an event of payload format 2.0, the function's answer an HTTP answer
// (https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html).

import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import * as v from 'valibot';
import { parseJson } from '#shared/platform/parse-json';
import { closeServer, listen } from '../process/http-server.ts';

export type FunctionUrl = { readonly port: number; readonly url: string; readonly stop: () => Promise<void> };

type Settings = {
  /** 0 for any free one. */
  readonly port: number;
  /** Where functions are invoked. */
  readonly lambdaUrl: string;
  readonly functionName: string;
};

/** Lambda's own bound on a request. */
const maxBodyBytes = 6 * 1_024 * 1_024;

const answerSchema = v.object({
  statusCode: v.number(),
  headers: v.optional(v.record(v.string(), v.string()), {}),
  body: v.optional(v.string(), ''),
  isBase64Encoded: v.optional(v.boolean(), false),
});

/** What Lambda hands over as text; every other body it encodes in base64. */
const isTextType = (contentType: string): boolean =>
  /^(?:text\/|application\/(?:json|javascript|xml)\b|[^;]+\+(?:json|xml)\b)/i.test(contentType);

const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, [value].flat().join(',')]],
    ),
  );

const toEvent = (request: IncomingMessage, body: Buffer) => {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const headers = headersOf(request);
  const isText = isTextType(headers['content-type'] ?? '');
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    headers,
    requestContext: {
      accountId: 'anonymous',
      domainName: headers['host'] ?? '',
      http: {
        method: request.method,
        path: url.pathname,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress,
        userAgent: headers['user-agent'],
      },
      requestId: randomUUID(),
      routeKey: '$default',
      stage: '$default',
      timeEpoch: Date.now(),
    },
    ...(body.length === 0
      ? { isBase64Encoded: false }
      : { body: body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText }),
  };
};

export const startFunctionUrl = async ({
  port: wanted,
  lambdaUrl,
  functionName,
}: Settings): Promise<FunctionUrl> => {
  const invocations = `${lambdaUrl}/2015-03-31/functions/${encodeURIComponent(functionName)}/invocations`;

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request);
    if (body.length > maxBodyBytes) {
      response.writeHead(413).end();
      return;
    }
    const invoked = await fetch(invocations, {
      method: 'POST',
      body: JSON.stringify(toEvent(request, body)),
    });
    const answer = v.safeParse(answerSchema, parseJson(await invoked.text()));
    // A function that fails, or answers something else, is a 502 at its URL.
    if (!invoked.ok || !answer.success) {
      response
        .writeHead(502, { 'content-type': 'application/json' })
        .end('{"message":"Internal Server Error"}');
      return;
    }
    const { statusCode, headers, body: text, isBase64Encoded } = answer.output;
    response.writeHead(statusCode, headers).end(Buffer.from(text, isBase64Encoded ? 'base64' : 'utf8'));
  };

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.writeHead(502).end());
  });
  const port = await listen(server, wanted);
  return { port, url: `http://127.0.0.1:${port}`, stop: () => closeServer(server) };
};
