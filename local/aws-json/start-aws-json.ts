// An endpoint that speaks AWS's JSON protocol on loopback, so that the unmodified clients work. It checks that a request is signed, not
// the signature itself. What each service does is its own table of operations.

import type { Server } from 'node:net';
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { closeServer, listen } from '../process/http-server.ts';
import { AwsJsonError } from './aws-json-error.ts';
import { parseFields, type Fields } from './aws-json-fields.ts';

export type Answer = Readonly<Record<string, unknown>>;
export type Operation = (fields: Fields) => Answer | Promise<Answer>;

/** What a test may have the endpoint do instead of answering: an error, or the loss of the request or of its answer on the way. */
export type AwsJsonFault =
  | { readonly name: string; readonly status: number }
  | { readonly lost: 'request' | 'answer'; readonly by: 'reset' | 'silence' };

export type AwsJsonOptions = {
  /** 0 for any free one. */
  readonly port: number;
  /** As errors name it. */
  readonly service: string;
  /** Before the name of an operation in `x-amz-target`. */
  readonly target: string;
  readonly operations: Readonly<Record<string, Operation>>;
  readonly maxBodyBytes: number;
  readonly internalError: string;
  /** PEM; with it the endpoint speaks TLS. */
  readonly certificate?: { readonly cert: string; readonly key: string };
};

export type AwsJsonEndpoint = {
  readonly port: number;
  /** For connections that come another way than by its port. */
  readonly server: Server;
  readonly url: string;
  /** Requests of one operation so far, refused ones too. */
  readonly requestCount: (operation: string) => number;
  /** Asked before every operation; `undefined` lets it run. */
  setFault(fault: ((operation: string) => AwsJsonFault | undefined) | undefined): void;
  stop(): Promise<void>;
};

const signature = /^AWS4-HMAC-SHA256 Credential=[^,]+, ?SignedHeaders=[^,]+, ?Signature=[0-9a-f]{64}$/;

const readBody = async (request: IncomingMessage, maxBodyBytes: number): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const piece of request) {
    const bytes: unknown = piece;
    if (!Buffer.isBuffer(bytes)) continue;
    length += bytes.length;
    if (length > maxBodyBytes) throw new AwsJsonError('RequestEntityTooLargeException', 'Too large', 413);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const send = (response: ServerResponse, status: number, body: Answer): void => {
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.1',
    'x-amzn-requestid': randomUUID(),
  });
  response.end(JSON.stringify(body));
};

const lose = (response: ServerResponse, by: 'reset' | 'silence'): void => {
  if (by === 'reset') response.destroy();
};

export const startAwsJson = async (options: AwsJsonOptions): Promise<AwsJsonEndpoint> => {
  const { service, target, operations, maxBodyBytes, internalError, certificate } = options;
  const counts = new Map<string, number>();
  let faultOf: (operation: string) => AwsJsonFault | undefined = () => undefined;

  const perform = async (request: IncomingMessage, name: string, body: string): Promise<Answer> => {
    if (!signature.test(request.headers.authorization ?? ''))
      throw new AwsJsonError('MissingAuthenticationTokenException', 'The request is not signed');
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (request.method !== 'POST' || operation === undefined)
      throw new AwsJsonError(
        'UnknownOperationException',
        `The local ${service} does not do ${JSON.stringify(name)}`,
      );
    return operation(parseFields(body));
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const name = String(request.headers['x-amz-target'] ?? '').replace(target, '');
    const body = await readBody(request, maxBodyBytes);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    const fault = faultOf(name);
    if (fault !== undefined && 'name' in fault)
      throw new AwsJsonError(fault.name, 'A fault was asked for', fault.status);
    if (fault?.lost === 'request') lose(response, fault.by);
    else {
      const performed = await perform(request, name, body);
      if (fault === undefined) send(response, 200, performed);
      else lose(response, fault.by);
    }
  };

  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    answer(request, response).catch((error: unknown) => {
      const { name, message, status } =
        error instanceof AwsJsonError
          ? error
          : new AwsJsonError(internalError, `The local ${service} failed`, 500);
      send(response, status, { __type: name, message });
    });
  };
  const server = certificate === undefined ? createServer(serve) : createTlsServer({ ...certificate }, serve);
  const port = await listen(server, options.port);

  return {
    port,
    url: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    requestCount: (operation) => counts.get(operation) ?? 0,
    setFault: (fault) => {
      faultOf = fault ?? (() => undefined);
    },
    server,
    stop: () => closeServer(server),
  };
};
