// One client on one socket: prelogin, login, then requests one after the other; an attention overtakes.
import type { Socket } from 'node:net';
import type { SqlServerEvent } from './events.ts';
import { isPassword } from './password.ts';
import { type Run, fitParameter, prepareBatch, runBatch } from './run-batch.ts';
import type { ServerState } from './server-state.ts';
import { Cancelled, type Isolation, type Session, openSession } from './session.ts';
import { keyOf } from './sql/catalogue.ts';
import { SqlServerError, notSupported } from './sql/errors.ts';
import { type Answer, attentionAnswer, createAnswer } from './tds/answer.ts';
import { ByteWriter } from './tds/bytes.ts';
import { type Login, parseLogin7 } from './tds/login7.ts';
import { type Message, createPacketReader, packetType, toPackets } from './tds/packets.ts';
import { presentPrelogin } from './tds/prelogin.ts';
import { parseRpc, skipHeaders } from './tds/rpc.ts';
import {
  doneStatus,
  doneToken,
  writeCollationChange,
  writeDatabaseChange,
  writeDone,
  writeError,
  writeInfo,
  writeLanguageChange,
  writeLoginAcknowledged,
  writePacketSizeChange,
  writeResetAcknowledged,
  writeTransactionBegun,
  writeTransactionCommitted,
  writeTransactionRolledBack,
} from './tds/tokens.ts';

export type ConnectionOptions = {
  socket: Socket;
  state: ServerState;
  number: number;
  onEvent: (event: SqlServerEvent) => void;
  disconnectOthers: (database: string, except: number) => Promise<void>;
};

const isolationByCode: Record<number, Isolation> = {
  1: 'READ UNCOMMITTED',
  2: 'READ COMMITTED',
  3: 'REPEATABLE READ',
  4: 'SERIALIZABLE',
  5: 'SNAPSHOT',
};

const refused = (message: string, number: number, state = 1, severity = 14) =>
  new SqlServerError(number, severity, message, state);

/** A login that fails may say so in several errors, one after the other. */
class LoginRefused extends Error {
  readonly errors: readonly SqlServerError[];

  constructor(errors: readonly SqlServerError[]) {
    super('The login was refused');
    this.errors = errors;
  }
}

const authenticate = async (state: ServerState, asked: Login) => {
  const login = state.logins.get(keyOf(asked.user));
  const isRight = await isPassword(
    asked.password,
    login?.hash ?? '00:0000000000000000000000000000000000000000000000000000000000000000',
  );
  if (login === undefined || !isRight)
    throw new LoginRefused([refused(`Login failed for user '${asked.user}'.`, 18456)]);
  if (login.isDisabled)
    throw new LoginRefused([
      refused(`Login failed for user '${asked.user}'. Reason: The account is disabled.`, 18470),
    ]);
  const database = state.databases.get(keyOf(asked.database === '' ? 'master' : asked.database));
  if (database === undefined || !state.mayOpen(login, database)) {
    throw new LoginRefused([
      refused(
        `Cannot open database "${asked.database}" requested by the login. The login failed.`,
        4060,
        1,
        11,
      ),
      refused(`Login failed for user '${asked.user}'.`, 18456),
    ]);
  }
  return { login, database };
};

