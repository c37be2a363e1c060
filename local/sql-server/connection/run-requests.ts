// A batch or an RPC, from its bytes to the bytes of its answer.
import { fitParameter } from '../batch/fit-parameter.ts';
import { prepareBatch } from '../batch/prepare-batch.ts';
import { noticeOf, runBatch } from '../batch/run-batch.ts';
import type { Session } from '../session.ts';
import { keyOf } from '../sql/catalogue.ts';
import { SqlServerError, notSupported } from '../values/errors.ts';
import { type Answer, createAnswer } from '../tds/answer.ts';
import type { TypedValue } from '../tds/read-value.ts';
import { type RpcCall, parseRpc, skipHeaders } from '../tds/rpc.ts';

export type DisconnectOthers = (database: string) => Promise<void>;
export type Sent = readonly (TypedValue & { name: string })[];

/** Errors of statements go into the answer; anything else is a fault of ours and ends the connection. */
export const answerFailure = (answer: Answer, error: unknown): void => {
  if (!(error instanceof SqlServerError)) throw error;
  answer.error({ ...noticeOf(error), line: error.line });
};

const missing = (name: string): SqlServerError =>
  new SqlServerError(
    8178,
    16,
    `The parameterized query expects the parameter '${name}', which was not supplied.`,
  );

const run = async (
  session: Session,
  answer: Answer,
  request: { text: string; declaration: string; sent: Sent },
  disconnectOthers: DisconnectOthers,
): Promise<boolean> => {
  const { text, declaration, sent } = request;
  const batch = prepareBatch(text, declaration);
  const values = new Map<string, string | null>();
  for (const [index, parameter] of batch.parameters.entries()) {
    const byName = sent.find((one) => one.name.toLowerCase() === parameter.name);
    const value = byName ?? (sent[index]?.name === '' ? sent[index] : undefined);
    if (value === undefined) throw missing(parameter.name);
    values.set(parameter.name, fitParameter(parameter.type, value));
  }
  const current = { session, answer, values, hasFailed: false, ahead: new Map(), disconnectOthers };
  await runBatch(current, batch);
  return current.hasFailed;
};

export const readBatch = (payload: Buffer): string => {
  const reader = skipHeaders(payload);
  return reader.buffer.subarray(reader.position).toString('utf16le');
};

export const runText = async (
  session: Session,
  text: string,
  disconnectOthers: DisconnectOthers,
): Promise<Buffer> => {
  const answer = createAnswer(false);
  let hasFailed: boolean;
  try {
    hasFailed = await run(session, answer, { text, declaration: '', sent: [] }, disconnectOthers);
  } catch (error) {
    hasFailed = true;
    answerFailure(answer, error);
  }
  return answer.finish(0, hasFailed);
};

export type ReadCall = { call: RpcCall | undefined; failure: unknown; text: string };

const procedureOf = (call: RpcCall): string => keyOf(call.procedure).replace(/^(?:sys|dbo|master\.\.)\./, '');

/** What cannot be read is answered as an error, not here. */
export const readCall = (payload: Buffer): ReadCall => {
  try {
    const call = parseRpc(payload);
    const isSql = procedureOf(call) === 'sp_executesql';
    return { call, failure: undefined, text: isSql ? (call.parameters[0]?.value ?? '') : call.procedure };
  } catch (failure) {
    return { call: undefined, failure, text: '' };
  }
};

// Settings made inside sp_executesql end with it, as in any procedure.
const withOwnSettings = async <T>(session: Session, work: () => Promise<T>): Promise<T> => {
  const before = { ...session.settings };
  try {
    return await work();
  } finally {
    Object.assign(session.settings, before);
  }
};

export const runCall = async (
  session: Session,
  { call, failure }: ReadCall,
  disconnectOthers: DisconnectOthers,
): Promise<Buffer> => {
  const answer = createAnswer(true);
  let hasFailed: boolean;
  try {
    if (call === undefined) throw failure;
    if (procedureOf(call) !== 'sp_executesql') throw notSupported(`The procedure call ${call.procedure}`);
    if (call.parameters.some(({ isOutput }) => isOutput)) throw notSupported('An output parameter');
    const [statement, declaration, ...sent] = call.parameters;
    const request = { text: statement?.value ?? '', declaration: declaration?.value ?? '', sent };
    hasFailed = await withOwnSettings(session, () => run(session, answer, request, disconnectOthers));
  } catch (error) {
    hasFailed = true;
    answerFailure(answer, error);
  }
  return answer.finish(0, hasFailed);
};
