// The local Function URL: what reaches the function of an HTTP request, and what becomes of its answer.

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { startFunctionUrl, type FunctionUrl } from '#local/function-url/start-function-url';

let lambda: Server;
let url: FunctionUrl;
let events: Record<string, unknown>[];
let answer: { status: number; body: string };

beforeEach(async () => {
  events = [];
  answer = { status: 200, body: '{"statusCode":200}' };
  lambda = createServer((request, response) => {
    void text(request).then((body) => {
      events.push(JSON.parse(body) as Record<string, unknown>);
      response.writeHead(answer.status).end(answer.body);
    });
  });
  lambda.listen(0, '127.0.0.1');
  await once(lambda, 'listening');
  const lambdaUrl = `http://127.0.0.1:${(lambda.address() as AddressInfo).port}`;
  url = await startFunctionUrl({ port: 0, lambdaUrl, functionName: 'webhook' });
});
afterEach(async () => {
  await url.stop();
  lambda.closeAllConnections();
  await new Promise((resolve) => lambda.close(resolve));
});

const bytes = Buffer.from([0, 255, 200]);

test.each([
  ['application/json', '{"ü":1}', false],
  ['application/cloudevents+json; charset=utf-8', '{}', false],
  ['text/plain', 'text', false],
  ['application/octet-stream', bytes, true],
  ['image/png', bytes, true],
])('a body of %s', async (type, body, isBase64) => {
  await fetch(`${url.url}/bank?x=1`, {
    method: 'POST',
    headers: { 'content-type': type, 'X-Own': 'a' },
    body,
  });

  expect(events).toEqual([
    expect.objectContaining({
      version: '2.0',
      rawPath: '/bank',
      rawQueryString: 'x=1',
      isBase64Encoded: isBase64,
      body: Buffer.from(body).toString(isBase64 ? 'base64' : 'utf8'),
      headers: expect.objectContaining({ 'x-own': 'a', 'content-type': type }),
      requestContext: expect.objectContaining({
        http: expect.objectContaining({ method: 'POST', path: '/bank' }),
      }),
    }),
  ]);
});

test('gives status, headers and body of the answer', async () => {
  answer.body = JSON.stringify({
    statusCode: 405,
    headers: { allow: 'POST' },
    body: '/wA=',
    isBase64Encoded: true,
  });

  const response = await fetch(url.url);

  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from([255, 0]));
});

test.each([
  [502, { status: 200, body: '{"errorType":"Error"}' }],
  [502, { status: 500, body: '{"statusCode":200}' }],
  [502, { status: 200, body: 'no json' }],
])('answers %d for a function that gives %j', async (status, planned) => {
  answer = planned;

  expect((await fetch(url.url)).status).toBe(status);
});

test('refuses a body that Lambda would', async () => {
  const response = await fetch(url.url, { method: 'POST', body: Buffer.alloc(6 * 1_024 * 1_024 + 1) });

  expect(response.status).toBe(413);
  expect(events).toEqual([]);
});
