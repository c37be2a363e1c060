// One client on one socket: login, then requests one after the other; an attention overtakes.
import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { SqlServerEvent } from '../events.ts';
import type { FaultAction, FaultPoint, Faults } from '../faults.ts';
import { PostgresError } from '../postgres/connection.ts';
import type { ServerState } from '../server-state.ts';
import { Cancelled, type Session, openSession } from '../session.ts';
import { SqlServerError } from '../values/errors.ts';
import { attentionAnswer, createAnswer } from '../tds/answer.ts';
import { ByteWriter } from '../tds/bytes.ts';
import { parseLogin7 } from '../tds/login7.ts';
import { type Message, packetType } from '../tds/packets.ts';
import {
  doneStatus,
  doneToken,
  writeDone,
  writeResetAcknowledged,
  writeTransactionRolledBack,
} from '../tds/tokens.ts';
import type { Encryption } from '../tls/negotiation.ts';
import { deliver, faultBefore } from './deliver.ts';
import {
  LoginRefused,
  authenticate,
  presentLogin,
  presentRefusal,
  refusalNumbered,
  versionFor,
} from './log-in.ts';
import { readBatch, readCall, runCall, runText } from './run-requests.ts';
import { readTransactionRequest, runTransactionRequest } from './run-transaction-request.ts';
import { createTransport } from './transport.ts';

export type ConnectionOptions = {
  socket: Socket;
  state: ServerState;
  number: number;
  encryption: Encryption;
  secureContext: SecureContext | undefined;
  faults: Faults;
  onEvent: (event: SqlServerEvent) => void;
  disconnectOthers: (database: string, except: number) => Promise<void>;
};

type Work = { kind: FaultPoint['kind']; text: string; run: (session: Session) => Promise<Buffer> };

// A client waits for its answer before it asks again; one that does not is no client.
const mostWaiting = 64;
const loginTimeoutMs = 30_000;

const tooMany = new LoginRefused([
  new SqlServerError(
    17809,
    20,
    'Could not connect because the maximum number of user connections has already been reached. The system administrator can use sp_configure to increase the maximum value. The connection has been closed.',
  ),
]);

const isBroken = async ({ connection }: Session): Promise<boolean> => {
  try {
    await connection.query('SELECT 1');
    return false;
  } catch {
    return true;
  }
};

// What the cancelled request had to say ends with an error; its acknowledgement is a message of its own after it.
const endCancelled = async (open: Session): Promise<Buffer> => {
  const out = new ByteWriter();
  if (open.settings.xactAbort || (open.transaction !== undefined && (await isBroken(open)))) {
    const ended = await open.rollback();
    if (ended !== undefined) writeTransactionRolledBack(out, ended.id);
  }
  writeDone(out, doneToken.done, doneStatus.error, 0, 0);
  return out.take();
};

/** An injected failure: the request is not run. */
const answerInjectedError = async (
  open: Session,
  kind: Work['kind'],
  { number, keepsTransaction }: Extract<FaultAction, { do: 'answer-error' }>,
): Promise<Buffer> => {
  const failed = createAnswer(kind === 'rpc');
  failed.error({ number, state: 1, severity: 16, message: `Injected error ${number}.` });
  const ended = keepsTransaction === true ? undefined : await open.rollback();
  if (ended !== undefined) failed.write((out) => writeTransactionRolledBack(out, ended.id));
  return failed.finish(0, true);
};

const resetSession = async (open: Session, keepsTransaction: boolean): Promise<Buffer> => {
  await open.reset(keepsTransaction);
  const out = new ByteWriter();
  writeResetAcknowledged(out);
  return out.take();
};

