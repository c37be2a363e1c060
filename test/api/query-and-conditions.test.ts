// What a request says beside its body: query parameters and conditions are read whole or refused, on every route.

import {
  startDepositsWorld,
  type Answer,
  type Call,
  type Container,
  type DepositsWorld,
} from '#test/support/deposits-world';
import { captureOutput } from '#test/support/captured-output';

let world: DepositsWorld;
let api: Container;

beforeAll(async () => {
  world = await startDepositsWorld();
  api = world.newContainer();
}, 60_000);
afterAll(() => world?.stop());

const account = (accountNumber: string, allocation: object = { kind: 'remainder' }) => ({
  accountType: 'checking',
  routingNumber: '021000021',
  accountNumber,
  allocation,
});
const codeOf = ({ status, body }: Answer) => [status, body.code];
const detailOf = ({ text }: Answer): string => (JSON.parse(text) as { detail: string }).detail;

const employeeWith = async (accountNumber: string) => {
  const employee = await world.newEmployee();
  const created = await api.create({ employee, body: account(accountNumber) });
  expect(created.status).toBe(201);
  return { employee, id: created.body.id, etag: created.headers['etag'] ?? '' };
};

const auditedActions = async (employee: string): Promise<readonly string[]> =>
  (await api.history({ employee })).body.items.map(({ action }) => action);

describe('a query parameter that the route does not take', () => {
  const calls: readonly (readonly [keyof Container, Partial<Call>])[] = [
    ['list', {}],
    ['get', {}],
    ['create', { body: account('610009', { kind: 'fixed', amountCents: 100 }) }],
    ['update', { body: account('610009'), ifMatch: '*' }],
    ['remove', { ifMatch: '*' }],
    ['replace', { body: { items: [] }, ifMatch: '*' }],
    ['simulate', { body: { netPayCents: 100 } }],
    ['reveal', {}],
    ['release', {}],
    ['history', {}],
    ['meta', {}],
  ];

  test.each(calls)('is 400 on %s, by name, and nothing is done', async (route, call) => {
    const { employee, id } = await employeeWith('610001');
    const answer = await api[route]({ employee, id, ...call, query: { verbose: 'true' } });
    expect(codeOf(answer)).toEqual([400, 'QUERY_MALFORMED']);
    expect(detailOf(answer)).toContain('The query parameter verbose is not known here.');
    expect(await auditedActions(employee)).toEqual(['create']);
  });

  test.each(['dryrun', 'DryRun', 'dry_run', 'dryRnu'])('written %s is told its right name', async (name) => {
    const employee = await world.newEmployee();
    const answer = await api.create({ employee, body: account('610002'), query: { [name]: 'true' } });
    expect(codeOf(answer)).toEqual([400, 'QUERY_MALFORMED']);
    expect(detailOf(answer)).toBe(`The query parameter ${name} is not known here. Did you mean dryRun?`);
    expect(await auditedActions(employee)).toEqual([]);
  });

  test('is not repeated when it may be data in the wrong place', async () => {
    const { employee } = await employeeWith('610003');
    const answer = await api.list({ employee, query: { '000123456789': '' } });
    expect(codeOf(answer)).toEqual([400, 'QUERY_MALFORMED']);
    expect(answer.text).not.toContain('000123456789');
    expect(detailOf(answer)).toBe('A query parameter is not known here. This route takes on.');
  });

  test('comes after an employee who does not exist', async () => {
    const answer = await api.list({ employee: 'e-unknown', query: { verbose: '1' } });
    expect(codeOf(answer)).toEqual([404, 'EMPLOYEE_NOT_FOUND']);
  });
});

describe('If-Match', () => {
  const malformed = ['', ' ', 'abc', '"abc', 'abc"', 'w/"abc"', '"a b"', '"abc", x', '*, "abc"', ','];

  test.each(malformed)('%j is 400 on every route that takes it', async (ifMatch) => {
    const { employee, id } = await employeeWith('620001');
    const body = account('620001');
    const answers = [
      await api.update({ employee, id, body, ifMatch }),
      await api.remove({ employee, id, ifMatch }),
      await api.replace({ employee, body: { items: [body] }, ifMatch }),
      await api.release({ employee, id, ifMatch, subject: 'second-person' }),
    ];
    expect(answers.map(codeOf)).toEqual(answers.map(() => [400, 'ENTITY_TAG_MALFORMED']));
    expect(await auditedActions(employee)).toEqual(['create']);
  });

  test('with a weak tag is 412 and told what a strong tag is', async () => {
    const { employee, id, etag } = await employeeWith('620002');
    const weak = await api.remove({ employee, id, ifMatch: `W/${etag}` });
    expect(codeOf(weak)).toEqual([412, 'PRECONDITION_FAILED']);
    expect(detailOf(weak)).toContain('A strong tag is the quoted ETag as it was answered');
    expect(weak.headers['etag']).toBe(etag);
  });

  test('with a strong stale tag is told that it has changed', async () => {
    const { employee, id } = await employeeWith('620003');
    const stale = await api.remove({ employee, id, ifMatch: '"0000000000000000", W/"x"' });
    expect(detailOf(stale)).toBe('It has changed since it was read.');
  });

  test('takes lists as RFC 9110 writes them', async () => {
    const { employee, id, etag } = await employeeWith('620004');
    expect((await api.remove({ employee, id, ifMatch: `"x" ,, W/"y", ${etag},` })).status).toBe(200);
  });
});

describe('a request’s trace', () => {
  const lines = (text: string) =>
    text
      .split('\n')
      .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Record<string, unknown>] : []));

  test('is in its log lines beside its id, when the header is well formed', async () => {
    const employee = await world.newEmployee();
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const output = captureOutput();
    const traced = await api.list({
      employee,
      headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` },
    });
    const untraced = await api.list({ employee, headers: { traceparent: traceId } });
    output.stop();

    const answered = lines(output.text()).filter(({ event }) => event === 'http.request.answered');
    expect(answered).toMatchObject([
      { traceId, requestId: traced.headers['x-request-id'] },
      { requestId: untraced.headers['x-request-id'] },
    ]);
    expect(answered[1]).not.toHaveProperty('traceId');
  });
});
