// The whole stack as `npm start` runs it, asked over HTTP as a page or an attacker would.

import { request } from 'node:http';
import { startStackProcess, type StackProcess } from '../support/process-stack.ts';
import { requireContract } from '../support/validate-answer.ts';
import { findCanaries } from '../support/find-canaries.ts';

const accountNumbers = ['7391', '84620957', '66502918374650281', '5093827461'] as const;

let stack: StackProcess;

beforeAll(async () => {
  stack = await startStackProcess();
}, 90_000);
afterAll(() => stack?.stop());

const tokenWith = async (claims: Record<string, unknown>): Promise<string> => {
  const answer = await fetch(`http://127.0.0.1:${stack.ports.issuer}/token`, {
    method: 'POST',
    body: JSON.stringify(claims),
  });
  const { token } = (await answer.json()) as { token: string };
  return token;
};

const admin = () => tokenWith({ sub: 'admin', tenant_id: 'acme', roles: ['payroll-admin'] });

type Sent = { status: number; headers: Headers; text: string; body: Record<string, never> };

const send = async (
  method: string,
  path: string,
  { token, headers = {}, body }: { token?: string; headers?: Record<string, string>; body?: unknown },
): Promise<Sent> => {
  const answer = await fetch(`${stack.apiUrl}/api/employees/${path}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  requireContract({
    method,
    path: `/api/employees/${path}`,
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: text,
  });
  const parsed = (text === '' ? {} : JSON.parse(text)) as Record<string, never>;
  return { status: answer.status, headers: answer.headers, text, body: parsed };
};

/** Sends the path as it is, without a client's own tidying up. */
const sendRaw = (path: string, token: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port: stack.ports.api, path, headers: { authorization: `Bearer ${token}` } },
      (answer) => {
        answer.resume();
        answer.once('end', () => resolve(answer.statusCode ?? 0));
      },
    );
    sent.once('error', reject).end();
  });

const body = (accountNumber: string, allocation: object = { kind: 'remainder' }) => ({
  accountType: 'checking',
  routingNumber: '021000021',
  accountNumber,
  allocation,
});

describe('over HTTP', () => {
  test('no, a forged, an expired and another audience’s token are 401 on every route, before anything else', async () => {
    const good = await admin();
    const id = '00000000-0000-4000-8000-000000000000';
    const forged = `${good.slice(0, -12)}AAAAAAAAAAAA`;
    const expired = await tokenWith({ tenant_id: 'acme', roles: ['payroll-admin'], exp: 1_000 });
    const foreign = await tokenWith({ tenant_id: 'acme', roles: ['payroll-admin'], aud: 'payroll' });
    for (const [method, path] of [
      ['GET', 'e-1002/direct-deposits'],
      ['POST', 'e-1002/direct-deposits'],
      ['GET', `e-1002/direct-deposits/${id}`],
      ['PUT', `e-1002/direct-deposits/${id}`],
      ['DELETE', `e-1002/direct-deposits/${id}`],
    ] as const) {
      for (const token of [undefined, forged, expired, foreign]) {
        const sent = await send(method, path, {
          ...(token === undefined ? {} : { token }),
          ...(method === 'GET' ? {} : { body: '{' }),
        });
        expect([method, sent.status, sent.body]).toEqual([method, 401, { message: 'Unauthorized' }]);
      }
    }
  });

  test('a direct deposit is created, read, changed and deleted, each answer with its headers', async () => {
    const token = await tokenWith({
      tenant_id: 'acme',
      employee_id: 'e-1002',
      roles: ['employee'],
      sub: 'u',
    });
    const created = await send('POST', 'e-1002/direct-deposits', { token, body: body(accountNumbers[0]) });
    const path = created.headers.get('location') ?? '';
    const etag = created.headers.get('etag') ?? '';
    const relative = path.replace('/api/employees/', '');

    expect(created.status).toBe(201);
    expect(created.headers.get('cache-control')).toBe('no-store');
    expect((await send('GET', relative, { token })).headers.get('etag')).toBe(etag);
    expect((await send('GET', relative, { token, headers: { 'if-none-match': etag } })).status).toBe(304);
    const changed = await send('PUT', relative, {
      token,
      headers: { 'if-match': etag },
      body: body(accountNumbers[1]),
    });
    expect([changed.status, changed.body]).toMatchObject([200, { accountNumberMask: '****0957' }]);
    expect((await send('DELETE', relative, { token, headers: { 'if-match': etag } })).status).toBe(412);
    const current = changed.headers.get('etag') ?? '';
    const removed = await send('DELETE', relative, { token, headers: { 'if-match': current } });
    expect([removed.status, removed.body]).toMatchObject([
      200,
      { receipt: { sequence: expect.any(Number) } },
    ]);
  });

  test('bad input is never a 5xx', async () => {
    const token = await admin();
    const statuses: Record<string, number> = {};
    const post = async (name: string, sent: unknown, headers: Record<string, string> = {}) => {
      statuses[name] = (await send('POST', 'e-1003/direct-deposits', { token, body: sent, headers })).status;
    };
    await post('not JSON', '{"accountNumber":"84620957"');
    await post('empty', '');
    await post('text', 'x', { 'content-type': 'text/plain' });
    await post('encoded', '{}', { 'content-encoding': 'gzip' });
    await post('too large', `{"nickname":"${'x'.repeat(65_536)}"}`);
    await post('unknown member', { ...body('84620957'), [accountNumbers[3]]: 1 });
    await post('broken rules', { ...body('1'), routingNumber: '1', nickname: '\0' });
    await post('first is no remainder', body('84620957', { kind: 'fixed', amountCents: 1 }));
    expect(statuses).toEqual({
      'not JSON': 400,
      empty: 400,
      text: 415,
      encoded: 415,
      'too large': 413,
      'unknown member': 400,
      'broken rules': 422,
      'first is no remainder': 409,
    });
  });

  test.each([
    ['/api/employees/E-1001/direct-deposits', 404],
    ['/api/employees/e-1001%20/direct-deposits', 404],
    ['/api/employees/e-1001%00/direct-deposits', 404],
    ['/api/employees/%27%20OR%201=1--/direct-deposits', 404],
    ['/api/employees/..%2Fe-1001/direct-deposits', 404],
    ['/api/employees/e-1001/direct-deposits/not-an-id', 404],
    ['/api/employees/e-1001/nothing', 404],
    ['/api/employees/e-1001/direct-deposits/', 404],
    ['/api/employees/e-1001/direct-deposits', 200],
  ])('%s is %i', async (path, status) => {
    expect(await sendRaw(path, await admin())).toBe(status);
  });

  test('a page on localhost may read the entity tag', async () => {
    const answer = await fetch(`${stack.apiUrl}/api/employees/e-1001/direct-deposits`, {
      headers: { authorization: `Bearer ${await admin()}`, origin: 'http://localhost:5173' },
    });
    expect(answer.headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
    expect(answer.headers.get('access-control-expose-headers')?.toLowerCase()).toContain('etag');
  });

  test('several writers at once on one employee leave one remainder', async () => {
    const token = await admin();
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() =>
        send('POST', 'e-1004/direct-deposits', { token, body: body(accountNumbers[2]) }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  test('the terminal has shown no account number, and would have been caught showing one', () => {
    expect(stack.output()).toContain('http.request.answered');
    expect(stack.output()).toContain('decryptor.credential.opened');
    expect(findCanaries(stack.output(), accountNumbers)).toEqual([]);
    expect(findCanaries(`${stack.output()} "accountNumber":"7391"`, accountNumbers)).toEqual(['7391']);
  });
});
