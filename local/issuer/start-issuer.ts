// The OpenID issuer of the local stack: a key pair made at start, the two documents that a verifier reads, the sign-in of the page
// (sign-in-routes.ts), and an endpoint that signs whatever claims it is handed. It listens on loopback only; the signing endpoint refuses
// browsers, since it signs for every caller.

import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import { closeServer, listen } from '../process/http-server.ts';
import { createSignInRoutes } from './sign-in-routes.ts';

export type Issuer = { readonly url: string; readonly port: number; readonly stop: () => Promise<void> };

type Settings = { readonly port: number; readonly audience: string };

const maxBodyBytes = 16_384;
const keyId = 'local-1';

const readJson = async (request: IncomingMessage): Promise<unknown> => {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += String(chunk);
    if (text.length > maxBodyBytes) throw new RangeError('the body is too long');
  }
  return JSON.parse(text);
};

const answer = (
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void => {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers });
  response.end(JSON.stringify(body));
};

/** They are no secret. */
const documentHeaders = { 'access-control-allow-origin': '*' };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isFromBrowser = (request: IncomingMessage): boolean =>
  request.headers.origin !== undefined || request.headers['sec-fetch-site'] !== undefined;

const isForLoopback = (request: IncomingMessage): boolean =>
  /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(request.headers.host ?? '');

/** `POST /token` takes the claims as they are to be signed; issuer, audience, times are filled in where absent. */
export const startIssuer = async ({ port: wantedPort, audience }: Settings): Promise<Issuer> => {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const published = { ...(await exportJWK(publicKey)), kid: keyId, alg: 'RS256', use: 'sig' };
  let url = '';

  const sign = (claims: Readonly<Record<string, unknown>>, seconds = 3600): Promise<string> => {
    const nowSeconds = Math.floor(Date.now() / 1000);
    return new SignJWT({ iss: url, aud: audience, iat: nowSeconds, exp: nowSeconds + seconds, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: keyId, typ: 'JWT' })
      .sign(privateKey);
  };
  const signIn = createSignInRoutes({
    audience,
    sign: (claims, forAudience, seconds) => sign({ ...claims, aud: forAudience }, seconds),
  });

  const signRequest = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (isFromBrowser(request) || !isForLoopback(request))
      return answer(response, 403, { message: 'Forbidden' });
    const claims = await readJson(request).catch(() => undefined);
    if (!isRecord(claims))
      return answer(response, 400, { message: 'The body must be a JSON object of claims' });
    answer(response, 200, { token: await sign(claims) });
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!isForLoopback(request)) return answer(response, 403, { message: 'Forbidden' });
    const target = new URL(request.url ?? '/', url);
    if ((await signIn(request, response, target)) === 'answered') return;
    const route = `${request.method ?? ''} ${target.pathname}`;
    if (route === 'GET /.well-known/jwks.json')
      return answer(response, 200, { keys: [published] }, documentHeaders);
    if (route === 'GET /.well-known/openid-configuration') {
      return answer(
        response,
        200,
        {
          issuer: url,
          jwks_uri: `${url}/.well-known/jwks.json`,
          authorization_endpoint: `${url}/authorize`,
          token_endpoint: `${url}/token`,
          end_session_endpoint: `${url}/sign-out`,
          code_challenge_methods_supported: ['S256'],
          grant_types_supported: ['authorization_code', 'refresh_token'],
          token_endpoint_auth_methods_supported: ['none'],
          id_token_signing_alg_values_supported: ['RS256'],
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
        },
        documentHeaders,
      );
    }
    if (route !== 'POST /token') return answer(response, 404, { message: 'Not Found' });
    await signRequest(request, response);
  };
  const server = createServer((request, response) => {
    serve(request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else answer(response, 500, { message: 'The issuer failed' });
    });
  });

  const port = await listen(server, wantedPort);
  url = `http://127.0.0.1:${port}`;
  return { url, port, stop: () => closeServer(server) };
};
