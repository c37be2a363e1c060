// The main job as a list of steps: each is one call, what it must answer, and what that shows. A step may use what earlier
// ones answered.

import { forge, itemsOf, send, signIn, textAt, type Answer, type Call } from './api-calls.ts';
import type { StackUrls } from '../../local/start-stack.ts';

export type Step = {
  readonly tenant: string;
  readonly call: Omit<Call, 'token'>;
  readonly answer: Answer;
  readonly expectedStatus: number;
  readonly shows: string;
  /** What is wrong with the answer beside its status; undefined when nothing is. */
  readonly complaint: string | undefined;
};

const collection = '/api/employees/e-1001/direct-deposits';

// Routing numbers of the test ranges that the Federal Reserve's checksum accepts; account numbers are made up.
const checking = {
  accountType: 'checking',
  routingNumber: '021000021',
  accountNumber: '000123456789',
  allocation: { kind: 'remainder' },
};
const savings = {
  accountType: 'savings',
  routingNumber: '011401533',
  accountNumber: '998877665544',
  nickname: 'Rainy days',
  allocation: { kind: 'fixed', amountCents: 50_000 },
};
const lessSaved = {
  ...savings,
  accountNumber: undefined,
  allocation: { kind: 'percentage', basisPoints: 1_000 },
};

type Expectation = {
  readonly tenant: string;
  readonly token: string;
  readonly call: Omit<Call, 'token'>;
  readonly status: number;
  readonly shows: string;
  readonly check?: (answer: Answer) => string | undefined;
};

/** Plays the steps one after another and hands each to `onStep` as soon as it is answered. */
export const playMainJob = async (urls: StackUrls, onStep: (step: Step) => void): Promise<void> => {
  const tokenFor = (tenant: string): Promise<string> =>
    signIn(urls, { sub: `demo-${tenant}`, tenant_id: tenant, employee_id: 'e-1001', roles: ['employee'] });
  const acme = { tenant: 'acme', token: await tokenFor('acme') };
  const globex = { tenant: 'globex', token: await tokenFor('globex') };

  const play = async ({ tenant, token, call, status, shows, check }: Expectation): Promise<Answer> => {
    const answer = await send(urls, { ...call, token });
    const complaint = answer.status === status ? check?.(answer) : `answered ${JSON.stringify(answer.body)}`;
    onStep({ tenant, call, answer, expectedStatus: status, shows, complaint });
    return answer;
  };
  const countIs = (count: number) => (answer: Answer) =>
    itemsOf(answer).length === count ? undefined : `lists ${itemsOf(answer).length}, expected ${count}`;
  const list = { method: 'GET', path: collection } as const;

  await play({
    ...acme,
    call: list,
    status: 200,
    shows: 'no employee has a direct deposit yet',
    check: countIs(0),
  });
  await play({
    ...acme,
    call: { method: 'POST', path: collection, body: checking },
    status: 201,
    shows: 'the first one takes the remainder; its number is masked',
    check: ({ body }) =>
      textAt(body, 'accountNumberMask') === '****6789' ? undefined : 'the account number is not masked',
  });
  const created = await play({
    ...acme,
    call: { method: 'POST', path: collection, body: savings },
    status: 201,
    shows: 'the second one goes before the remainder',
  });
  const path = `${collection}/${textAt(created.body, 'id') ?? 'missing'}`;
  const ifMatch = created.etag ?? '"missing"';
  await play({ ...acme, call: list, status: 200, shows: 'both, by priority', check: countIs(2) });
  const updated = await play({
    ...acme,
    call: { method: 'PUT', path, ifMatch, body: lessSaved },
    status: 200,
    shows: 'updated with the ETag that was read; the account number stays as it is',
  });
  await play({
    ...acme,
    call: { method: 'PUT', path, ifMatch, body: savings },
    status: 412,
    shows: 'an update made on an older state is refused',
  });
  const keyed = { ...savings, accountNumber: '445566778899', nickname: 'Holidays' };
  const add = { method: 'POST', path: collection, body: keyed, idempotencyKey: 'demo-1' } as const;
  await play({
    ...acme,
    call: { ...add, path: `${collection}?dryRun=true` },
    status: 200,
    shows: 'a dry run: the answer without the change',
  });
  const once = await play({
    ...acme,
    call: add,
    status: 201,
    shows: 'a third one, sent with an Idempotency-Key',
  });
  await play({
    ...acme,
    call: add,
    status: 201,
    shows: 'and sent again: the same answer, no fourth one',
    check: ({ body }) =>
      textAt(body, 'id') === textAt(once.body, 'id') ? undefined : 'another one was created',
  });
  await play({
    ...acme,
    call: { method: 'POST', path: `${collection}/simulate`, body: { netPayCents: [123_456, 40_000] } },
    status: 200,
    shows: 'how $1,234.56 and a short pay of $400 would be divided',
  });
  await play({
    ...acme,
    call: { method: 'DELETE', path: `${collection}/${textAt(once.body, 'id') ?? 'missing'}`, ifMatch: '*' },
    status: 200,
    shows: 'the third one is removed again',
  });
  await play({
    ...acme,
    call: { method: 'GET', path: `${collection}/history` },
    status: 200,
    shows: 'who did what, newest first',
    check: countIs(5),
  });
  await play({
    ...globex,
    call: list,
    status: 200,
    shows: 'the same employee id at another employer has nothing',
    check: countIs(0),
  });
  await play({
    ...globex,
    call: { method: 'POST', path: collection, body: checking },
    status: 201,
    shows: 'and may use the very same account',
  });
  await play({
    ...globex,
    call: { method: 'GET', path },
    status: 404,
    shows: "another employer's direct deposit is not there",
  });
  await play({
    tenant: 'acme',
    token: forge(globex.token, 'acme'),
    call: list,
    status: 401,
    shows: 'a token with another tenant written into it is refused',
  });
  await play({
    ...acme,
    call: { method: 'DELETE', path, ifMatch: updated.etag ?? '"missing"' },
    status: 200,
    shows: 'deleted with the ETag of the update',
  });
  await play({ ...acme, call: list, status: 200, shows: 'the remainder is left', check: countIs(1) });
  await play({
    ...globex,
    call: list,
    status: 200,
    shows: 'the other employer is untouched',
    check: countIs(1),
  });
};
