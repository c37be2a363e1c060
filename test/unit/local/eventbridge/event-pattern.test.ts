// Patterns as EventBridge documents them, each with an event that matches and neighbours that do not.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html

import { compileEventPattern } from '#local/eventbridge/event-pattern';

const event = {
  source: 'direct-deposits.bank',
  'detail-type': 'BankEvent',
  detail: {
    version: 1,
    amount: 250.5,
    state: 'returned',
    code: null,
    isLive: true,
    tags: ['late', 'R03'],
    path: 'in/2026/file.ach',
    nested: { id: 'a*b' },
    empty: '',
  },
};
const matches = (pattern: object): boolean => compileEventPattern(JSON.stringify(pattern))(event);

test.each<[string, object, object]>([
  ['exact text', { source: ['direct-deposits.bank'] }, { source: ['direct-deposits'] }],
  ['any of a list', { source: ['x', 'direct-deposits.bank'] }, { source: ['x', 'y'] }],
  ['a number by value', { detail: { version: [1] } }, { detail: { version: ['1'] } }],
  ['true', { detail: { isLive: [true] } }, { detail: { isLive: [false] } }],
  ['null', { detail: { code: [null] } }, { detail: { missing: [null] } }],
  ['the empty text', { detail: { empty: [''] } }, { detail: { state: [''] } }],
  ['one of an event’s list', { detail: { tags: ['R03'] } }, { detail: { tags: ['R04'] } }],
  [
    'all members at once',
    { source: ['direct-deposits.bank'], detail: { version: [1] } },
    { source: ['direct-deposits.bank'], detail: { version: [2] } },
  ],
  ['prefix', { source: [{ prefix: 'direct-deposits.' }] }, { source: [{ prefix: 'Direct' }] }],
  [
    'prefix without case',
    { source: [{ prefix: { 'equals-ignore-case': 'DIRECT' } }] },
    { source: [{ prefix: { 'equals-ignore-case': 'DEPOSITS' } }] },
  ],
  ['suffix', { detail: { path: [{ suffix: '.ach' }] } }, { detail: { path: [{ suffix: '.txt' }] } }],
  [
    'suffix without case',
    { detail: { path: [{ suffix: { 'equals-ignore-case': '.ACH' } }] } },
    { detail: { path: [{ suffix: '.ACH' }] } },
  ],
  [
    'equality without case',
    { 'detail-type': [{ 'equals-ignore-case': 'bankevent' }] },
    { 'detail-type': [{ 'equals-ignore-case': 'bank' }] },
  ],
  [
    'wildcard',
    { detail: { path: [{ wildcard: 'in/*/file.*' }] } },
    { detail: { path: [{ wildcard: 'in/*/other' }] } },
  ],
  [
    'wildcard with an escaped star',
    { detail: { nested: { id: [{ wildcard: 'a\\*b' }] } } },
    { detail: { state: [{ wildcard: 're\\*' }] } },
  ],
  [
    'numeric, one bound',
    { detail: { amount: [{ numeric: ['>', 250] }] } },
    { detail: { amount: [{ numeric: ['>', 250.5] }] } },
  ],
  [
    'numeric, both bounds',
    { detail: { amount: [{ numeric: ['>=', 250.5, '<', 251] }] } },
    { detail: { amount: [{ numeric: ['>', 0, '<=', 250] }] } },
  ],
  [
    'numeric of text',
    { detail: { version: [{ numeric: ['=', 1] }] } },
    { detail: { state: [{ numeric: ['>', 0] }] } },
  ],
  [
    'anything-but a value',
    { detail: { state: [{ 'anything-but': 'settled' }] } },
    { detail: { state: [{ 'anything-but': 'returned' }] } },
  ],
  [
    'anything-but a list',
    { detail: { state: [{ 'anything-but': ['a', 'b'] }] } },
    { detail: { state: [{ 'anything-but': ['a', 'returned'] }] } },
  ],
  [
    'anything-but a prefix',
    { detail: { state: [{ 'anything-but': { prefix: 'set' } }] } },
    { detail: { state: [{ 'anything-but': { prefix: 'ret' } }] } },
  ],
  [
    'anything-but of what is missing',
    { detail: { state: [{ 'anything-but': 'x' }] } },
    { detail: { missing: [{ 'anything-but': 'x' }] } },
  ],
  ['exists', { detail: { state: [{ exists: true }] } }, { detail: { missing: [{ exists: true }] } }],
  ['exists not', { detail: { missing: [{ exists: false }] } }, { detail: { state: [{ exists: false }] } }],
  [
    '$or',
    { detail: { $or: [{ version: [2] }, { state: ['returned'] }] } },
    { detail: { $or: [{ version: [2] }, { state: ['settled'] }] } },
  ],
  ['a member of what is none', { detail: { nested: { id: ['a*b'] } } }, { detail: { state: { id: ['a'] } } }],
])('%s', (_, right, wrong) => {
  expect([matches(right), matches(wrong)]).toEqual([true, false]);
});

test.each([
  ['{}', /it is empty/],
  ['[]', /it is empty/],
  ['not json', /it is no JSON/],
  ['{"source":"x"}', /"source" must be an object or an array/],
  ['{"source":[]}', /an empty list/],
  ['{"source":[{"cidr":"10.0.0.0/8"}]}', /"cidr" is not known here/],
  ['{"source":[{"prefix":"a","suffix":"b"}]}', /one operator/],
  ['{"source":[{"prefix":1}]}', /prefix wants a string/],
  ['{"source":[{"numeric":[">"]}]}', /one comparison or two/],
  ['{"source":[{"numeric":["~",1]}]}', /another comparison/],
  ['{"source":[{"exists":"yes"}]}', /exists is true or false/],
  ['{"source":[{"wildcard":"**"}]}', /no \*\* in a row/],
  ['{"$or":[{"source":["x"]}]}', /two patterns or more/],
])('refuses %s', (pattern, reason) => {
  expect(() => compileEventPattern(pattern)).toThrow(reason);
});
