// The issuer's part in signing in to the page: OpenID Connect's authorization code flow with PKCE for one public client, with refresh tokens
// that are used once. Only pages of this machine are redirected to and answered.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { isLocalOrigin } from '../local-origin.ts';
import { pageClientId } from '../page/page-client.ts';
import { findPerson } from './people.ts';
import { signInPage } from './sign-in-page.ts';
import { SignInMemory, type SignedIn } from './sign-in-memory.ts';

const cookieName = 'local-issuer';
const accessSeconds = 900;

type Claims = Readonly<Record<string, unknown>>;

export type SignInSettings = {
  readonly sign: (claims: Claims, audience: string, seconds: number) => Promise<string>;
  readonly audience: string;
};

export type SignInRoutes = (
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
) => Promise<'answered' | 'other'>;

type AuthorizationRequest = {
  readonly redirectUri: string;
  readonly challenge: string;
  readonly state: string;
  readonly nonce: string | undefined;
  readonly prompt: string;
  readonly maxAgeSeconds: number;
};

const claimsOf = ({ person, authTime }: SignedIn): Claims => ({
  sub: person.subject,
  name: person.name,
  tenant_id: person.tenantId,
  ...(person.employeeId === undefined ? {} : { employee_id: person.employeeId }),
  roles: person.roles,
  auth_time: authTime,
});

const sessionIdIn = ({ headers }: IncomingMessage): string =>
  (headers.cookie ?? '')
    .split(/;\s*/)
    .find((cookie) => cookie.startsWith(`${cookieName}=`))
    ?.slice(cookieName.length + 1) ?? '';

/** A sentence for what cannot be redirected anywhere. */
const readAuthorization = (query: URLSearchParams): AuthorizationRequest | string => {
  const get = (name: string): string => query.get(name) ?? '';
  const redirectUri = get('redirect_uri');
  if (get('client_id') !== pageClientId) return 'This issuer does not know that client_id';
  if (!URL.canParse(redirectUri) || !isLocalOrigin(new URL(redirectUri).origin))
    return 'The redirect_uri is not one of this machine';
  if (get('response_type') !== 'code') return 'The response_type has to be code';
  if (get('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(get('code_challenge')))
    return 'The code_challenge has to be one of S256';
  const maxAge = query.get('max_age');
  return {
    redirectUri,
    challenge: get('code_challenge'),
    state: get('state'),
    nonce: query.get('nonce') ?? undefined,
    prompt: get('prompt'),
    maxAgeSeconds: maxAge === null ? Number.POSITIVE_INFINITY : Number(maxAge),
  };
};

const html = (response: ServerResponse, status: number, body: string): void => {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  });
  response.end(body);
};

const json = (request: IncomingMessage, response: ServerResponse, status: number, body: object): void => {
  const { origin } = request.headers;
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    ...(isLocalOrigin(origin) ? { 'access-control-allow-origin': origin, vary: 'origin' } : {}),
  });
  response.end(JSON.stringify(body));
};

const redirect = (response: ServerResponse, to: string, members: Readonly<Record<string, string>>): void => {
  const url = new URL(to);
  for (const [name, value] of Object.entries(members)) url.searchParams.set(name, value);
  response.writeHead(303, { location: url.href, 'cache-control': 'no-store' }).end();
};

export const createSignInRoutes = ({ sign, audience }: SignInSettings): SignInRoutes => {
  const memory = new SignInMemory();

  const sendCode = (response: ServerResponse, request: AuthorizationRequest, signedIn: SignedIn): void => {
    const { redirectUri, challenge, nonce, state } = request;
    const code = memory.newCode({ ...signedIn, clientId: pageClientId, redirectUri, challenge, nonce });
    redirect(response, redirectUri, { code, state });
  };

  const authorize = (request: IncomingMessage, response: ServerResponse, url: URL): void => {
    const asked = readAuthorization(url.searchParams);
    if (typeof asked === 'string')
      return html(response, 400, `<!doctype html><title>${asked}</title><p>${asked}.`);
    const session = memory.session(sessionIdIn(request));
    const ageSeconds = session === undefined ? 0 : Date.now() / 1_000 - session.authTime;
    const isFresh = session !== undefined && asked.prompt !== 'login' && ageSeconds <= asked.maxAgeSeconds;
    if (isFresh) return sendCode(response, asked, session);
    if (asked.prompt === 'none')
      return redirect(response, asked.redirectUri, { error: 'login_required', state: asked.state });
    html(response, 200, signInPage(url.search.slice(1)));
  };

  const choose = async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const asked = readAuthorization(url.searchParams);
    const person = findPerson(new URLSearchParams(await text(request)).get('subject') ?? '');
    if (typeof asked === 'string' || person === undefined)
      return html(response, 400, '<!doctype html><title>Unknown</title><p>There is nobody of that name.');
    memory.closeSession(sessionIdIn(request));
    const { id, signedIn } = memory.openSession(person);
    response.setHeader('set-cookie', `${cookieName}=${id}; HttpOnly; SameSite=Lax; Path=/`);
    sendCode(response, asked, signedIn);
  };

  const tokensFor = async (signedIn: SignedIn, nonce: string | undefined) => ({
    access_token: await sign(claimsOf(signedIn), audience, accessSeconds),
    id_token: await sign(
      { ...claimsOf(signedIn), ...(nonce === undefined ? {} : { nonce }) },
      pageClientId,
      accessSeconds,
    ),
    refresh_token: memory.newRefresh(signedIn),
    token_type: 'Bearer',
    expires_in: accessSeconds,
  });

  const grant = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const form = new URLSearchParams(await text(request));
    const get = (name: string): string => form.get(name) ?? '';
    if (get('client_id') !== pageClientId) return json(request, response, 401, { error: 'invalid_client' });
    if (get('grant_type') === 'refresh_token') {
      const signedIn = memory.takeRefresh(get('refresh_token'));
      if (signedIn === undefined) return json(request, response, 400, { error: 'invalid_grant' });
      return json(request, response, 200, await tokensFor(signedIn, undefined));
    }
    if (get('grant_type') !== 'authorization_code')
      return json(request, response, 400, { error: 'unsupported_grant_type' });
    const redeemed = memory.redeem(get('code'), {
      clientId: get('client_id'),
      redirectUri: get('redirect_uri'),
      verifier: get('code_verifier'),
    });
    if (redeemed === undefined) return json(request, response, 400, { error: 'invalid_grant' });
    json(request, response, 200, await tokensFor(redeemed, redeemed.nonce));
  };

  const signOut = (request: IncomingMessage, response: ServerResponse, url: URL): void => {
    memory.closeSession(sessionIdIn(request));
    response.setHeader('set-cookie', `${cookieName}=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0`);
    const to = url.searchParams.get('post_logout_redirect_uri') ?? '';
    if (URL.canParse(to) && isLocalOrigin(new URL(to).origin)) return redirect(response, to, {});
    html(response, 200, '<!doctype html><title>Signed out</title><p>You are signed out.');
  };

  return async (request, response, url) => {
    const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
    switch (`${request.method ?? ''} ${url.pathname}`) {
      case 'GET /authorize':
        authorize(request, response, url);
        return 'answered';
      case 'POST /authorize':
        await choose(request, response, url);
        return 'answered';
      case 'POST /token':
        // Claims as JSON are the command line's way.
        if (!isForm) return 'other';
        await grant(request, response);
        return 'answered';
      case 'GET /sign-out':
        signOut(request, response, url);
        return 'answered';
      default:
        return 'other';
    }
  };
};
