// The check that every answer of the tests passes through finds what it is there to find.

import { answerExamples } from '../../../scripts/openapi/examples.ts';
import { makeDocument } from '../../../scripts/openapi/make-document.ts';
import { problemBody } from '#shared/http/problem';
import { createAnswerValidator, requireContract, validateAnswer } from '#test/support/validate-answer';

type Contract = {
  components: { schemas: { DirectDeposit: { properties: Record<string, unknown>; required: string[] } } };
};

const set = '/api/employees/e-1001/direct-deposits';
const json = { 'content-type': 'application/json', 'cache-control': 'no-store', 'x-request-id': 'r' };
const problem = { ...json, 'content-type': 'application/problem+json' };
const list = {
  operationId: 'listDirectDeposits',
  status: 200,
  headers: { ...json, etag: '"a"' },
  body: answerExamples.DirectDepositList,
};
const update = {
  operationId: 'updateDirectDeposit',
  status: 200,
  headers: json,
  body: answerExamples.ConsideredDirectDeposit,
};
const missing = { status: 404, headers: problem, body: problemBody({ code: 'EMPLOYEE_NOT_FOUND' }, 'r') };

describe('an answer that is as the contract says', () => {
  it.each([
    ['a list', list],
    ['a list as text', { ...list, body: JSON.stringify(list.body) }],
    [
      'one that is known already',
      {
        ...list,
        status: 304,
        headers: { etag: '"a"', 'cache-control': 'no-store', 'x-request-id': 'r' },
        body: '',
      },
    ],
    ['a dry run, which has no entity tag', update],
    ['a problem, by method and path', { ...missing, method: 'GET', path: set }],
    [
      'a gateway’s 401',
      { method: 'POST', path: set, status: 401, headers: json, body: { message: 'Unauthorized' } },
    ],
    [
      'an unknown route',
      { method: 'GET', path: '/api/nothing', status: 404, headers: json, body: { message: 'Not Found' } },
    ],
    [
      'the history, which looks like an id',
      {
        method: 'GET',
        path: `${set}/history?limit=1`,
        status: 200,
        headers: json,
        body: answerExamples.History,
      },
    ],
  ])('%s passes', (_what, answer) => {
    expect(validateAnswer(answer)).toBeUndefined();
  });
});

describe('an answer that is not', () => {
  it.each([
    ['an undocumented status', { ...list, status: 202 }, /status 202 is not documented/],
    [
      'an undocumented media type',
      { ...list, headers: { ...list.headers, 'content-type': 'text/html' } },
      /text\/html is not documented/,
    ],
    [
      'an undocumented member',
      { ...list, body: { ...list.body, total: 2 } },
      /must NOT have additional properties: total/,
    ],
    [
      'a member of an item that is gone',
      { ...list, body: { items: [{ ...list.body.items[0], status: undefined }] } },
      /\/items\/0 must have required property 'status'/,
    ],
    ['a promised header that is not there', { ...list, headers: json }, /ETag is missing/],
    [
      'a change that was made, without its entity tag',
      { ...update, body: answerExamples.WrittenDirectDeposit },
      /ETag is missing/,
    ],
    [
      'an undeclared header',
      { ...missing, operationId: 'getMeta', status: 403, headers: { ...problem, etag: '"a"' } },
      /etag is not documented/,
    ],
    [
      'a code that the route does not have',
      { ...missing, operationId: 'getMeta', status: 403, body: problemBody({ code: 'NOT_HELD' }, 'r') },
      /code must be equal to one of the allowed values/,
    ],
    ['a body where none belongs', { ...list, status: 304, body: {} }, /there is a body/],
    [
      'an unknown route that is answered',
      { method: 'GET', path: '/api/nothing', status: 200, headers: json, body: {} },
      /does not have is answered 200/,
    ],
  ])('%s is found', (_what, answer, fault) => {
    expect(validateAnswer(answer)).toMatch(fault);
    expect(() => requireContract(answer)).toThrow(fault);
  });

  it('is found once the contract no longer has the member', () => {
    const contract = JSON.parse(JSON.stringify(makeDocument())) as Contract;
    const { properties, required } = contract.components.schemas.DirectDeposit;
    delete properties['reasons'];
    required.splice(required.indexOf('reasons'), 1);

    expect(createAnswerValidator(contract)(list)).toMatch(/must NOT have additional properties: reasons/);
  });
});
