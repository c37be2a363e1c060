// Signed requests to one AWS service: a signature, a kept-alive connection, a time limit over all attempts. It keeps nothing of
// a request or an answer.

import { systemClock, type Clock } from '../../platform/clock.ts';
import { deadlineIn, type Deadline } from '../../platform/deadline.ts';
import type { Environment } from '../../platform/environment.ts';
import { fail, succeed } from '../../platform/result.ts';
import { withRetries, type RetryTools } from '../../platform/retry.ts';
import { credentialsFrom, endpointFrom, regionFrom, type AwsService } from './aws-environment.ts';
import { AwsRequestError, toAwsRequestError } from './aws-request-error.ts';
import { createConnections, type Connections } from './connections.ts';
import { ConnectionWentStale, exchange, type Incoming } from './exchange.ts';
import { isSkew, leastUsefulMs, retryRule } from './retry-rules.ts';
import { createSigner, encodeQuery, type Signer } from './sign-request.ts';

export type AwsRequest = {
  /** Segments are percent-encoded already. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type SignedSender = {
  /** An answer of success, within the time given; throws AwsRequestError. */
  readonly send: (request: AwsRequest, timeoutMs: number) => Promise<Incoming>;
  /** Connects, and derives the day's key, so that the first request need not; fails silently. */
  readonly prepare: () => Promise<void>;
  /** When what `prepare` opened is connected, or has failed. */
  readonly connected: () => Promise<void>;
  readonly close: () => void;
};

export type SignedSenderOptions = {
  readonly service: AwsService;
  readonly env: Environment;
  readonly maxAttempts: number;
  readonly connectMs: number;
  /** The longest that one attempt may take. */
  readonly attemptMs: number;
  readonly clock?: Clock;
} & Omit<RetryTools, 'deadline'>;

/** The largest answer of these services is an Invoke's, 6 MB; a page of a Query has 1 MB, in base64 and JSON less than two. */
const answerBytes = 8 * 1024 * 1024;

type Opened = {
  readonly endpoint: URL;
  readonly connections: Connections;
  readonly sign: Signer;
};

export const createSignedSender = (options: SignedSenderOptions): SignedSender => {
  const { service, env, maxAttempts, connectMs, attemptMs } = options;
  const { clock = systemClock } = options;
  let skewMs = 0;
  let opened: Opened | undefined;
  let connected: Promise<void> = Promise.resolve();

  const open = (): Opened => {
    if (opened !== undefined) return opened;
    const endpoint = endpointFrom(env, service);
    const [credentials, region] = [credentialsFrom(env), regionFrom(env)];
    const sign = createSigner(service, region, credentials);
    opened = { endpoint, sign, connections: createConnections(endpoint) };
    return opened;
  };

  /** From the answer's own date, to the second; what lies within a few seconds is no reason for a refusal. */
  const correctClock = ({ headers }: Incoming): void => {
    const theirsMs = Date.parse(headers.date ?? '');
    if (Number.isFinite(theirsMs)) skewMs = theirsMs - clock.nowMs();
  };

  const attempt = async (request: AwsRequest, timeoutMs: number): Promise<Incoming> => {
    const { endpoint, connections, sign } = open();
    const { query = {}, body } = request;
    const path = `${endpoint.pathname.replace(/\/$/, '')}${request.path}`;
    const headers = {
      ...request.headers,
      host: endpoint.host,
      'content-length': String(Buffer.byteLength(body)),
    };
    const signed = sign({ path, query, headers, body }, new Date(clock.nowMs() + skewMs));
    const search = encodeQuery(query);
    const outgoing = { path: search === '' ? path : `${path}?${search}`, headers: signed, body };
    const bounds = { connectMs, answerMs: Math.max(1, timeoutMs), answerBytes };
    const answer = await exchange(connections, outgoing, bounds);
    if (answer.status >= 200 && answer.status < 300) return answer;
    const error = toAwsRequestError(answer.status, answer.headers['x-amzn-errortype'], answer.body);
    if (isSkew(error)) correctClock(answer);
    throw error;
  };

  /** One attempt, and what costs no attempt: a connection that had died of age, a clock that was put right. */
  const attemptFresh = async (request: AwsRequest, { remainingMs }: Deadline): Promise<Incoming> => {
    const once = (): Promise<Incoming> => attempt(request, Math.min(attemptMs, remainingMs()));
    const skewBefore = skewMs;
    try {
      return await once();
    } catch (error) {
      const isStale = error instanceof ConnectionWentStale;
      if (isStale) open().connections.dropIdle();
      const isClockMended = Math.abs(skewMs - skewBefore) > 5_000;
      if ((!isStale && !isClockMended) || remainingMs() < leastUsefulMs) throw error;
      return await once();
    }
  };

  const send = async (request: AwsRequest, timeoutMs: number): Promise<Incoming> => {
    const deadline = deadlineIn(clock, timeoutMs);
    const sent = await withRetries(
      { ...options, deadline },
      () => attemptFresh(request, deadline).then(succeed<Incoming>, fail<unknown>),
      (outcome) => (outcome.ok ? undefined : retryRule(outcome.failure, maxAttempts)),
    );
    if (!sent.ok) throw sent.failure;
    return sent.value;
  };

  return {
    send,
    prepare: () => {
      try {
        const { connections, sign } = open();
        connected = connections.openAhead();
        // While the handshake is on its way: the day's key, and what signing loads.
        sign({ path: '/', headers: {}, body: '', query: {} }, new Date(clock.nowMs()));
      } catch (error) {
        // The first request meets it again and says so.
        if (!(error instanceof AwsRequestError)) throw error;
      }
      return Promise.resolve();
    },
    connected: () => connected,
    close: () => opened?.connections.close(),
  };
};