export const serveConnection = (options: ConnectionOptions) => {
  const { socket, state, number, faults, onEvent } = options;
  let session: Session | undefined;
  let isBusy = false;
  let isEnded = false;
  let requests = 0;
  let attention: Promise<void> | undefined;
  const queue: Message[] = [];
  const disconnectOthers = (database: string): Promise<void> => options.disconnectOthers(database, number);

  const refuse = (refusal: LoginRefused, login: string, database: string): void => {
    transport.send(presentRefusal(refusal));
    const code = refusal.errors[0]?.number ?? 0;
    onEvent({ kind: 'login', login, database, ok: false, number: code, session: number });
    void transport.end();
  };

  const logIn = async (payload: Buffer): Promise<void> => {
    const asked = parseLogin7(payload);
    try {
      const { user } = asked;
      const point = { kind: 'login' as const, session: number, request: 0, text: '' };
      const fault = faults.take({ ...point, login: user, database: asked.database });
      if (fault?.do === 'refuse-login') throw refusalNumbered(fault.number, asked);
      const version = versionFor(asked);
      const { login, database } = await authenticate(state, asked);
      const open = await openSession(state, { login, database, number });
      if (isEnded) {
        await open.close();
        return;
      }
      session = open;
      clearTimeout(impatience);
      const size = Math.min(32767, Math.max(512, asked.packetSize));
      transport.send(presentLogin(database.name, version, size));
      // Only what comes after this answer is cut at the new size.
      transport.setLoggedIn(size);
      const application = asked.applicationName;
      onEvent({
        kind: 'login',
        login: login.name,
        database: database.name,
        ok: true,
        application,
        session: number,
      });
    } catch (error) {
      const isFull = error instanceof PostgresError && error.failure.sqlState === '53300';
      const refusal = isFull ? tooMany : error;
      if (!(refusal instanceof LoginRefused)) throw error;
      refuse(refusal, asked.user, asked.database);
    }
  };

  const workOf = ({ type, payload }: Message): Work | undefined => {
    if (type === packetType.batch) {
      const text = readBatch(payload);
      return { kind: 'batch', text, run: (open) => runText(open, text, disconnectOthers) };
    }
    if (type === packetType.rpc) {
      const read = readCall(payload);
      return { kind: 'rpc', text: read.text, run: (open) => runCall(open, read, disconnectOthers) };
    }
    if (type !== packetType.transaction) return undefined;
    const request = readTransactionRequest(payload);
    return { kind: request.kind ?? 'begin', text: '', run: (open) => runTransactionRequest(open, request) };
  };

  const faultAt = (open: Session, { kind, text }: Work): FaultAction | undefined => {
    requests += 1;
    const { login, database } = open;
    return faults.take({
      kind,
      text,
      session: number,
      request: requests,
      login: login.name,
      database: database.name,
    });
  };

  const answer = async (open: Session, message: Message, work: Work): Promise<Buffer> => {
    const head =
      message.reset === 'none'
        ? Buffer.alloc(0)
        : await resetSession(open, message.reset === 'all-but-transaction');
    try {
      return Buffer.concat([head, await work.run(open)]);
    } catch (error) {
      if (!(error instanceof Cancelled)) throw error;
      return Buffer.concat([head, await endCancelled(open)]);
    }
  };

  const handle = async (message: Message): Promise<void> => {
    const open = session;
    if (message.type === packetType.login && open === undefined && transport.isProtected)
      return logIn(message.payload);
    const work = open === undefined ? undefined : workOf(message);
    if (open === undefined || work === undefined) {
      socket.destroy();
      return undefined;
    }
    open.signal.isCancelled = false;
    if (work.kind !== 'login')
      onEvent({ kind: 'request', session: number, type: work.kind, text: work.text });
    const fault = faultAt(open, work);
    if (!(await faultBefore(socket, fault))) return undefined;
    const asked =
      fault?.do === 'answer-error'
        ? { ...work, run: () => answerInjectedError(open, work.kind, fault) }
        : work;
    await deliver(socket, transport, await answer(open, message, asked), fault);
    if (attention !== undefined) {
      // PostgreSQL has heard of it by then: it cannot hit the next request.
      await attention;
      attention = undefined;
      transport.send(attentionAnswer());
    }
    return undefined;
  };

  const work = async (): Promise<void> => {
    if (isBusy) return;
    isBusy = true;
    try {
      for (let message = queue.shift(); message !== undefined && !isEnded; message = queue.shift())
        await handle(message);
    } catch {
      // Not a statement's error but ours or PostgreSQL's end: the client sees a lost connection.
      socket.destroy();
    } finally {
      isBusy = false;
    }
  };

  const attend = (): void => {
    onEvent({ kind: 'request', session: number, type: 'attention', text: '' });
    if (session === undefined) return;
    if (!isBusy) transport.send(attentionAnswer());
    else attention ??= session.cancel().catch(() => void socket.destroy());
  };

  const transport = createTransport({
    socket,
    number,
    encryption: options.encryption,
    secureContext: options.secureContext,
    onMessage: (message) => {
      if (message.type === packetType.attention) attend();
      else if (queue.length >= mostWaiting) socket.destroy();
      else {
        queue.push(message);
        void work();
      }
    },
  });

  const impatience = setTimeout(() => void socket.destroy(), loginTimeoutMs).unref();
  const ended = new Promise<void>((resolve) => {
    socket.on('close', () => {
      isEnded = true;
      clearTimeout(impatience);
      transport.close();
      const open = session;
      if (open === undefined) {
        resolve();
        return;
      }
      onEvent({ kind: 'logout', login: open.login.name, session: number });
      void open.close().finally(resolve);
    });
  });
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => {
    try {
      transport.receive(chunk);
    } catch {
      socket.destroy();
    }
  });
  return {
    number,
    ended,
    get database(): string {
      return session?.database.name ?? '';
    },
    destroy: (): Promise<void> => {
      socket.destroy();
      return ended;
    },
  };
};
