// Makes the emulated gateway answer as API Gateway does where the two differ: preflights, cross-origin headers, and the
// gateway's own `{ "message" }` for routes it does not know and functions that fail.

import { servePage } from './page-files.ts';
import { isLocalOrigin } from '../local-origin.ts';
import { corsHeaders, preflightHeaders } from './local-cors.ts';
import type { HapiRequest, HapiServer, Headers, ResponseBuilder, Toolkit } from './hapi.ts';

/** The emulator's catch-all route. */
const unknownRoute = '/{p*}';

const originOf = (request: HapiRequest): string | undefined => {
  const { origin } = request.headers;
  return typeof origin === 'string' ? origin : undefined;
};

const isPreflight = (request: HapiRequest): boolean => request.method.toLowerCase() === 'options';

const withHeaders = (answer: ResponseBuilder, headers: Readonly<Record<string, string>>): ResponseBuilder =>
  Object.entries(headers).reduce((built, [name, value]) => built.header(name, value), answer);

/** As the client sent it: the server has already taken the slash away from the path. */
const hasSlashAtTheEnd = ({ raw }: HapiRequest): boolean => /.\/$/.test(raw.req.url?.split('?')[0] ?? '');

/** Keeps a preflight away from the routes; what it is answered is settled with every other answer. */
const beforeRouting = (request: HapiRequest, h: Toolkit): unknown => {
  if (isPreflight(request)) return h.response().code(204).takeover();
  // An HTTP API's routes match the whole path: no slash at the end.
  if (hasSlashAtTheEnd(request)) return h.response({ message: 'Not Found' }).code(404).takeover();
  // A gateway does not look into bodies. The server would refuse a media type that it cannot read; the function's event is
  // made of the raw headers, so it still gets what the client sent.
  if (request.headers['content-type'] !== undefined)
    request.headers['content-type'] = 'application/octet-stream';
  return h.continue;
};

/** What the gateway says by itself, or undefined when the function's own answer stands. */
export const gatewayMessage = (request: HapiRequest): { status: number; message: string } | undefined => {
  const { response } = request;
  const status = response.output?.statusCode ?? response.statusCode ?? 500;
  if (status === 404 && (response.isBoom === true || request.route.path === unknownRoute)) {
    return { status: 404, message: 'Not Found' };
  }
  const hasOwnBody =
    response.isBoom !== true && typeof response.source === 'string' && response.source !== '';
  if (hasOwnBody) return undefined;
  if (status === 504) return { status: 503, message: 'Service Unavailable' };
  if (status >= 500) return { status: 500, message: 'Internal Server Error' };
  if (response.isBoom === true)
    return { status, message: status === 413 ? 'Request Entity Too Large' : 'Bad Request' };
  return undefined;
};

const setCrossOriginHeaders = (headers: Headers, origin: string | undefined): void => {
  for (const name of Object.keys(headers)) {
    if (name.startsWith('access-control-')) delete headers[name];
  }
  if (isLocalOrigin(origin)) Object.assign(headers, corsHeaders(origin));
};

const finishAnswer = (request: HapiRequest, h: Toolkit): unknown => {
  const origin = originOf(request);
  const isLocal = isLocalOrigin(origin);
  if (isPreflight(request))
    return withHeaders(h.response().code(204), isLocal ? preflightHeaders(origin) : {});
  const own = gatewayMessage(request);
  if (own !== undefined) {
    return withHeaders(
      h.response({ message: own.message }).code(own.status),
      isLocal ? corsHeaders(origin) : {},
    );
  }
  setCrossOriginHeaders(request.response.output?.headers ?? request.response.headers ?? {}, origin);
  return h.continue;
};

const adjusted = new WeakSet<HapiServer>();

/** Once for each server, after the emulator's own steps. */
export const answerAsApiGateway = (server: HapiServer): void => {
  if (adjusted.has(server)) return;
  adjusted.add(server);
  const folder = process.env['DEPOSITS_PAGE_FOLDER'];
  const issuerUrl = process.env['DEPOSITS_ISSUER_URL'];
  // The page's answers are CloudFront's, not the gateway's.
  if (folder !== undefined && issuerUrl !== undefined) servePage(server, { folder, issuerUrl });
  server.ext('onRequest', beforeRouting);
  server.ext('onPreResponse', finishAnswer);
};
