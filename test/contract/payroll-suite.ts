// What every payroll suite has to do, or the adapter in front of it: docs/payroll-suite.openapi.yaml as tests. Points at any URL; the employee it
// is given is written over.

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

export type SuiteUnderTest = {
  readonly url: string;
  readonly key: string;
  /** One that it knows, and whose last event has a lower number than these tests begin with. */
  readonly employee: string;
};

const documentId = 'payroll-suite';

const validators = (): ((schema: string) => ValidateFunction) => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(parse(readFileSync('docs/payroll-suite.openapi.yaml', 'utf8')) as object, documentId);
  return (schema) => ajv.compile({ $ref: `${documentId}#/components/schemas/${schema}` });
};

type Answered = { readonly status: number; readonly headers: Headers; readonly body: unknown };

/** The routing number passes the checksum; account numbers are made up. */
const account = {
  directDepositId: 'd8ad90f1-3b3c-4b0f-9c5e-0c8ff86a3f01',
  accountType: 'checking',
  routingNumber: '021000021',
  accountNumber: '000123456789',
};

export const describePayrollSuite = (name: string, open: () => Promise<SuiteUnderTest>): void => {
  describe(`the payroll suite: ${name}`, () => {
    let suite: SuiteUnderTest;
    const validatorOf = validators();
    // From the clock, so that a second run against the same suite goes on from the first.
    let sequence = Math.floor(Date.now() / 1_000) - 1_700_000_000;

    beforeAll(async () => {
      suite = await open();
    });

    const splitOf = (change: object = {}) => ({
      version: 1,
      eventId: randomUUID() as string,
      sequence: (sequence += 1),
      occurredAt: '2026-11-28T12:00:00.000Z',
      payGroup: 'biweekly',
      receiverName: 'Ada Alvarez',
      companyEntryDescription: 'PAYROLL',
      items: [{ priority: 1, ...account, allocation: { kind: 'remainder' }, pay: 'account' }],
      prenotes: [],
      ...change,
    });
    type Split = ReturnType<typeof splitOf>;

    const ask = async (init: RequestInit, employee = suite.employee): Promise<Answered> => {
      const base = suite.url.endsWith('/') ? suite.url : `${suite.url}/`;
      const url = new URL(`employees/${encodeURIComponent(employee)}/direct-deposits`, base);
      const headers = { authorization: `Bearer ${suite.key}`, ...(init.headers as Record<string, string>) };
      const response = await fetch(url, { ...init, headers });
      const text = await response.text();
      const body: unknown = text === '' ? undefined : JSON.parse(text);
      return { status: response.status, headers: response.headers, body };
    };
    const put = (split: Split, headers: object = {}, employee?: string): Promise<Answered> =>
      ask(
        {
          method: 'PUT',
          body: JSON.stringify(split),
          headers: { 'content-type': 'application/json', 'idempotency-key': split.eventId, ...headers },
        },
        employee,
      );
    const believed = (): Promise<Answered> => ask({ method: 'GET' });

    const expectShape = (schema: string, body: unknown): void => {
      const validate = validatorOf(schema);
      validate(body);
      expect(validate.errors ?? []).toEqual([]);
    };
    const expectRefusal = ({ status, body }: Answered, expected: number): void => {
      expect(status).toBe(expected);
      expectShape('Refusal', body);
    };

    test('takes a split, and believes it, without telling the account number', async () => {
      const split = splitOf();
      expectShape('Split', split);
      const taken = await put(split);

      expect(taken.status).toBe(200);
      expectShape('Taken', taken.body);
      expect(taken.body).toMatchObject({ eventId: split.eventId, sequence: split.sequence });
      const belief = await believed();
      expectShape('Belief', belief.body);
      expect(belief.body).toMatchObject({ eventId: split.eventId, items: [{ pay: 'account' }] });
      expect(JSON.stringify(belief.body)).not.toContain(account.accountNumber);
    });

    test('takes an event once, and answers a repetition as the first time', async () => {
      const split = splitOf();
      const [first, again] = [await put(split), await put(split)];

      expect([again.status, again.body]).toEqual([first.status, first.body]);
      expect(again.headers.get('idempotency-replayed')).toBe('true');
    });

    test('never goes back to an older event', async () => {
      const [older, newer] = [splitOf(), splitOf()];
      await put(newer);
      const late = await put(older);

      expectRefusal(late, 409);
      expect(late.body).toEqual({ code: 'SEQUENCE_STALE' });
      expect((await believed()).body).toMatchObject({ eventId: newer.eventId });
    });

    test('takes an employee’s last direct deposit away', async () => {
      expect((await put(splitOf({ items: [] }))).status).toBe(200);
      expect((await believed()).body).toMatchObject({ items: [] });
    });

    test.each([
      ['no key', { authorization: '' }],
      ['another key', { authorization: 'Bearer another' }],
    ])('refuses %s', async (_, headers) => {
      expectRefusal(await put(splitOf(), headers), 401);
    });

    test.each([
      ['an unknown member', { more: 1 }, 400],
      ['no number', { sequence: 'one' }, 400],
      ['another description of the entries', { companyEntryDescription: 'WAGES' }, 400],
      ['a receiver’s name that is too long', { receiverName: 'A'.repeat(23) }, 400],
      [
        'a routing number that fails its checksum',
        {
          items: [
            {
              priority: 1,
              ...account,
              routingNumber: '021000022',
              allocation: { kind: 'remainder' },
              pay: 'account',
            },
          ],
        },
        422,
      ],
      [
        'no remainder',
        {
          items: [{ priority: 1, ...account, allocation: { kind: 'fixed', amountCents: 1 }, pay: 'account' }],
        },
        422,
      ],
    ])('refuses %s, and keeps what it believed', async (_, change, status) => {
      const before = (await believed()).body;
      expectRefusal(await put(splitOf(change)), status);
      expect((await believed()).body).toEqual(before);
    });

    test('takes a share that is held without telling the account that the bank has rejected', async () => {
      const { directDepositId } = account;
      const split = splitOf({
        items: [{ priority: 1, directDepositId, allocation: { kind: 'remainder' }, pay: 'hold' }],
      });
      expectShape('Split', split);
      expect((await put(split)).status).toBe(200);
      const belief = await believed();
      expectShape('Belief', belief.body);
    });

    test('knows no correction that it has not told of', async () => {
      const base = suite.url.endsWith('/') ? suite.url : `${suite.url}/`;
      const headers = { authorization: `Bearer ${suite.key}` };
      const response = await fetch(new URL(`bank-answers/${randomUUID()}`, base), { headers });

      expect(response.status).toBe(404);
      expectShape('Refusal', await response.json());
    });

    test('refuses a key of idempotency that is not the event’s id', async () => {
      expectRefusal(await put(splitOf(), { 'idempotency-key': randomUUID() }), 400);
    });
  });
};
