// Containers as Lambda keeps them, on loopback: started when all are busy, ended when they were idle, one tenant in each where that
// is asked for.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  startLambdaPool,
  type LambdaPool,
  type PoolOptions,
} from '../../../bench/environment/lambda-pool.ts';
import { signedInvoke } from '#shared/aws/signed/signed-invoke';
import { createSignedSender } from '#shared/aws/signed/signed-sender';
import { singleAttemptPatience } from '#shared/aws/patience';

const code = `
const seen = [];
exports.handler = async ({ ms, caller }, { tenantId }) => {
  seen.push(caller);
  await new Promise((resolve) => setTimeout(resolve, ms));
  return { pid: process.pid, tenantId, seen };
};`;

type Answer = { readonly pid: number; readonly tenantId?: string; readonly seen: readonly string[] };

describe('a pool of containers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lambda-pool-'));
  const file = join(folder, 'handler.cjs');
  const pools: LambdaPool[] = [];
  const open = async (options: PoolOptions = {}): Promise<LambdaPool> => {
    const pool = await startLambdaPool(
      [{ name: 'opener', code: { file, handler: 'handler', nodePath: '' }, environment: {} }],
      options,
    );
    pools.push(pool);
    return pool;
  };
  const ask = async (
    pool: LambdaPool,
    caller: string,
    { ms = 0, tenantId = undefined as string | undefined } = {},
  ) => {
    const { payload, wasCold } = await pool.invoke('opener', { ms, caller }, tenantId);
    return { ...(payload as Answer), wasCold };
  };

  beforeAll(() => writeFileSync(file, code));
  afterAll(async () => {
    for (const { stop } of pools) await stop();
    rmSync(folder, { recursive: true });
  });

  it('starts one for each request at the same time, and uses the one that was used last', async () => {
    const pool = await open();
    const [a, b] = await Promise.all([ask(pool, 'a', { ms: 300 }), ask(pool, 'b', { ms: 600 })]);
    const c = await ask(pool, 'c');

    expect([a.wasCold, b.wasCold, c.wasCold]).toEqual([true, true, false]);
    expect(a.pid).not.toBe(b.pid);
    expect(c.pid).toBe(b.pid);
  });

  it('ends those that were idle', async () => {
    const pool = await open({ idleLifeMs: 50 });
    const first = await ask(pool, 'a');
    while (isAlive(first.pid)) await new Promise((resolve) => setImmediate(resolve));
    const second = await ask(pool, 'b');

    expect([first.wasCold, second.wasCold]).toEqual([true, true]);
    expect(second.seen).toEqual(['b']);
  });

  it('gives each tenant containers of its own, over Invoke as well, and refuses a call without one', async () => {
    const pool = await open({ isolated: ['opener'] });
    const sender = createSignedSender({
      service: 'lambda',
      env: {
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
        AWS_ENDPOINT_URL_LAMBDA: pool.url,
      },
      ...singleAttemptPatience,
      pause: () => Promise.resolve(),
      random: Math.random,
    });
    const invoke = async (caller: string, tenantId?: string): Promise<Answer> => {
      const payloadJson = JSON.stringify({ ms: 0, caller });
      const request = { functionName: 'opener', qualifier: undefined, payloadJson };
      const { payload } = await signedInvoke(sender)(
        { ...request, ...(tenantId === undefined ? {} : { tenantId }) },
        5_000,
      );
      return JSON.parse(Buffer.from(payload).toString('utf8')) as Answer;
    };

    const acme = await invoke('a', 'acme');
    const globex = await invoke('b', 'globex');
    const again = await ask(pool, 'c', { tenantId: 'acme' });

    expect([acme.tenantId, globex.tenantId]).toEqual(['acme', 'globex']);
    expect(again).toMatchObject({ pid: acme.pid, tenantId: 'acme', seen: ['a', 'c'] });
    expect(globex.seen).toEqual(['b']);
    await expect(invoke('d')).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
    sender.close();
  });
});

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
