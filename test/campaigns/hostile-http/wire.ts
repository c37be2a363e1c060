// A request and its answer as they would be on the wire, for whatever carries them.

import type { Route } from './plan-request.ts';

export type WireRequest = {
  readonly route: Route;
  readonly employee: string;
  readonly item?: string;
  /** As the issuer signed them. */
  readonly claims: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** API Gateway hands a body over as base64 where it does not take it for text. */
  readonly isBase64Encoded: boolean;
};

export type WireAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
};

export type Send = (request: WireRequest) => Promise<WireAnswer>;

/** Under an employee's direct deposits, or a path of its own. */
type Place = { readonly method: string } & ({ readonly under: string } | { readonly path: string });

const places = {
  list: { method: 'GET', under: '' },
  get: { method: 'GET', under: '/{id}' },
  create: { method: 'POST', under: '' },
  update: { method: 'PUT', under: '/{id}' },
  remove: { method: 'DELETE', under: '/{id}' },
  replace: { method: 'PUT', under: '' },
  simulate: { method: 'POST', under: '/simulate' },
  reveal: { method: 'POST', under: '/{id}/reveal' },
  cancel: { method: 'DELETE', under: '/{id}/upcoming' },
  release: { method: 'POST', under: '/{id}/release' },
  history: { method: 'GET', under: '/history' },
  meta: { method: 'GET', path: '/api/meta' },
  openapi: { method: 'GET', path: '/api/openapi.json' },
} as const satisfies Readonly<Record<Route, Place>>;

export const methodOf = (route: Route): string => places[route].method;

export const hasItem = (route: Route): boolean => {
  const place: Place = places[route];
  return 'under' in place && place.under.includes('{id}');
};

/** @param encode how an id becomes a piece of the path */
export const pathOf = (
  { route, employee, item = '' }: WireRequest,
  encode: (id: string) => string = encodeURIComponent,
): string => {
  const place: Place = places[route];
  if ('path' in place) return place.path;
  return `/api/employees/${encode(employee)}/direct-deposits${place.under.replace('{id}', () => encode(item))}`;
};
