// Signing secrets that change while events come in: no valid request is refused, whichever of the two secrets signed it, and what the
// receiver asks of Secrets Manager stays bounded however many signatures are wrong.

import { systemClock } from '#shared/platform/clock';
import { deadlineIn } from '#shared/platform/deadline';
import { createSecretsManagerStore } from '#shared/aws/secrets-manager-store';
import { createSignedEventCalls } from '#shared/aws/signed/create-signed-event-calls';
import type { WebhookSource } from '#shared/webhook/webhook-source';
import { newSigningSecret } from '#operators/webhook/new-signing-secret';
import { rotationWindowMs } from '#shared/webhook/rotation-window';
import { createSigningSecrets } from '../../../functions/payroll-webhook/signing-secrets.ts';
import { inLambda, startWebhookWorld, urlEvent, type WebhookWorld } from '../../support/webhook-world.ts';

let world: WebhookWorld;
beforeEach(async () => {
  world = await startWebhookWorld();
});
afterEach(() => world.stop());

const source = (): WebhookSource => world.source('payroll-suite');
const sign = (id: string, secret: string) =>
  source().scheme.sign({ id, sentAt: new Date(), payload: { id } }, secret);

test('a rotation under load refuses no valid request and loses and doubles no event', async () => {
  const older = await world.secretOf(source());
  const newer = newSigningSecret(source().scheme);
  const containers = Array.from({ length: 4 }, () => world.container());
  let secret = older;
  const statuses: number[] = [];
  const wrong: number[] = [];

  const sendFrom = async (sender: number): Promise<void> => {
    const container = containers[sender]!;
    for (let index = 0; index < 60; index += 1) {
      const id = `${sender}-${index}`;
      if (sender === 0 && index === 20) await world.rotate(source(), newer);
      // The sender changes over some time after the receiver has the new secret.
      if (sender === 0 && index === 40) secret = newer;
      const request = sign(id, secret);
      const { statusCode } = await container.handle(urlEvent('payroll-suite', request), inLambda());
      statuses.push(statusCode);
      if (index % 20 === 7) {
        const forged = sign(`${id}-forged`, newSigningSecret(source().scheme));
        wrong.push((await container.handle(urlEvent('payroll-suite', forged), inLambda())).statusCode);
      }
    }
  };
  await Promise.all(containers.map((_, sender) => sendFrom(sender)));

  expect(statuses).toHaveLength(240);
  expect(statuses.filter((status) => status !== 200)).toEqual([]);
  // The control: what nobody's secret signed is refused.
  expect(wrong).toHaveLength(12);
  expect(wrong.filter((status) => status !== 401)).toEqual([]);
  expect(await world.delivered()).toHaveLength(240);
  expect(await world.consumed()).toHaveLength(240);
});

const later = (aheadMs: number) => ({
  nowMs: () => systemClock.nowMs() + aheadMs,
  monotonicMs: () => systemClock.monotonicMs() + aheadMs,
});

const secretsAt = (clock = systemClock) =>
  createSigningSecrets(
    createSecretsManagerStore(createSignedEventCalls(world.environment).secretValue, () => undefined),
    clock,
  );

const exposed = async (answer: ReturnType<ReturnType<typeof createSigningSecrets>['get']>) => {
  const got = await answer;
  return got.ok ? got.value.map((secret) => secret.expose()) : got.failure;
};
const soon = () => deadlineIn(systemClock, 5_000);

test('both secrets count during the window, the new one alone after it', async () => {
  const older = await world.secretOf(source());
  await world.rotate(source(), 'whsec_bmV3');

  const inside = await exposed(secretsAt(later(rotationWindowMs - 60_000)).get(source().secretId, soon()));
  const after = await exposed(secretsAt(later(rotationWindowMs + 60_000)).get(source().secretId, soon()));

  expect([inside, after]).toEqual([['whsec_bmV3', older], ['whsec_bmV3']]);
});

test('a secret is read once for many requests, and again when it is old', async () => {
  let aheadMs = 0;
  const secrets = secretsAt({
    nowMs: () => systemClock.nowMs() + aheadMs,
    monotonicMs: () => systemClock.monotonicMs() + aheadMs,
  });
  const reads = (): number => world.secretsManager.requestCount('GetSecretValue');

  await Promise.all(Array.from({ length: 10 }, () => secrets.get(source().secretId, soon())));
  const first = reads();
  aheadMs = 119_000;
  await secrets.get(source().secretId, soon());
  const kept = reads();
  aheadMs = 121_000;
  await secrets.get(source().secretId, soon());

  // Two: the current one, and the question for one before it.
  expect([first, kept, reads()]).toEqual([2, 2, 4]);
});

test('an old secret serves while Secrets Manager does not answer, and not for ever', async () => {
  let aheadMs = 0;
  const secrets = secretsAt({
    nowMs: () => systemClock.nowMs() + aheadMs,
    monotonicMs: () => systemClock.monotonicMs() + aheadMs,
  });
  const secret = await world.secretOf(source());
  await secrets.get(source().secretId, soon());
  world.secretsManager.setFault(() => ({ name: 'InternalServiceError', status: 500 }));

  aheadMs = 200_000;
  const stale = await exposed(secrets.get(source().secretId, soon()));
  aheadMs = 301_000;
  const gone = await exposed(secrets.get(source().secretId, soon()));

  expect([stale, gone]).toEqual([[secret], 'unavailable']);
});

test('a signature that fits no kept secret is not called wrong while Secrets Manager does not answer', async () => {
  const container = world.container();
  const older = await world.secretOf(source());
  const newer = newSigningSecret(source().scheme);
  const send = async (id: string, secret: string): Promise<number> =>
    (await container.handle(urlEvent('payroll-suite', sign(id, secret)), inLambda())).statusCode;
  const before = await send('1', older);
  await world.rotate(source(), newer);
  world.secretsManager.setFault(() => ({ name: 'InternalServiceError', status: 500 }));

  const during = [await send('2', newer), await send('3', older)];
  world.secretsManager.setFault(undefined);

  expect([before, ...during, await send('2', newer)]).toEqual([200, 503, 200, 200]);
});

test('wrong signatures make it read a few times at once, then one time a second, and are not called wrong unread', async () => {
  let aheadMs = 0;
  const frozen = systemClock.monotonicMs();
  const clock = { nowMs: systemClock.nowMs, monotonicMs: () => frozen + aheadMs };
  const container = world.container({ clock });
  const forged = async (): Promise<number> =>
    (
      await container.handle(
        urlEvent('payroll-suite', sign('forged', newSigningSecret(source().scheme))),
        inLambda(),
      )
    ).statusCode;

  const atOnce = [];
  for (let index = 0; index < 8; index += 1) atOnce.push(await forged());
  aheadMs = 1_000;
  const afterOneSecond = [await forged(), await forged()];

  expect(atOnce).toEqual([401, 401, 401, 401, 401, 503, 503, 503]);
  expect(afterOneSecond).toEqual([401, 503]);
});
