// A KMS-compatible endpoint on loopback for laptops and tests: AWS JSON 1.1 over HTTP, so that the unmodified clients work.
// It checks that a request is signed, not the signature itself.

import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { KeyRing } from './key-ring.ts';
import { KmsError } from './kms-error.ts';
import { parseFields } from './kms-fields.ts';
import { kmsOperations } from './kms-operations.ts';

/** What a test may have the endpoint answer instead. */
export type KmsFault = { readonly name: string; readonly status: number };

export type StartKmsOptions = {
  /** 0 for any free one. */
  readonly port: number;
  readonly host?: string;
  readonly region?: string;
  /** Keeps the keys across restarts; without it they are gone with the endpoint. */
  readonly dataDirectory?: string;
};

export type Kms = {
  readonly port: number;
  readonly url: string;
  /** Requests of one operation so far, refused ones too. */
  readonly requestCount: (operation: string) => number;
  /** Asked before every operation; `undefined` lets it run. */
  setFault(fault: ((operation: string) => KmsFault | undefined) | undefined): void;
  stop(): Promise<void>;
};

const maxBodyBytes = 65_536;
const target = 'TrentService.';
const signature = /^AWS4-HMAC-SHA256 Credential=[^,]+, ?SignedHeaders=[^,]+, ?Signature=[0-9a-f]{64}$/;

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const piece of request) {
    const bytes: unknown = piece;
    if (!Buffer.isBuffer(bytes)) continue;
    length += bytes.length;
    if (length > maxBodyBytes) throw new KmsError('RequestEntityTooLargeException', 'Too large', 413);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const send = (response: ServerResponse, status: number, body: Readonly<Record<string, unknown>>): void => {
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.1',
    'x-amzn-requestid': randomUUID(),
  });
  response.end(JSON.stringify(body));
};

const toKmsError = (error: unknown): KmsError =>
  error instanceof KmsError ? error : new KmsError('KMSInternalException', 'The local KMS failed', 500);

export const startKms = async (options: StartKmsOptions): Promise<Kms> => {
  const { host = '127.0.0.1', region = 'us-east-1', dataDirectory } = options;
  const ring = new KeyRing(region, dataDirectory);
  const counts = new Map<string, number>();
  let faultOf: (operation: string) => KmsFault | undefined = () => undefined;

  const answer = async (request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> => {
    const body = await readBody(request);
    const name = String(request.headers['x-amz-target'] ?? '').replace(target, '');
    counts.set(name, (counts.get(name) ?? 0) + 1);
    if (!signature.test(request.headers.authorization ?? '')) {
      throw new KmsError('MissingAuthenticationTokenException', 'The request is not signed');
    }
    const fault = faultOf(name);
    if (fault !== undefined) throw new KmsError(fault.name, 'A fault was asked for', fault.status);
    const operation = Object.hasOwn(kmsOperations, name) ? kmsOperations[name] : undefined;
    if (request.method !== 'POST' || operation === undefined) {
      throw new KmsError('UnknownOperationException', `The local KMS does not do ${JSON.stringify(name)}`);
    }
    return operation(ring, parseFields(body));
  };

  const server = createServer((request, response) => {
    answer(request).then(
      (body) => send(response, 200, body),
      (error: unknown) => {
        const { name, message, status } = toKmsError(error);
        send(response, status, { __type: name, message });
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, host, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;

  return {
    port,
    url: `http://${host}:${port}`,
    requestCount: (operation) => counts.get(operation) ?? 0,
    setFault: (fault) => {
      faultOf = fault ?? (() => undefined);
    },
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
};