export const serveConnection = ({ socket, state, number, onEvent, disconnectOthers }: ConnectionOptions) => {
  let packetSize = 4096;
  let session: Session | undefined;
  let isBusy = false;
  let isEnded = false;
  let attentions = 0;
  const queue: Message[] = [];

  const send = (payload: Buffer): void => {
    if (!socket.destroyed) socket.write(toPackets(payload, packetSize, number));
  };

  const logIn = async (payload: Buffer): Promise<void> => {
    const asked = parseLogin7(payload);
    const out = new ByteWriter();
    try {
      const { login, database } = await authenticate(state, asked);
      session = await openSession(state, {
        login,
        database,
        number,
        application: asked.applicationName,
        host: asked.hostName,
      });
      writeDatabaseChange(out, database.name, 'master');
      writeInfo(out, {
        number: 5701,
        state: 2,
        severity: 0,
        message: `Changed database context to '${database.name}'.`,
      });
      writeCollationChange(out);
      writeLanguageChange(out, 'us_english', '');
      writeInfo(out, {
        number: 5703,
        state: 1,
        severity: 0,
        message: 'Changed language setting to us_english.',
      });
      writeLoginAcknowledged(out);
      const size = Math.min(32767, Math.max(512, asked.packetSize));
      writePacketSizeChange(out, String(size), '4096');
      writeDone(out, doneToken.done, doneStatus.final, 0, 0);
      // Only what comes after this answer is cut at the new size.
      send(out.take());
      packetSize = size;
      onEvent({ kind: 'login', login: login.name, database: database.name, ok: true, session: number });
    } catch (error) {
      if (!(error instanceof LoginRefused)) throw error;
      const { errors } = error;
      for (const one of errors)
        writeError(out, {
          number: one.number,
          state: one.state,
          severity: one.severity,
          message: one.message,
        });
      writeDone(out, doneToken.done, doneStatus.error, 0, 0);
      send(out.take());
      onEvent({
        kind: 'login',
        login: asked.user,
        database: asked.database,
        ok: false,
        number: errors[0]?.number ?? 0,
        session: number,
      });
      socket.end();
    }
  };

  const answerFailure = (answer: Answer, error: unknown): void => {
    if (!(error instanceof SqlServerError)) throw error;
    answer.error({
      number: error.number,
      state: error.state,
      severity: error.severity,
      message: error.message,
      line: error.line,
    });
  };

  const run = async (
    open: Session,
    answer: Answer,
    text: string,
    declaration: string,
    sent: readonly { name: string; type: Parameters<typeof fitParameter>[0]; value: string | null }[],
  ): Promise<boolean> => {
    const batch = prepareBatch(text, declaration);
    const values = new Map<string, string | null>();
    batch.parameters.forEach((parameter, index) => {
      const value =
        sent.find((one) => one.name.toLowerCase() === parameter.name) ??
        (sent[index]?.name === '' ? sent[index] : undefined);
      if (value === undefined) {
        throw new SqlServerError(
          8178,
          16,
          `The parameterized query expects the parameter '${parameter.name}', which was not supplied.`,
        );
      }
      values.set(parameter.name, fitParameter(parameter.type, value));
    });
    const current: Run = {
      session: open,
      answer,
      values,
      hasFailed: false,
      disconnectOthers: (database) => disconnectOthers(database, number),
    };
    await runBatch(current, batch);
    return current.hasFailed;
  };

  const runText = async (open: Session, payload: Buffer): Promise<Buffer> => {
    const reader = skipHeaders(payload);
    const text = reader.buffer.subarray(reader.position).toString('utf16le');
    onEvent({ kind: 'request', session: number, type: 'batch', text });
    const answer = createAnswer(false);
    let hasFailed: boolean;
    try {
      hasFailed = await run(open, answer, text, '', []);
    } catch (error) {
      hasFailed = true;
      answerFailure(answer, error);
    }
    return answer.finish(0, hasFailed);
  };

  const runProcedure = async (open: Session, payload: Buffer): Promise<Buffer> => {
    const answer = createAnswer(true);
    let hasFailed: boolean;
    try {
      const call = parseRpc(payload);
      const [statement, declaration, ...sent] = call.parameters;
      const procedure = keyOf(call.procedure).replace(/^(?:sys|dbo|master\.\.)\./, '');
      onEvent({
        kind: 'request',
        session: number,
        type: 'rpc',
        text: procedure === 'sp_executesql' ? (statement?.value ?? '') : call.procedure,
      });
      if (procedure !== 'sp_executesql') throw notSupported(`The procedure call ${call.procedure}`);
      if (call.parameters.some(({ isOutput }) => isOutput)) throw notSupported('An output parameter');
      // Settings made inside sp_executesql end with it, as in any procedure.
      const before = { ...open.settings };
      try {
        hasFailed = await run(open, answer, statement?.value ?? '', declaration?.value ?? '', sent);
      } finally {
        const { lockTimeout } = before;
        Object.assign(open.settings, before, { lockTimeout: open.settings.lockTimeout });
        if (open.settings.lockTimeout !== lockTimeout) await open.setLockTimeout(lockTimeout);
      }
    } catch (error) {
      hasFailed = true;
      answerFailure(answer, error);
    }
    return answer.finish(0, hasFailed);
  };

  const runTransactionRequest = async (open: Session, payload: Buffer): Promise<Buffer> => {
    const reader = skipHeaders(payload);
    const request = reader.u16();
    const answer = createAnswer(false);
    const tell = (type: 'begin' | 'commit' | 'rollback' | 'savepoint'): void =>
      onEvent({ kind: 'request', session: number, type, text: '' });
    const begin = async (code: number): Promise<void> => {
      const level = isolationByCode[code];
      if (level !== undefined) open.isolation = level;
      const transaction = await open.begin();
      if (transaction.depth === 1) answer.write((out) => writeTransactionBegun(out, transaction.id));
    };
    let hasFailed = false;
    try {
      if (request === 5) {
        tell('begin');
        await begin(reader.u8());
      } else if (request === 7) {
        tell('commit');
        reader.bytes(reader.u8());
        const isBeginAfter = (reader.u8() & 1) !== 0;
        const ended = await open.commit();
        if (ended !== undefined) answer.write((out) => writeTransactionCommitted(out, ended.id));
        if (isBeginAfter) await begin(reader.u8());
      } else if (request === 8) {
        tell('rollback');
        const name = reader.bytes(reader.u8()).toString('utf16le');
        const isBeginAfter = (reader.u8() & 1) !== 0;
        if (name !== '' && open.transaction !== undefined) {
          await open.run(`ROLLBACK TO ${savepointName(name)}`, [], {});
        } else {
          const ended = await open.rollback();
          if (ended === undefined)
            throw new SqlServerError(
              3903,
              16,
              'The ROLLBACK TRANSACTION request has no corresponding BEGIN TRANSACTION.',
            );
          answer.write((out) => writeTransactionRolledBack(out, ended.id));
        }
        if (isBeginAfter) await begin(reader.u8());
      } else if (request === 9) {
        tell('savepoint');
        const name = reader.bytes(reader.u8()).toString('utf16le');
        if (open.transaction === undefined)
          throw new SqlServerError(
            628,
            16,
            'Cannot issue SAVE TRANSACTION when there is no active transaction.',
          );
        await open.connection.query(`SAVEPOINT ${savepointName(name)}`);
      } else throw notSupported(`Transaction request ${request}`);
    } catch (error) {
      hasFailed = true;
      answerFailure(answer, error);
      // COMMIT can fail and end the transaction (a serialization failure).
      if (open.transaction === undefined && error instanceof SqlServerError && error.number === 1205)
        answer.write((out) => writeTransactionRolledBack(out, 0n));
    }
    return answer.finish(0, hasFailed);
  };

  const handle = async (message: Message): Promise<void> => {
    if (message.type === packetType.prelogin) return send(presentPrelogin());
    if (message.type === packetType.login) return logIn(message.payload);
    const open = session;
    if (open === undefined) {
      socket.destroy();
      return undefined;
    }
    open.signal.isCancelled = false;
    const attentionsBefore = attentions;
    let head: Buffer = Buffer.alloc(0);
    if (message.reset) {
      await open.reset();
      const out = new ByteWriter();
      writeResetAcknowledged(out);
      head = out.take();
    }
    try {
      const body =
        message.type === packetType.batch
          ? await runText(open, message.payload)
          : message.type === packetType.rpc
            ? await runProcedure(open, message.payload)
            : message.type === packetType.transaction
              ? await runTransactionRequest(open, message.payload)
              : undefined;
      if (body === undefined) {
        socket.destroy();
        return undefined;
      }
      send(head.length === 0 ? body : Buffer.concat([head, body]));
    } catch (error) {
      if (!(error instanceof Cancelled)) throw error;
      send(Buffer.concat([head, await endCancelled(open)]));
    }
    if (attentions !== attentionsBefore) {
      attentions = 0;
      send(attentionAnswer());
    }
    return undefined;
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

  const isBroken = async (open: Session): Promise<boolean> => {
    try {
      await open.connection.query('SELECT 1');
      return false;
    } catch {
      return true;
    }
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

  const attention = async (): Promise<void> => {
    onEvent({ kind: 'request', session: number, type: 'attention', text: '' });
    if (session === undefined) return;
    if (!isBusy) {
      send(attentionAnswer());
      return;
    }
    attentions += 1;
    await session.cancel();
  };

  const read = createPacketReader((message) => {
    if (message.type === packetType.attention) void attention().catch(() => socket.destroy());
    else {
      queue.push(message);
      void work();
    }
  });

  const ended = new Promise<void>((resolve) => {
    socket.on('close', () => {
      isEnded = true;
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
      read(chunk);
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

const savepointName = (name: string): string => `"client_${name.replaceAll('"', '""')}"`;
