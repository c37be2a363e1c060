// Turns a plan into a request for what is there by now: ids that exist, entity tags that fit, cursors that were given.

import { gzipSync } from 'node:zlib';
import { maxBodyBytes } from '#shared/http/json-body';
import type { Lane } from './lane.ts';
import type { RequestPlan } from './plan-request.ts';
import { hasItem, type WireRequest } from './wire.ts';

/** Whose rows no caller of the campaign may see or change. */
export type Outsider = { readonly employee: string; readonly items: readonly string[] };
export type Outsiders = { readonly neighbour: Outsider; readonly foreign: Outsider };

const nobody = '00000000-0000-4000-8000-000000000000';

const nth = <T>(items: readonly T[], pick: number): T | undefined => items[pick % Math.max(1, items.length)];

/** Only the neighbours' colleagues ask for them: payroll may reach them by right. */
const employeeOf = (plan: RequestPlan, lane: Lane, { neighbour, foreign }: Outsiders): string => {
  if (plan.employee === 'neighbour' && plan.caller === 'self') return neighbour.employee;
  if (plan.employee === 'foreign') return foreign.employee;
  return plan.employee === 'junk' ? plan.junkId : lane.employee;
};

const itemOf = ({ item, pick, junkId }: RequestPlan, lane: Lane, outsiders: Outsiders): string => {
  const own = nth([...lane.tags.keys()], pick) ?? nobody;
  switch (item) {
    case 'neighbour':
    case 'foreign':
      return nth(outsiders[item].items, pick) ?? nobody;
    case 'junk':
      return junkId;
    case 'upper-case':
      return own.toUpperCase();
    default:
      return own;
  }
};

const claimsOf = (plan: RequestPlan, lane: Lane): Readonly<Record<string, unknown>> => {
  const tenant = { tenant_id: 'acme' };
  const auth_time = String(Math.floor(Date.now() / 1_000) - plan.authenticatedSecondsAgo);
  switch (plan.caller) {
    case 'admin':
    case 'second-admin':
      return { ...tenant, auth_time, sub: plan.caller, roles: '[payroll-admin]' };
    case 'self':
      return { ...tenant, auth_time, sub: lane.employee, roles: '[employee]', employee_id: lane.employee };
    case 'viewer':
      return { ...tenant, auth_time, sub: 'viewer', roles: '[viewer]' };
    default:
      return plan.claims;
  }
};

const tagFor = (
  plan: RequestPlan,
  wish: RequestPlan['ifMatch'],
  lane: Lane,
  item: string,
): string | undefined => {
  const current = hasItem(plan.route) ? lane.tags.get(item) : lane.listTag;
  if (wish === 'none') return undefined;
  if (wish === 'junk') return plan.junkText;
  return wish === 'any' ? '*' : (current ?? '*');
};

const keyFor = ({ key, pick, junkText }: RequestPlan): string | undefined => {
  switch (key) {
    case 'one-of-few':
      return `key-${pick % 20}`;
    case 'quoted':
      return `"key ${pick}"`;
    case 'junk':
      return junkText;
    default:
      return undefined;
  }
};

const given = (headers: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );

const padded = (text: string, length: number): Buffer =>
  Buffer.concat([Buffer.from(text), Buffer.alloc(Math.max(0, length - Buffer.byteLength(text)), ' ')]);

const encoded = ({ encoding, contentEncoding }: RequestPlan, text: string): Buffer => {
  if (contentEncoding === 'gzip') return gzipSync(text);
  switch (encoding) {
    case 'bom':
      return Buffer.from(`\ufeff${text}`);
    case 'utf16le':
      return Buffer.from(text, 'utf16le');
    case 'latin1':
      return Buffer.from(`${text}\u00e9`, 'latin1');
    case 'broken':
      return Buffer.concat([Buffer.from(text), Buffer.from([0xc3, 0x28, 0xff])]);
    case 'fits':
      return padded(text, maxBodyBytes);
    case 'too-large':
      return padded(text, maxBodyBytes + 1);
    default:
      return Buffer.from(text);
  }
};

const fewItems = 2;

/** Somebody has to leave something behind for the others to be tried on. */
const restocked = (plan: RequestPlan): RequestPlan => ({
  ...plan,
  route: 'replace',
  caller: 'admin',
  employee: 'own',
  ifMatch: 'any',
  key: 'none',
  query: {},
  isNextPage: false,
  contentType: 'application/json',
  contentEncoding: '',
  encoding: 'utf8',
  text: plan.stock,
});

export const resolvePlan = (planned: RequestPlan, lane: Lane, outsiders: Outsiders): WireRequest => {
  const plan = lane.tags.size < fewItems && planned.pick % 3 === 0 ? restocked(planned) : planned;
  const item = itemOf(plan, lane, outsiders);
  const ids = [...lane.tags.keys()];
  const text = plan.text.replaceAll(/@@id(\d)@@/g, (_, index: string) => ids[Number(index)] ?? nobody);
  const hasBody = text !== '';
  return {
    route: plan.route,
    employee: employeeOf(plan, lane, outsiders),
    item,
    claims: claimsOf(plan, lane),
    headers: given({
      'content-type': hasBody ? plan.contentType : undefined,
      'content-encoding': plan.contentEncoding === '' ? undefined : plan.contentEncoding,
      'if-match': tagFor(plan, plan.ifMatch, lane, item),
      'if-none-match': tagFor(plan, plan.ifNoneMatch, lane, item),
      'idempotency-key': keyFor(plan),
    }),
    query: {
      ...plan.query,
      ...(plan.isNextPage && lane.cursor !== undefined && plan.query['cursor'] === undefined
        ? { cursor: lane.cursor }
        : {}),
    },
    ...(hasBody ? { body: encoded(plan, text) } : {}),
    isBase64Encoded: plan.encoding !== 'utf8' || plan.contentEncoding === 'gzip',
  };
};
