// What Lambda's Node runtime does with a function, as far as the function can tell: finds the handler under the task's
// folder, asks the Runtime API for events one after the other and posts what the handler answers.
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html

const { existsSync } = require('node:fs');
const { Agent, request } = require('node:http');
const { join } = require('node:path');

const { AWS_LAMBDA_RUNTIME_API, LAMBDA_TASK_ROOT, _HANDLER } = process.env;
/** One connection that stays, as the real one's. */
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const base = `http://${AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`;

const call = (method, path, body) =>
  new Promise((resolve, reject) => {
    const outgoing = request(`${base}${path}`, { method, agent }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (chunk) => (text += chunk));
      incoming.on('end', () => resolve({ headers: incoming.headers, text }));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });

const asError = (error) =>
  JSON.stringify({
    errorType: error?.name ?? 'Error',
    errorMessage: error?.message ?? String(error),
    trace: String(error?.stack ?? '').split('\n'),
  });

const loadHandler = () => {
  const dot = _HANDLER.lastIndexOf('.');
  const path = join(LAMBDA_TASK_ROOT, _HANDLER.slice(0, dot));
  // The real one tries these three, in this order.
  const file = ['.js', '.mjs', '.cjs'].map((extension) => path + extension).find((name) => existsSync(name));
  if (file === undefined) throw new Error(`Cannot find module '${path}'`);
  const handler = require(file)[_HANDLER.slice(dot + 1)];
  if (typeof handler !== 'function') throw new Error(`${_HANDLER} is undefined or not exported`);
  return handler;
};

const main = async () => {
  let handler;
  try {
    handler = loadHandler();
  } catch (error) {
    await call('POST', '/init/error', asError(error));
    process.exit(1);
  }
  for (;;) {
    const { headers, text } = await call('GET', '/invocation/next');
    const id = headers['lambda-runtime-aws-request-id'];
    const deadlineMs = Number(headers['lambda-runtime-deadline-ms']);
    const context = {
      awsRequestId: id,
      invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
      tenantId: headers['lambda-runtime-aws-tenant-id'],
      getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
    };
    try {
      const answer = await handler(JSON.parse(text), context);
      await call('POST', `/invocation/${id}/response`, JSON.stringify(answer ?? null));
    } catch (error) {
      await call('POST', `/invocation/${id}/error`, asError(error));
    }
  }
};

void main().catch(() => process.exit(0));
