// The whole stack as `npm start` runs it, asked over HTTP as a page or an attacker would.

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { operations } from '../../scripts/openapi/operations.ts';
import { allowedMethods } from '#shared/http/allowed-methods';
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

const sendTo = async (
  method: string,
  path: string,
  { token, headers = {}, body }: { token?: string; headers?: Record<string, string>; body?: unknown },
): Promise<Sent> => {
  const answer = await fetch(`${stack.apiUrl}${path}`, {
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
    path,
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: text,
  });
  const parsed = (text === '' ? {} : JSON.parse(text)) as Record<string, never>;
  return { status: answer.status, headers: answer.headers, text, body: parsed };
};

const send = (method: string, path: string, sent: Parameters<typeof sendTo>[2]): Promise<Sent> =>
  sendTo(method, `/api/employees/${path}`, sent);

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
    const guarded = operations.filter(({ isPublic }) => isPublic !== true);
    expect(guarded).toHaveLength(17);
    for (const { method, path: template } of guarded) {
      const path = template.replace('{employeeId}', 'e-1002').replace('{directDepositId}', id);
      for (const token of [undefined, forged, expired, foreign]) {
        const sent = await sendTo(method, path, {
          ...(token === undefined ? {} : { token }),
          ...(method === 'GET' ? {} : { body: '{' }),
        });
        expect([method, path, sent.status, sent.body]).toEqual([
          method,
          path,
          401,
          { message: 'Unauthorized' },
        ]);
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

  test('a method that a known path does not take is 405 with Allow, and HEAD is what GET is without a body', async () => {
    const token = await admin();
    for (const [path, methods] of Object.entries(allowedMethods)) {
      const sent = path.replace('{employeeId}', 'e-1001').replace('{directDepositId}', randomUUID());
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']) {
        if (methods.includes(method)) continue;
        const answer = await fetch(`${stack.apiUrl}${sent}`, {
          method,
          headers: { authorization: `Bearer ${token}` },
        });
        expect([method, path, answer.status, answer.headers.get('allow')]).toEqual([
          method,
          path,
          405,
          methods.join(', '),
        ]);
        const body = await answer.text();
        expect(method === 'HEAD' ? body : JSON.parse(body)).toEqual(
          method === 'HEAD' ? '' : expect.objectContaining({ code: 'METHOD_NOT_ALLOWED', status: 405 }),
        );
      }
    }
    const list = `${stack.apiUrl}/api/employees/e-1001/direct-deposits`;
    const headers = { authorization: `Bearer ${token}` };
    const [got, head] = [await fetch(list, { headers }), await fetch(list, { method: 'HEAD', headers })];
    const named = ['etag', 'content-type', 'cache-control'];
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(named.map((name) => head.headers.get(name))).toEqual(named.map((name) => got.headers.get(name)));
  });

  test('every answer carries a request id to quote, which a problem repeats', async () => {
    const token = await admin();
    const good = await send('GET', 'e-1001/direct-deposits', { token });
    const bad = await send('GET', 'e-unknown/direct-deposits', { token });
    expect(good.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(bad.headers.get('x-request-id')).toBe(bad.body['instance']);
    expect(bad.headers.get('x-request-id')).not.toBe(good.headers.get('x-request-id'));
  });

  test('the contract is answered to anybody, whatever token they have, and not again to who has it', async () => {
    const answer = await sendTo('GET', '/api/openapi.json', {});
    const etag = answer.headers.get('etag') ?? '';
    const known = await sendTo('GET', '/api/openapi.json', { headers: { 'if-none-match': etag } });

    expect(answer.body).toEqual(JSON.parse(readFileSync('docs/openapi.json', 'utf8')));
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
    expect([known.status, known.text]).toEqual([304, '']);
    expect((await sendTo('GET', '/api/openapi.json', { token: 'no.token.at-all' })).status).toBe(200);
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

  test('a page on localhost may read the headers of the contract', async () => {
    const answer = await fetch(`${stack.apiUrl}/api/employees/e-1001/direct-deposits`, {
      headers: { authorization: `Bearer ${await admin()}`, origin: 'http://localhost:5173' },
    });
    expect(answer.headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
    const exposed = answer.headers.get('access-control-expose-headers')?.toLowerCase().split(', ');
    expect(exposed?.sort()).toEqual([
      'allow',
      'etag',
      'idempotency-replayed',
      'link',
      'location',
      'ratelimit',
      'ratelimit-policy',
      'retry-after',
      'www-authenticate',
      'x-request-id',
    ]);
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
