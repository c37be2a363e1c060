// What only our own transport does: bounds on answers, a clock that is put right, connections that died of age or are opened
// ahead. What it shares with the SDK's is in test/contract/aws-transport.ts.

import { once } from 'node:events';
import type { Socket } from 'node:net';
import { awsErrorFacts } from '#shared/aws/aws-error';
import { createSignedSender, type SignedSenderOptions } from '#shared/aws/signed/signed-sender';
import { singleAttemptPatience } from '#shared/aws/patience';
import { callerEnvironment } from '../../contract/aws-transport/calls.ts';
import { manualClock } from '../../support/aws-clock.ts';
import { startAwsRecorder, type AwsRecorder } from '../../support/aws-recorder.ts';
import { verifySignature } from '../../support/verify-signature.ts';

const request = { path: '/', headers: { 'x-amz-target': 'T.Op' }, body: '{}' };
const skewed = (date: string) => ({
  status: 400,
  headers: { date },
  body: '{"__type":"InvalidSignatureException"}',
});

describe('a signed request', () => {
  let recorder: AwsRecorder;
  const closing: (() => void)[] = [];

  beforeEach(async () => {
    recorder = await startAwsRecorder();
  });

  afterEach(async () => {
    for (const close of closing.splice(0)) close();
    await recorder.stop();
  });

  const sender = (changes: Partial<SignedSenderOptions> = {}) => {
    const env = callerEnvironment(recorder.url);
    const made = createSignedSender({ service: 'kms', env, ...singleAttemptPatience, ...changes });
    closing.push(made.close);
    return made;
  };

  const nameThrownBy = async (call: Promise<unknown>): Promise<string> => {
    try {
      await call;
      return 'nothing';
    } catch (error) {
      return awsErrorFacts(error).name;
    }
  };

  test('ends when its answer grows too large', async () => {
    recorder.plan({ body: 'x'.repeat(8 * 1024 * 1024 + 1) });

    expect(await nameThrownBy(sender().send(request, 5_000))).toBe('AnswerTooLarge');
  });

  test('takes the largest answer that a service gives', async () => {
    recorder.plan({ body: 'x'.repeat(8 * 1024 * 1024) });

    const { body } = await sender().send(request, 5_000);

    expect(body.length).toBe(8 * 1024 * 1024);
  });

  test.each([
    ['fast', 3_600_000],
    ['slow', -3_600_000],
  ])('is signed again by AWS’s clock when ours is %s', async (_, offMs) => {
    const clock = manualClock();
    const theirsMs = clock.nowMs();
    clock.advanceWall(offMs);
    recorder.plan(skewed(new Date(theirsMs).toUTCString()), {});
    const { send } = sender({ clock });

    await send(request, 5_000);
    await send(request, 5_000);

    const dates = recorder.requests.map(({ headers }) => headers['x-amz-date']);
    expect(dates.slice(1)).toEqual(['20260105T120000Z', '20260105T120000Z']);
    expect(dates[0]).not.toBe(dates[1]);
    expect(verifySignature(recorder.requests[1]!, 'canary-secret-key').isRight).toBe(true);
  });

  test('is not signed again when the clocks agree', async () => {
    const clock = manualClock();
    recorder.plan(skewed(new Date(clock.nowMs()).toUTCString()), {});

    expect(await nameThrownBy(sender({ clock }).send(request, 5_000))).toBe('InvalidSignatureException');
    expect(recorder.requests).toHaveLength(1);
  });

  test('goes out anew, at no cost, when its connection had died of age', async () => {
    recorder.plan({}, { instead: 'reset' }, {});
    const { send } = sender({ maxAttempts: 1 });
    await send(request, 5_000);

    await send(request, 5_000);

    expect(recorder.requests.map(({ connection }) => connection)).toEqual([1, 1, 2]);
  });

  test('does not go out anew for ever', async () => {
    recorder.plan({}, { instead: 'reset' });
    const { send } = sender({ maxAttempts: 1 });
    await send(request, 5_000);

    expect(await nameThrownBy(send(request, 5_000))).toBe('ECONNRESET');
    expect(recorder.requests).toHaveLength(3);
  });

  test('uses the connection that was opened ahead, and then keeps it', async () => {
    const { prepare, send } = sender();
    const connected = recorder.nextConnection();
    await prepare();
    await connected;
    expect(recorder.requests).toEqual([]);

    await send(request, 5_000);
    await send(request, 5_000);

    expect(recorder.requests.map(({ connection }) => connection)).toEqual([1, 1]);
    expect(recorder.connectionCount()).toBe(1);
  });

  test('does without the connection that was opened ahead when that has ended', async () => {
    const { prepare, send } = sender();
    const connected = recorder.nextConnection();
    await prepare();
    const socket: Socket = await connected;
    const ended = once(socket, 'close');
    socket.destroy();
    await ended;

    await send(request, 5_000);

    expect(recorder.requests.map(({ connection }) => connection)).toEqual([2]);
  });

  test('is prepared without an error when nothing listens or no call is allowed', async () => {
    const { prepare, send } = sender();
    await recorder.stop();
    const noKeys = sender({ env: { ...callerEnvironment(recorder.url), AWS_ACCESS_KEY_ID: '' } });

    await prepare();
    await noKeys.prepare();

    expect(await nameThrownBy(send(request, 5_000))).toBe('ECONNREFUSED');
    expect(await nameThrownBy(noKeys.send(request, 5_000))).toBe('CredentialsMissing');
  });

  test('does not wait for an attempt that would not fit into its time', async () => {
    const pauses: number[] = [];
    const pause = (durationMs: number) => Promise.resolve(pauses.push(durationMs));
    recorder.plan({ status: 400, body: '{"__type":"ThrottlingException"}' });
    const { send } = sender({ maxAttempts: 2, random: () => 0.9, pause });

    expect(await nameThrownBy(send(request, 300))).toBe('ThrottlingException');
    expect([recorder.requests.length, pauses]).toEqual([1, []]);
  });

  test.each([
    ['ThrottlingException', 400, [450]],
    ['KMSInternalException', 500, [45]],
    ['AccessDeniedException', 400, []],
  ])('pauses after %s for a part of the longest pause', async (name, status, expected) => {
    const pauses: number[] = [];
    const pause = (durationMs: number) => Promise.resolve(pauses.push(durationMs));
    recorder.plan({ status, body: JSON.stringify({ __type: name }) });

    await nameThrownBy(sender({ maxAttempts: 2, random: () => 0.9, pause }).send(request, 5_000));

    expect(pauses).toEqual(expected);
  });

  test('keeps nothing of what was sent or answered in its error', async () => {
    recorder.plan({ status: 400, body: '{"__type":"ValidationException","message":"canary-answer"}' });

    const error = await sender()
      .send({ ...request, body: '{"canary":"sent"}' }, 5_000)
      .catch((thrown: unknown) => thrown);

    const text = `${String(error)} ${JSON.stringify(error)} ${(error as Error).stack ?? ''}`;
    expect(text).toContain('ValidationException');
    expect(text).not.toContain('canary');
  });

  test('keeps the path of an endpoint that has one', async () => {
    const env = { ...callerEnvironment(recorder.url), AWS_ENDPOINT_URL_KMS: `${recorder.url}/stage/` };

    await sender({ env }).send(request, 5_000);

    expect(recorder.requests[0]!.url).toBe('/stage/');
    expect(verifySignature(recorder.requests[0]!, 'canary-secret-key').isRight).toBe(true);
  });
});
