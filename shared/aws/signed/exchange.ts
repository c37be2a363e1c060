// One HTTP request and its whole answer, which bounds connect time, total time and response size.

import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { AwsRequestError } from './aws-request-error.ts';
import type { Connections } from './connections.ts';
import { memberOf } from '../../platform/member-of.ts';

export type Outgoing = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type Incoming = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The caller wipes it, if it has to be. */
  readonly body: Buffer;
};

export type ExchangeBounds = {
  readonly connectMs: number;
  readonly answerMs: number;
  readonly answerBytes: number;
};

/** The connection had been idle and ended before any answer: nothing was wrong but its age. */
export class ConnectionWentStale extends AwsRequestError {}

const codeOf = (error: unknown): string => {
  const code = memberOf(error, 'code');
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,79}$/.test(code) ? code : 'ConnectionFailed';
};

const isReset = (code: string): boolean => code === 'ECONNRESET' || code === 'EPIPE';

export const exchange = (
  connections: Connections,
  { path, headers, body }: Outgoing,
  bounds: ExchangeBounds,
): Promise<Incoming> => {
  const { promise, resolve, reject } = Promise.withResolvers<Incoming>();
  const request: ClientRequest = connections.request({ method: 'POST', path, headers });
  const chunks: Buffer[] = [];
  let isAnswered = false;

  const giveUp = (error: AwsRequestError): void => {
    stopTimers();
    reject(error);
    request.destroy();
    for (const chunk of chunks) chunk.fill(0);
  };
  const timeOut = (): void => giveUp(new AwsRequestError('TimeoutError'));
  const answerTimer = setTimeout(timeOut, bounds.answerMs);
  const connectTimer = setTimeout(timeOut, Math.min(bounds.connectMs, bounds.answerMs));
  const stopTimers = (): void => {
    clearTimeout(answerTimer);
    clearTimeout(connectTimer);
  };

  request.once('socket', (socket) => {
    if (!socket.connecting) clearTimeout(connectTimer);
    else socket.once(connections.isTls ? 'secureConnect' : 'connect', () => clearTimeout(connectTimer));
  });
  request.on('error', (error) => {
    const code = codeOf(error);
    const isStale = !isAnswered && isReset(code) && connections.wasIdle(request);
    giveUp(isStale ? new ConnectionWentStale(code) : new AwsRequestError(code));
  });
  request.once('response', (incoming: IncomingMessage) => {
    isAnswered = true;
    let length = 0;
    incoming.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > bounds.answerBytes) giveUp(new AwsRequestError('AnswerTooLarge', incoming.statusCode));
      else chunks.push(chunk);
    });
    incoming.once('error', (error) => giveUp(new AwsRequestError(codeOf(error))));
    incoming.once('end', () => {
      stopTimers();
      const whole = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
      resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: whole });
    });
  });
  request.end(body);
  return promise;
};
