// One hostile request as a plan: everything that chance decides, and nothing that depends on what is stored by then.

import fc from 'fast-check';
import {
  createDirectDepositRequest,
  replaceDirectDepositsRequest,
  simulateNetPayRequest,
  updateDirectDepositRequest,
} from '#shared/api-contract/direct-deposit-request';
import type { RouteName } from '../../support/deposits-world.ts';
import { mostlyGood, stockOf } from './good-manners.ts';
import { hostileTextOf } from './hostile-json.ts';
import { arbitraryOf } from './schema-arbitrary.ts';

export type Route = RouteName | 'meta' | 'openapi';

/** How often each route is asked, of the sum of all. */
const routeWeights = {
  list: 2,
  get: 3,
  create: 6,
  update: 6,
  remove: 2,
  replace: 4,
  simulate: 4,
  reveal: 2,
  release: 2,
  cancel: 1,
  history: 3,
  meta: 1,
  openapi: 1,
} as const satisfies Readonly<Record<Route, number>>;

const bodies: Readonly<Partial<Record<Route, fc.Arbitrary<string>>>> = Object.fromEntries(
  Object.entries({
    create: createDirectDepositRequest,
    update: updateDirectDepositRequest,
    replace: replaceDirectDepositsRequest,
    simulate: simulateNetPayRequest,
  }).map(([route, schema]) => [route, hostileTextOf(mostlyGood(arbitraryOf(schema)))]),
);

/** Mostly what a client sends, sometimes one of the others. */
const mostly = <const T>(usual: T, others: readonly T[], weight = 12): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 3, arbitrary: fc.constantFrom(...others) });

const junkTexts = [
  '',
  '"',
  '""',
  'W/"x"',
  '"a","b"',
  '\u00e9',
  'x'.repeat(300),
  '"\\"',
  ' , ,',
  '\u0007',
  '0',
];

const contentTypes = [
  ...['', 'text/plain', 'application/xml', 'application/json; charset=utf-16', 'application/jsonp', '*/*'],
  ...[
    'application/json;charset=latin1',
    'multipart/form-data',
    'application/json, text/html',
    'x'.repeat(999),
  ],
  ...['APPLICATION/JSON ; charset="UTF-8"', 'application/json;'],
];

const junkIds = [
  ...[
    '',
    ' ',
    '.',
    '..',
    '../e-1',
    '%2e%2e%2f',
    '%00',
    '\0',
    '%',
    '%zz',
    "' OR 1=1--",
    '*',
    'null',
    '-1',
    '🔑',
  ],
  ...['x'.repeat(65), 'x'.repeat(9_000), '00000000-0000-0000-0000-000000000000', 'history', 'simulate', 'é'],
];

const junkQueries: readonly Readonly<Record<string, string>>[] = [
  ...['true', 'TRUE', '', '1', 'true,true', 'false'].map((dryRun) => ({ dryRun })),
  ...['0', '1', '100', '101', '-1', '1e3', 'abc', '', '9'.repeat(12), '1.5'].map((limit) => ({ limit })),
  ...['', 'x', 'AAAAAAAAAAAAAAAA', '%', 'é'.repeat(40), '='.repeat(2_000)].map((cursor) => ({ cursor })),
  { dryRun: 'true', limit: 'x', cursor: '\0', unknown: 'x' },
];

const claimsOf = (change: object) => ({
  tenant_id: 'acme',
  roles: '[payroll-admin]',
  sub: 'junk',
  ...change,
});

/** Tokens that the issuer signed and that make no sense here. */
const junkClaims: readonly Readonly<Record<string, unknown>>[] = [
  {},
  claimsOf({ tenant_id: 'nobody' }),
  claimsOf({ tenant_id: '../acme' }),
  claimsOf({ tenant_id: '' }),
  claimsOf({ roles: '[]' }),
  claimsOf({ roles: 'root' }),
  claimsOf({ roles: '["viewer"' }),
  claimsOf({ roles: '[viewer]', employee_id: '\0' }),
  claimsOf({ sub: 'x'.repeat(4_000), roles: '[viewer]' }),
  claimsOf({ sub: '' }),
  claimsOf({ auth_time: '1e99' }),
];

/** A whole set that nothing is wrong with, for an employee who has next to nothing by now. */
const stock = arbitraryOf(replaceDirectDepositsRequest).map(stockOf);

const planOf = (route: Route) =>
  fc.record({
    route: fc.constant(route),
    // The person who asked for a direct deposit cannot release it.
    caller: mostly(
      route === 'release' ? 'second-admin' : 'admin',
      ['second-admin', 'self', 'self', 'self', 'viewer', 'junk'],
      4,
    ),
    claims: fc.constantFrom(...junkClaims),
    employee: mostly('own', ['neighbour', 'foreign', 'junk'], 30),
    item: mostly('own', ['neighbour', 'foreign', 'junk', 'upper-case'], 24),
    junkId: fc.constantFrom(...junkIds),
    pick: fc.nat({ max: 999 }),
    ifMatch: mostly('current', ['any', 'none', 'junk'], 20),
    ifNoneMatch: mostly('none', ['current', 'any', 'junk']),
    key: mostly('none', ['one-of-few', 'one-of-few', 'quoted', 'junk']),
    junkText: fc.constantFrom(...junkTexts),
    query: mostly<Readonly<Record<string, string>>>({}, junkQueries),
    isNextPage: fc.boolean(),
    contentType: mostly('application/json', contentTypes, 40),
    contentEncoding: mostly('', ['gzip', 'identity', 'br'], 60),
    encoding: mostly('utf8', ['base64', 'bom', 'utf16le', 'latin1', 'broken', 'fits', 'too-large'], 16),
    stock,
    text: bodies[route] ?? mostly('', ['{}', '[', '\0', 'x'.repeat(1_000)], 20),
    authenticatedSecondsAgo: mostly(0, [601, -3_600, 599]),
  });

const routes: readonly Route[] = Object.keys(routeWeights).filter(
  (name): name is Route => name in routeWeights,
);

export const requestPlans = fc.oneof(
  ...routes.map((route) => ({ weight: routeWeights[route], arbitrary: planOf(route) })),
);

export type RequestPlan = ReturnType<typeof planOf> extends fc.Arbitrary<infer P> ? P : never;
