// The demo's HTTP client: signs in at the local issuer, calls the API, and notes what was answered and how fast.

import type { StackUrls } from '../../local/start-stack.ts';

export type Answer = {
  readonly status: number;
  readonly ms: number;
  readonly etag: string | undefined;
  /** Parsed JSON, or undefined where there is none. */
  readonly body: unknown;
};

export type Call = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly token: string;
  readonly ifMatch?: string;
  readonly idempotencyKey?: string;
  readonly body?: unknown;
};

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null
    ? new Map<string, unknown>(Object.entries(value)).get(name)
    : undefined;

/** A text inside an answer, by the names on the way to it. */
export const textAt = (value: unknown, ...path: readonly string[]): string | undefined => {
  const found = path.reduce(member, value);
  return typeof found === 'string' ? found : undefined;
};

export const itemsOf = (answer: Answer): readonly unknown[] => {
  const items = member(answer.body, 'items');
  return Array.isArray(items) ? items : [];
};

export const signIn = async (urls: StackUrls, claims: Readonly<Record<string, unknown>>): Promise<string> => {
  const response = await fetch(`${urls.issuer}/token`, { method: 'POST', body: JSON.stringify(claims) });
  const token = textAt(await response.json(), 'token');
  if (token === undefined) throw new Error('The issuer gave no token');
  return token;
};

/** The same token with another tenant in it: the signature no longer fits. */
export const forge = (token: string, tenantId: string): string => {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const changed = Object.assign({}, claims, { tenant_id: tenantId });
  return [header, Buffer.from(JSON.stringify(changed)).toString('base64url'), signature].join('.');
};

export const send = async (
  urls: StackUrls,
  { method, path, token, ifMatch, idempotencyKey, body }: Call,
): Promise<Answer> => {
  const headers = new Headers({ authorization: `Bearer ${token}` });
  if (ifMatch !== undefined) headers.set('if-match', ifMatch);
  if (idempotencyKey !== undefined) headers.set('idempotency-key', idempotencyKey);
  if (body !== undefined) headers.set('content-type', 'application/json');
  const startedMs = performance.now();
  const response = await fetch(`${urls.api}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const ms = performance.now() - startedMs;
  const parsed: unknown = text === '' ? undefined : JSON.parse(text);
  return { status: response.status, ms, etag: response.headers.get('etag') ?? undefined, body: parsed };
};
