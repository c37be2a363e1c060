// T21 A body sets what the contract lists and nothing else: every column of the tables, and what people try, is refused by name of the rule.

import { globSync, readFileSync } from 'node:fs';
import {
  createDirectDepositRequest,
  replaceDirectDepositsRequest,
  simulateNetPayRequest,
  updateDirectDepositRequest,
} from '#shared/api-contract/direct-deposit-request';
import { readJsonBody } from '#shared/http/json-body';

const create = {
  accountType: 'checking',
  routingNumber: '021000021',
  accountNumber: '1234567890',
  allocation: { kind: 'fixed', amountCents: 50_000 },
};
const bodies = {
  create: [createDirectDepositRequest, create],
  update: [updateDirectDepositRequest, create],
  replace: [replaceDirectDepositsRequest, { items: [create] }],
  simulate: [simulateNetPayRequest, { netPayCents: [100] }],
} as const;

const columns = globSync('migrations/*.sql')
  .flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/^ {2}\[(\w+)\] /gm)].map(([, name = '']) => name),
  )
  .map((name) => `${name.charAt(0).toLowerCase()}${name.slice(1)}`);
const tried = [
  'tenantId',
  'tenant_id',
  'status',
  'approvedBy',
  'releasedBy',
  'id',
  'roles',
  'isAdmin',
  'rowVersion',
  'hasOwnProperty',
  'toString',
];
const names = [...new Set([...columns, ...tried])];

const codeOf = (schema: (typeof bodies)[keyof typeof bodies][0], value: unknown): string => {
  const request = {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(value),
    isBase64Encoded: false,
  };
  const read = readJsonBody(request, schema);
  return read.ok ? 'accepted' : read.failure.code;
};

describe.each(Object.entries(bodies))('T21 the body of %s', (_, [schema, good]) => {
  const known = new Set(
    JSON.stringify([
      good,
      'priority',
      'nickname',
      'confirm',
      'effectiveOn',
      'items',
      'accountNumberConfirmation',
    ]).match(/\w+/g),
  );

  test('takes no member that it does not list, at the top', () => {
    const extra = names.filter((name) => !known.has(name));
    const taken = extra.filter((name) => codeOf(schema, { ...good, [name]: 'x' }) !== 'BODY_MALFORMED');

    expect(taken).toEqual([]);
    expect(extra.length).toBeGreaterThan(60);
  });

  test('nor inside', () => {
    const inner = 'items' in good ? (name: string) => ({ items: [{ ...create, [name]: 'x' }] }) : undefined;
    const deeper = (name: string) => ({
      ...good,
      allocation: { kind: 'fixed', amountCents: 1, [name]: 'x' },
    });
    const taken = names
      .filter((name) => !known.has(name) && name !== 'kind' && name !== 'amountCents')
      .filter((name) => name !== 'id' || inner === undefined)
      .filter((name) => codeOf(schema, (inner ?? deeper)(name)) !== 'BODY_MALFORMED');

    expect(taken).toEqual([]);
  });
});
