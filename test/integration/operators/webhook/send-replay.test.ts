// `npm run webhook` against a receiver on loopback: what arrives is signed, what is refused is said, nothing shows the secret.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { lookUpSignatureScheme } from '#shared/webhook/signature-schemes';
import { runScript } from '../../../support/run-script.ts';
import { findCanaries } from '../../../support/find-canaries.ts';

const secrets = {
  momento: 'canary-signing-secret',
  'standard-webhooks': 'whsec_Y2FuYXJ5LXNpZ25pbmctc2VjcmV0',
} as const;
type SchemeName = keyof typeof secrets;

let server: Server;
let url: string;
let folder: string;
let received: { readonly headers: Record<string, string | undefined>; readonly body: Buffer }[] = [];
let answers: number[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'webhook-'));
  for (const [name, secret] of Object.entries(secrets)) writeFileSync(join(folder, name), `${secret}\r\n`);
  server = createServer((request, response) => {
    void buffer(request).then((body) => {
      received.push({ headers: request.headers as Record<string, string | undefined>, body });
      response.writeHead(answers.shift() ?? 200).end('{"message":"seen"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
beforeEach(() => {
  received = [];
  answers = [];
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  return new Promise((resolve) => server.close(resolve));
});

const webhook = (args: readonly string[], input = '') => runScript('webhook', args, { input });

const target = (scheme: SchemeName): readonly string[] => [
  ...['--url', url, '--scheme', scheme, '--secret-file', join(folder, scheme)],
];
const eventsOf = (scheme: SchemeName) =>
  received.map((request) => {
    const row = lookUpSignatureScheme(scheme);
    expect(row?.verify(request, [secrets[scheme]])).toBe(true);
    const event = row?.read(request);
    return event?.ok === true ? event.value : undefined;
  });

describe.each(['momento', 'standard-webhooks'] as const)('%s', (scheme) => {
  test('send posts a signed event, the same id as often as asked', async () => {
    answers = [200, 202];
    const run = await webhook(
      ['send', ...target(scheme), '--event', '-', '--id', 'e-1', '--times', '2'],
      '{"n":1}',
    );

    expect([run.code, run.stderr]).toEqual([0, '']);
    expect(run.stdout).toMatch(/^e-1: 200 in \d+ ms: \{"message":"seen"\}\ne-1: 202 in /);
    expect(eventsOf(scheme).map((event) => [event?.id, event?.payload])).toEqual([
      ['e-1', { n: 1 }],
      ['e-1', { n: 1 }],
    ]);
    expect(findCanaries(run.stdout + run.stderr, [secrets[scheme]])).toEqual([]);
  });

  test('send can pretend another time, and says what was refused', async () => {
    answers = [401];
    const run = await webhook(['send', ...target(scheme), '--at', '2026-01-05T12:00:00Z', '--json']);

    expect(run.code).toBe(1);
    expect(JSON.parse(run.stdout)).toMatchObject({
      sentAt: '2026-01-05T12:00:00.000Z',
      answers: [{ status: 401 }],
    });
    expect(eventsOf(scheme)[0]?.sentAt).toEqual(new Date('2026-01-05T12:00:00Z'));
  });
});

describe('replay', () => {
  const file = (): string => join(folder, 'events.jsonl');
  const lines = (...ids: readonly string[]): string =>
    ids.map((id) => JSON.stringify({ id, payload: { id } })).join('\n');

  test('posts each event of a file under its own id, signed now', async () => {
    writeFileSync(file(), `${lines('a', 'b')}\n\n${lines('c')}\n`);
    const before = Date.now() - 1_000;
    const run = await webhook(['replay', file(), ...target('standard-webhooks')]);

    expect([run.code, run.stdout, run.stderr]).toEqual([0, '3 of 3 events accepted\n', '']);
    expect(eventsOf('standard-webhooks').map((event) => event?.id)).toEqual(['a', 'b', 'c']);
    expect(Number(eventsOf('standard-webhooks')[0]?.sentAt)).toBeGreaterThanOrEqual(before);
  });

  test('stops at the first that is not accepted, and goes on there', async () => {
    writeFileSync(file(), lines('a', 'b', 'c'));
    answers = [200, 503];
    const stopped = await webhook(['replay', file(), ...target('momento')]);
    const resumed = await webhook(['replay', file(), ...target('momento'), '--from', '2']);

    expect([stopped.code, stopped.stdout]).toEqual([1, '1 of 3 events accepted\n']);
    expect(stopped.stderr).toBe('Line 2: answered 503. Go on with --from 2.\n');
    expect([resumed.code, resumed.stdout]).toEqual([0, '2 of 2 events accepted\n']);
    expect(eventsOf('momento').map((event) => event?.id)).toEqual(['a', 'b', 'b', 'c']);
  });

  test('of a file that is wrong in the middle posts nothing', async () => {
    writeFileSync(file(), `${lines('a')}\n{"payload":1}\n`);
    const run = await webhook(['replay', file(), ...target('momento')]);

    expect([run.code, run.stdout, received]).toEqual([1, '', []]);
    expect(run.stderr).toBe('Line 2 of the file of events is not { "id": "…", "payload": … }.\n');
  });
});

test.each([
  [
    'a scheme that is none',
    ['send', '--url', 'http://127.0.0.1/', '--scheme', 'x', '--secret-file', 'y'],
    2,
    /Schemes are momento or standard-webhooks/,
  ],
  [
    'an address that is none',
    ['send', '--url', 'ftp://x', '--scheme', 'momento', '--secret-file', 'y'],
    2,
    /http or https/,
  ],
  [
    'no secret file',
    ['send', '--url', 'http://127.0.0.1:1/', '--scheme', 'momento', '--secret-file', '/nowhere'],
    1,
    /^The file of the secret does not exist\.$/m,
  ],
])('%s is said', async (_, args, code, message) => {
  const run = await webhook(args);

  expect([run.code, run.stdout]).toEqual([code, '']);
  expect(run.stderr).toMatch(message);
});

test('a receiver that is not there is said', async () => {
  const closed = createServer();
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
  const { port } = closed.address() as AddressInfo;
  await new Promise((resolve) => closed.close(resolve));
  const args = ['--scheme', 'momento', '--secret-file', join(folder, 'momento')];
  const run = await webhook(['send', '--url', `http://127.0.0.1:${port}/`, ...args]);

  expect([run.code, run.stderr]).toEqual([1, `http://127.0.0.1:${port} cannot be reached: ECONNREFUSED\n`]);
});

test('a secret that is none of the scheme is said, and not shown', async () => {
  const args = ['--url', url, '--scheme', 'standard-webhooks', '--secret-file', join(folder, 'momento')];
  const run = await webhook(['send', ...args]);

  expect([run.code, run.stdout, received]).toEqual([1, '', []]);
  expect(run.stderr).toBe('A secret of standard-webhooks is whsec_ and base64\n');
});
