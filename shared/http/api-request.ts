// A request as API Gateway hands it over (payload format 2.0), reduced to what the routes use.

import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Claims } from './caller-from-claims.ts';
import type { RequestBody } from './json-body.ts';

/** What the JWT authorizer adds once it has verified the token. */
export type AuthorizedEvent = Pick<
  APIGatewayProxyEventV2,
  'headers' | 'body' | 'isBase64Encoded' | 'pathParameters' | 'queryStringParameters'
> & {
  readonly requestContext: {
    readonly requestId: string;
    readonly routeKey?: string;
    readonly http?: { readonly method: string };
    readonly authorizer?: { readonly jwt?: { readonly claims?: Claims } };
  };
};

export type ApiRequest = RequestBody & {
  readonly requestId: string;
  /** As the client sent it; GET for an event that does not say. */
  readonly method: string;
  /** Method and path of the route that API Gateway matched. */
  readonly routeKey: string;
  readonly claims: Claims;
  readonly pathParameters: Readonly<Record<string, string | undefined>>;
  /** One text for each name; API Gateway joins repeated ones with commas. */
  readonly query: Readonly<Record<string, string | undefined>>;
};

const lowerCaseNames = (headers: AuthorizedEvent['headers'] | undefined): ApiRequest['headers'] =>
  Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));

export const toApiRequest = (event: AuthorizedEvent): ApiRequest => ({
  requestId: event.requestContext.requestId,
  method: event.requestContext.http?.method ?? 'GET',
  routeKey: event.requestContext.routeKey ?? '',
  claims: event.requestContext.authorizer?.jwt?.claims ?? {},
  pathParameters: event.pathParameters ?? {},
  query: event.queryStringParameters ?? {},
  headers: lowerCaseNames(event.headers),
  body: event.body,
  isBase64Encoded: event.isBase64Encoded,
});
