import * as fc from 'fast-check';
import { createDirectDepositRequest } from '#shared/api-contract/direct-deposit-request';
import { maxBodyBytes, readJsonBody, type RequestBody } from '#shared/http/json-body';

const good = {
  accountType: 'checking',
  routingNumber: '021000021',
  accountNumber: '1234567890',
  allocation: { kind: 'fixed', amountCents: 50_000 },
};

const request = (body: string, change: Partial<RequestBody> = {}): RequestBody => ({
  headers: { 'content-type': 'application/json' },
  body,
  isBase64Encoded: false,
  ...change,
});

const read = (body: string, change?: Partial<RequestBody>) =>
  readJsonBody(request(body, change), createDirectDepositRequest);

const outcome = (result: ReturnType<typeof read>) =>
  result.ok
    ? 'accepted'
    : [
        result.failure.code,
        ...(result.failure.errors ?? []).map(({ rule, pointer }) => `${rule} ${pointer}`),
      ];

describe('the body of a request', () => {
  test.each([
    ['application/json'],
    ['Application/JSON; charset=UTF-8'],
    ['application/json;charset="utf-8"'],
  ])('is read as %s', (contentType) => {
    expect(outcome(read(JSON.stringify(good), { headers: { 'content-type': contentType } }))).toBe(
      'accepted',
    );
  });

  test.each([
    ['no type', {}],
    ['plain text', { 'content-type': 'text/plain' }],
    ['a merge patch', { 'content-type': 'application/merge-patch+json' }],
    ['another charset', { 'content-type': 'application/json; charset=latin1' }],
    ['an encoding', { 'content-type': 'application/json', 'content-encoding': 'gzip' }],
    ['the identity encoding', { 'content-type': 'application/json', 'content-encoding': 'identity' }],
  ])('with %s is unsupported, whatever it says', (_, headers) => {
    expect(outcome(read('{', { headers }))).toEqual(['BODY_TYPE_UNSUPPORTED']);
  });

  test('T23 may have 65536 bytes and not one more, counted before it is parsed', () => {
    const padded = (bytes: number) => JSON.stringify(good).padEnd(bytes);
    expect(outcome(read(padded(maxBodyBytes)))).toBe('accepted');
    expect(outcome(read(padded(maxBodyBytes + 1)))).toEqual(['BODY_TOO_LARGE']);
    expect(outcome(read('é'.repeat(maxBodyBytes / 2 + 1)))).toEqual(['BODY_TOO_LARGE']);
  });

  test('counts the bytes behind base64', () => {
    const encoded = (text: string) => ({ body: Buffer.from(text).toString('base64'), isBase64Encoded: true });
    expect(outcome(read('', encoded(JSON.stringify(good).padEnd(maxBodyBytes))))).toBe('accepted');
    expect(outcome(read('', encoded(' '.repeat(maxBodyBytes + 1))))).toEqual(['BODY_TOO_LARGE']);
  });

  test.each([
    ['nothing', '', 'body.syntax '],
    ['half an object', '{"a":', 'body.syntax '],
    ['a comment', '{} // x', 'body.syntax '],
    ['NaN', '{"priority": NaN}', 'body.syntax '],
    ['a byte-order mark', `\ufeff${JSON.stringify(good)}`, 'body.syntax '],
    ['a member twice', '{"nickname":"a","nickname":"a"}', 'body.duplicate /nickname'],
    ['a member twice, once escaped', '{"nickname":"a","nick\\u006eame":"b"}', 'body.duplicate /nickname'],
    ['a member twice whose name could be data', '{"9876543210":1,"9876543210":2}', 'body.duplicate '],
    [
      'a member twice, far down',
      '{"allocation":{"kind":"fixed","x":[{"a":1,"a" \n :2}]}}',
      'body.duplicate /allocation/x/0/a',
    ],
    ['a string', '"x"', 'body.type '],
    ['null', 'null', 'body.type '],
    ['a list', '[]', 'body.type '],
  ])('is malformed as %s', (_, body, finding) => {
    expect(outcome(read(body))).toEqual(['BODY_MALFORMED', finding]);
  });

  test('is malformed in a broken encoding', () => {
    const body = Buffer.from([0x7b, 0xff, 0x7d]).toString('base64');
    expect(outcome(read(body, { isBase64Encoded: true }))).toEqual(['BODY_MALFORMED', 'body.encoding ']);
  });

  test.each([
    ['priority', '1', 'body.type /priority'],
    ['nickname', null, 'body.type /nickname'],
    ['accountType', 1, 'body.type /accountType'],
    ['accountNumber', 1_234_567_890, 'body.type /accountNumber'],
    ['routingNumber', ['021000021'], 'body.type /routingNumber'],
    ['allocation', 'remainder', 'body.type /allocation'],
    ['allocation', {}, 'body.missing /allocation/kind'],
    ['allocation', [], 'body.type /allocation'],
    ['allocation', { kind: 'fixed' }, 'body.missing /allocation/amountCents'],
    ['allocation', { kind: 'fixed', amountCents: '1' }, 'body.type /allocation/amountCents'],
    ['allocation', { kind: 'fixed', amountCents: 1, basisPoints: 1 }, 'body.unknown /allocation/basisPoints'],
    ['allocation', { kind: 'percentage' }, 'body.missing /allocation/basisPoints'],
    ['allocation', { kind: 'remainder', amountCents: 1 }, 'body.unknown /allocation/amountCents'],
    ['id', 'x', 'body.unknown /id'],
    ['status', 'active', 'body.unknown /status'],
    ['tenantId', 'globex', 'body.unknown /tenantId'],
    ['createdAt', 'now', 'body.unknown /createdAt'],
    ['constructor', {}, 'body.unknown /constructor'],
    ['toString', 1, 'body.unknown /toString'],
  ])('is malformed with %s: %j', (member, value, finding) => {
    expect(outcome(read(JSON.stringify({ ...good, [member]: value })))).toEqual(['BODY_MALFORMED', finding]);
  });

  test('T22 is malformed with __proto__ and changes no prototype', () => {
    const body = JSON.stringify(good).replace('{', '{"__proto__":{"polluted":true},');
    expect(outcome(read(body))).toEqual(['BODY_MALFORMED', 'body.unknown /__proto__']);
    expect('polluted' in {}).toBe(false);
  });

  test.each(['constructor', 'toString', 'hasOwnProperty', 'valueOf'])(
    'T22 is malformed with %s, which every object inherits',
    (name) => {
      expect(outcome(read(JSON.stringify({ ...good, [name]: 'x' })))).toEqual([
        'BODY_MALFORMED',
        `body.unknown /${name}`,
      ]);
    },
  );

  test.each(['accountType', 'routingNumber', 'accountNumber', 'allocation'])(
    'is malformed without %s',
    (member) => {
      const { [member]: _, ...rest }: Record<string, unknown> = good;
      expect(outcome(read(JSON.stringify(rest)))).toEqual(['BODY_MALFORMED', `body.missing /${member}`]);
    },
  );

  test('does not repeat a member’s name that could be data', () => {
    const result = read(JSON.stringify({ ...good, '9876543210': 1 }));
    expect(outcome(result)).toEqual(['BODY_MALFORMED', 'body.unknown ']);
    expect(JSON.stringify(result)).not.toContain('9876543210');
  });

  test('with an unknown kind of allocation is left to the rules', () => {
    const withAllocation = (allocation: object) => outcome(read(JSON.stringify({ ...good, allocation })));
    expect(withAllocation({ kind: 'rest', amountCents: 1 })).toBe('accepted');
    expect(withAllocation({ kind: 'rest', x: 1 })).toEqual(['BODY_MALFORMED', 'body.unknown /allocation/x']);
  });

  test('without a duplicate member is never taken for one with', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const result = read(JSON.stringify(value));
        expect(JSON.stringify(result)).not.toContain('body.duplicate');
      }),
    );
  });

  test('with a duplicate member anywhere is always found', () => {
    const spaces = fc.constantFrom('', ' ', '\n\t');
    fc.assert(
      fc.property(
        fc.string(),
        fc.jsonValue({ maxDepth: 2 }),
        spaces,
        fc.nat(3),
        (name, value, space, depth) => {
          const member = `${JSON.stringify(name)}${space}:${space}${JSON.stringify(value)}`;
          const inner = `{${member},${space}"other":1,${member}}`;
          const body = '[{"a":'.repeat(depth) + inner + '}]'.repeat(depth);
          const pointer = '/0/a'.repeat(depth) + (/^[A-Za-z_]{1,40}$/.test(name) ? `/${name}` : '');
          expect(outcome(read(body))).toEqual(['BODY_MALFORMED', `body.duplicate ${pointer}`]);
        },
      ),
    );
  });

  test.each([
    ['', 'line 1, column 1'],
    ['{"a": 1,}', 'line 1, column 9'],
    ['{\n  "a": 1\n  "b": 2\n}', 'line 3, column 3'],
    ['{\r\n"a": 01}', 'line 2, column 7'],
    ['{"a": "x\ty"}', 'line 1, column 9'],
    ['{"a": "\\x"}', 'line 1, column 8'],
    ['{"a": "é🏦" "b"}', 'line 1, column 13'],
    ['[1, 2', 'line 1, column 6'],
    ['{} x', 'line 1, column 4'],
    [`\ufeff{}`, 'line 1, column 1'],
  ])('that is not JSON says where, and not what: %j', (body, place) => {
    const result = read(body);
    expect(result).toMatchObject({
      failure: { errors: [{ rule: 'body.syntax', message: `The body is not JSON from ${place} on.` }] },
    });
  });
});
