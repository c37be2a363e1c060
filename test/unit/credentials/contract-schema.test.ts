// The published JSON Schema against the parser that the decryptor runs: both take and refuse the same requests.

import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { parseRequest, presentAnswer, presentRefusal } from '#shared/credentials/contract';
import { contractCodeNames } from '#shared/credentials/credential-failure';
import { answerablePurposes } from '#shared/credentials/purpose';
import { fail, succeed } from '#shared/platform/result';
import { Secret } from '#shared/platform/secret';
import { valuesOf } from '../../support/aws-credential-world.ts';

const schema = JSON.parse(readFileSync('docs/decryptor-contract.schema.json', 'utf8')) as {
  $defs: { purpose: { enum: string[] }; code: { enum: string[] } };
};
const ajv = new Ajv2020({ allErrors: true, useDefaults: false });
ajv.addSchema(schema, 'contract');
const isOf = (part: string) => ajv.compile({ $ref: `contract#/$defs/${part}` });
const [isRequest, isAnswer, isRefusal] = [isOf('request'), isOf('answer'), isOf('refusal')];

const right = {
  version: 1,
  tenantId: 'acme',
  purposes: ['sql-server'],
  caller: { function: 'f', requestId: 'r', subject: 's' },
};
const oddValues = [
  null,
  0,
  1,
  '',
  'x',
  'acme',
  true,
  [],
  {},
  ['sql-server'],
  ['legacy-key#a'],
  'A',
  'a-',
  'x'.repeat(257),
];

test('a request is one for the schema exactly when it is one for the decryptor', () => {
  const member = fc.constantFrom('version', 'tenantId', 'purposes', 'caller', 'refresh', 'previous', 'more');
  const changes = fc.array(
    fc.oneof(
      fc.record({ name: member, value: fc.constantFrom<unknown>(...oddValues) }),
      fc.record({ name: fc.constantFrom('refresh', 'previous'), value: fc.boolean() }),
      fc.record({
        name: fc.constant('purposes'),
        value: fc.array(fc.constantFrom(...answerablePurposes, 'sql-server-admin'), { maxLength: 9 }),
      }),
      fc.record({
        name: fc.constant('caller'),
        value: fc.dictionary(
          fc.constantFrom('function', 'requestId', 'subject', 'x'),
          fc.constantFrom<unknown>('f', 'x'.repeat(256), 'x'.repeat(257), '', 1),
        ),
      }),
      fc.record({ name: member, value: fc.constant(undefined) }),
    ),
    { maxLength: 3 },
  );
  let taken = 0;
  fc.assert(
    fc.property(changes, (list) => {
      const request = JSON.parse(
        JSON.stringify(list.reduce((so, { name, value }) => ({ ...so, [name]: value }), right)),
      ) as unknown;
      const isTaken = parseRequest(request).ok;
      taken += isTaken ? 1 : 0;
      expect([request, isRequest(request)]).toEqual([request, isTaken]);
    }),
    { numRuns: 1_000 },
  );
  expect(taken).toBeGreaterThan(50);
});

test.each(['function', 'requestId', 'subject'])('a caller’s %s has 1 to 256 characters, for both', (name) => {
  const lengths = [0, 1, 256, 257];
  const takes = (isTaken: (request: unknown) => boolean): boolean[] =>
    lengths.map((length) => isTaken({ ...right, caller: { ...right.caller, [name]: 'x'.repeat(length) } }));

  expect(takes((request) => parseRequest(request).ok)).toEqual([false, true, true, false]);
  expect(takes((request) => isRequest(request))).toEqual([false, true, true, false]);
});

test('answers and refusals are the schema’s, and its codes and purposes are the product’s', () => {
  const values = valuesOf('acme');
  const opened = <T>(value: T) => ({ value: new Secret(value), version: 1, format: 'jwe1' });
  const credentials = {
    'sql-server': opened(values['sql-server']),
    'account-number-key': opened(values['account-number-key']),
  };
  const answer = presentAnswer(succeed({ credentials, failures: { 'payroll-api': 'CREDENTIAL_NOT_FOUND' } }));

  expect(isAnswer(answer)).toBe(true);
  expect(isRefusal(presentAnswer(fail('TENANT_SUSPENDED')))).toBe(true);
  expect(isRefusal(presentRefusal({ code: 'PURPOSE_NOT_GRANTED', pointer: '/tenantId' }))).toBe(true);
  expect(isAnswer({ ...answer, more: 1 })).toBe(false);
  expect(schema.$defs.purpose.enum).toEqual(answerablePurposes);
  expect(schema.$defs.code.enum).toEqual(contractCodeNames);
});
